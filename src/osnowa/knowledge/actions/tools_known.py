"""Mentors say which tools they know, and whether readers may see their names."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.knowledge.models import ToolKnown, ToolPage, tool_key
from osnowa.lib import audit, clock, locks
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import give_consent, person_of, withdraw_consent
from osnowa.people.models import Account, Consent

tool_known_noted = audit.deed("knowledge.tool_known_noted", gettext_lazy("said which tool they know"))
tool_known_forgotten = audit.deed(
    "knowledge.tool_known_forgotten", gettext_lazy("took back that they know a tool")
)


@transaction.atomic
def note_tool_known(tool: ToolPage, *, level: str, by: Account) -> ToolKnown:
    """The account knows this tool of the catalogue, at this level (ToolKnown.Level). The same again changes nothing.

    Raises RuleBroken: "level".
    """
    if level not in ToolKnown.Level:
        raise RuleBroken(_("Choose how well you know it."), code="level", field="level")
    account = locks.lock(by)
    row = ToolKnown.objects.filter(account=account, tool_key__in=tool.keys).first()
    if row is not None and row.level == level:
        return row
    row = row or ToolKnown(account=account, tool_key=tool_key(tool.title), tool_name=tool.title[:100])
    row.level, row.noted_at = level, clock.now()
    row.save()
    tool_known_noted.record(row, by=by, tool=row.tool_key, level=level)
    return row


@transaction.atomic
def forget_tool_known(known: ToolKnown, *, by: Account) -> bool:
    """The account says no longer that it knows the tool. False: it was taken back already."""
    locks.lock(by)
    gone, _kinds = ToolKnown.objects.filter(pk=known.pk).delete()
    if gone:
        tool_known_forgotten.record(known, by=by, tool=known.tool_key)
    return bool(gone)


@transaction.atomic
def let_be_named(*, by: Account) -> Consent:
    """The mentor agrees that the pages of tools show readers their name. Twice is once.

    Raises RuleBroken: "name" (an account without a name: an address is never shown), and what `give_consent` raises.
    """
    if not by.name:
        raise RuleBroken(_("Write your name on the page of your account first: readers see it."), code="name")
    return give_consent(person_of(by, by=by), Consent.Kind.TOOLS, by=by)


@transaction.atomic
def be_named_no_longer(*, by: Account) -> None:
    """The name is gone from the pages of tools at once; the team still sees who knows what."""
    if by.person is not None:
        withdraw_consent(by.person, Consent.Kind.TOOLS, by=by)
