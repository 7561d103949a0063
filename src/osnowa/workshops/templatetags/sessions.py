"""How a session's day is said in a table: `{% load sessions %}`."""

import datetime as dt

from django import template

from osnowa.ui import words

register = template.Library()


@register.filter
def session_day(moment: dt.datetime) -> str:
    """As in “wtorek 8 grudnia”: without the year, which the page says once."""
    return words.day(words.local(moment), year=False)
