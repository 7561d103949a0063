"""Who uses a tool, told by support: only organisations that agreed to be named."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from osnowa.knowledge.models import ToolUse, tool_key
from osnowa.lib import audit, locks
from osnowa.people.models import Organisation

tool_use_noted = audit.deed("knowledge.tool_use_noted", gettext_lazy("is named among users of a tool"))
tool_use_forgotten = audit.deed(
    "knowledge.tool_use_forgotten", gettext_lazy("is no longer named among users of a tool")
)


@transaction.atomic
def note_tool_use(
    tool_name: str, organisation: Organisation, *, stage: str, since_on: dt.date, by: Any
) -> ToolUse:
    """The organisation uses the tool, agreed to be named, and is at this stage (ToolUse.Stage) since that day.

    The agreement is the caller's to ask (support: `Adoption.may_be_named`). The same again changes nothing.
    """
    key = tool_key(tool_name)
    locks.lock_words("tool-use", key, organisation.pk)
    use = ToolUse.objects.filter(tool_key=key, organisation=organisation).first()
    if use is not None and (use.stage, use.since_on) == (stage, since_on):
        return use
    use = use or ToolUse(tool_key=key, organisation=organisation)
    use.stage, use.since_on = stage, since_on
    use.save()
    tool_use_noted.record(organisation, by=by, tool=key, stage=stage)
    return use


@transaction.atomic
def forget_tool_use(tool_name: str, organisation: Organisation, *, by: Any) -> bool:
    """Name the organisation no longer: it left the tool, or took its agreement back. False: it was not named."""
    key = tool_key(tool_name)
    locks.lock_words("tool-use", key, organisation.pk)
    gone, _kinds = ToolUse.objects.filter(tool_key=key, organisation=organisation).delete()
    if gone:
        tool_use_forgotten.record(organisation, by=by, tool=key)
    return bool(gone)
