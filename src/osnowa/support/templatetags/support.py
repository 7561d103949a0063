"""How support says durations, stages and people."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from osnowa.people.models import Person
from osnowa.support.models import Consultation, WorkLog
from osnowa.support.rules import hours as rules
from osnowa.support.rules import looks
from osnowa.ui import words

register = template.Library()


@register.filter
def duration(minutes: int) -> str:
    """1,5 h: what people say of minutes kept in quarters of an hour."""
    return f"{words.decimal(rules.as_hours(minutes), 2)}{words.NBSP}h"


@register.filter
def stage_state(stage: str) -> str:
    return looks.STAGES.get(stage, "na")


@register.filter
def consultation_state(consultation: Consultation) -> str:
    return looks.CONSULTATIONS[consultation.state]


@register.filter
def hours_state(log: WorkLog) -> str:
    return looks.HOURS[log.state]


@register.simple_tag
def who(person: Person, may_see_names: Any) -> str:
    """The name, or for those who read without names the same words that stand in figures."""
    if not may_see_names:
        return _("person %(key)s") % {"key": person.key.hex[:6]}
    return person.name or _("erased on request")
