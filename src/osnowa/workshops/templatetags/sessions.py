"""How a session's day is said in a table: `{% load sessions %}`."""

import datetime as dt
from typing import Any

from django import template

from osnowa.ui import words

register = template.Library()


@register.filter
def session_day(moment: dt.datetime, with_year: bool = False) -> str:
    """As in “wtorek 8 grudnia”; `with_year` where the sessions of the cycle fall in two years."""
    return words.day(words.local(moment), year=with_year)


@register.filter
def of_session(by_session: dict[int, list[Any]], session: Any) -> list[Any]:
    """Out of a session id -> list, the list of this session."""
    return by_session.get(session.pk, []) if by_session else []
