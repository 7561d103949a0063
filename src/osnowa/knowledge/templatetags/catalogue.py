"""What a tool's page shows beyond its own fields."""

from django import template
from django.db.models import QuerySet

from osnowa.knowledge import queries
from osnowa.knowledge.models import Hosted, Platform, Task, ToolPage, ToolUse

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
