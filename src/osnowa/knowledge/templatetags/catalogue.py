"""What a tool's page shows beyond its own fields."""

from typing import Any

from django import template
from django.db.models import QuerySet

from osnowa.knowledge import queries
from osnowa.knowledge.models import Hosted, Platform, Task, ToolKnown, ToolPage, ToolUse
from osnowa.programme.permissions import programmes_count

register = template.Library()
CHOICES = {"tasks": Task, "hosted": Hosted, "platforms": Platform}


@register.filter
def listed(tool: ToolPage, name: str) -> str:
    """The words of a list of keys: `{{ page|listed:"tasks" }}`."""
    keys = getattr(tool, name)
    return ", ".join(str(label) for key, label in CHOICES[name].choices if key in keys)


@register.simple_tag
def used_here_by(tool: ToolPage) -> QuerySet[ToolUse]:
    return queries.uses_of(tool)


@register.simple_tag(takes_context=True)
def known_here_by(context: dict[str, Any], tool: ToolPage) -> QuerySet[ToolKnown]:
    """Mentors who know the tool: those who agreed; for who is signed in and on a team, all."""
    user = getattr(context.get("request"), "user", None)
    on_team = user is not None and programmes_count(user) > 0
    return queries.who_knows(tool.keys, for_readers=not on_team)
