"""The newsletter's own tabs, as far as the reader's roles go."""

from typing import Any

from django import template

from osnowa.newsletter.permissions import READERS, WRITERS
from osnowa.programme.permissions import has_role, is_coordinator

register = template.Library()


@register.inclusion_tag("newsletter/readers/tabs.html", takes_context=True)
def newsletter_tabs(context: dict[str, Any], here: str) -> dict[str, Any]:
    """`here`: the tab of this page. Needs `programme` and `request` in the context; asks no query of its own."""
    user, programme = context["request"].user, context["programme"]
    return {
        "programme": programme,
        "here": here,
        "reads": has_role(user, programme, *READERS),
        "writes": has_role(user, programme, *WRITERS),
        "coordinates": is_coordinator(user, programme),
    }
