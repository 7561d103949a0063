"""Organisations that agreed are named in the catalogue among users of a tool, as long as they use it."""

from typing import Any

from django.db import transaction

from osnowa.knowledge.actions import forget_tool_use, note_tool_use
from osnowa.knowledge.models import ToolUse
from osnowa.support.models import Adoption, Stage
from osnowa.support.queries import with_stages

NAMED_AS = {Stage.TRIAL: ToolUse.Stage.TRIAL, Stage.ROUTINE: ToolUse.Stage.ROUTINE}


@transaction.atomic
def tell_catalogue(adoption: Adoption, *, by: Any) -> None:
    """Say in the catalogue what is true now of this tool in this organisation, over all its programmes.

    Part of the deed that changed it; runs in its transaction. Without agreement, or before use, nothing is said.
    """
    used = (
        Adoption.objects.filter(
            organisation=adoption.organisation_id,
            tool_key=adoption.tool_key,
            may_be_named=True,
            stage__in=NAMED_AS,
        )
        .select_related("organisation")
        .order_by("-stage_on", "-pk")
    )
    found = with_stages(used).first()
    if found is None:
        forget_tool_use(adoption.tool_name, adoption.organisation, by=by)
    else:
        note_tool_use(
            found.tool_name,
            found.organisation,
            stage=NAMED_AS[Stage(found.stage)],
            since_on=found.since,
            by=by,
        )
