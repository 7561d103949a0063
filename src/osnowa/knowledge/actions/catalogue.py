"""Deeds of the catalogue: still true, taken from a list, laid out of the library."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.knowledge.actions.texts import draft_text
from osnowa.knowledge.models import Price, ToolCandidate, ToolPage
from osnowa.knowledge.permissions import may_edit
from osnowa.knowledge.queries.catalogue import described_already
from osnowa.knowledge.registers import tool_library
from osnowa.knowledge.registers.tool_lists import LISTS, Candidate, prefilled
from osnowa.lib import audit, clock, locks
from osnowa.lib.errors import RuleBroken

tool_confirmed = audit.deed("knowledge.tool_confirmed", gettext_lazy("checked a tool: still true"))
candidates_imported = audit.deed("knowledge.candidates_imported", gettext_lazy("imported a list of tools"))
candidate_taken = audit.deed("knowledge.candidate_taken", gettext_lazy("began a tool page from a list"))


@transaction.atomic
def confirm_tool(page: ToolPage, *, by: Any) -> ToolPage:
    """What the page says was compared with the world today and is still true, the price included.

    Changes no word, so it asks no second person. A repeat on the same day changes nothing.
    Raises RuleBroken: `role`, `draft` (readers do not see it yet).
    """
    _ask_editor(by)
    page = locks.lock(page)
    if not page.live:
        raise RuleBroken(_("Readers do not see this tool yet, so there is nothing to confirm."), code="draft")
    today = clock.today()
    if page.checked_on >= today:
        return page
    before = page.checked_on
    page.checked_on = today
    if page.price != Price.UNKNOWN:
        page.price_checked_on = today
    ToolPage.objects.filter(pk=page.pk).update(
        checked_on=page.checked_on, price_checked_on=page.price_checked_on
    )
    tool_confirmed.record(page, by=by, programme_id=page.programme_id, before=before.isoformat())
    return page


@dataclass
class Imported:
    """How many rows were new, changed or the same as before."""

    new: int = 0
    changed: int = 0
    same: int = 0


@transaction.atomic
def import_candidates(rows: Iterable[Candidate], *, by: Any) -> Imported:
    """Write rows of a list down as candidates. The same list again changes nothing; a newer one renews the facts.

    What an editor did with a candidate (`state`, `page`) stays. Nothing is ever deleted.
    """
    told = Imported()
    wanted = list(rows)
    if not wanted:
        return told
    locks.lock_words("tool-candidates")
    sources = {one.source for one in wanted}
    known = {(row.source, row.source_key): row for row in ToolCandidate.objects.filter(source__in=sources)}
    now = clock.now()
    last: ToolCandidate | None = None
    for one in wanted:
        whose = LISTS[one.source]
        said = {
            "name": one.name,
            "facts": dict(one.facts),
            "licence": whose.licence,
            "attribution": whose.attribution,
        }
        row = known.get((one.source, one.key))
        if row is None:
            row = ToolCandidate(source=one.source, source_key=one.key)
            told.new += 1
        elif all(getattr(row, name) == value for name, value in said.items()):
            told.same += 1
            continue
        else:
            told.changed += 1
        for name, value in said.items():
            setattr(row, name, value)
        row.imported_at = now
        row.save()
        last = row
    if last is not None:
        candidates_imported.record(
            last, by=by, sources=sorted(sources), new=told.new, changed=told.changed, same=told.same
        )
    return told


@transaction.atomic
def take_candidate(candidate: ToolCandidate, *, by: Any) -> ToolPage:
    """Begin a tool page with the facts of a candidate; its texts are left to our own words. A repeat is the same page.

    The list's attribution stays on the page. A page of this name that is there already is the answer, untouched.
    Raises RuleBroken: `role`.
    """
    _ask_editor(by)
    candidate = locks.lock(candidate)
    if candidate.page is not None:
        return candidate.page
    page = described_already(candidate)
    if page is None:
        page = ToolPage(
            title=candidate.name,
            body="",
            facts_credit=candidate.attribution,
            **prefilled(candidate.source, candidate.facts),
        )
        draft_text(page, half_empty=True, by=by)
    candidate.page, candidate.state = page, ToolCandidate.State.TAKEN
    candidate.save()
    candidate_taken.record(candidate, by=by, programme_id=page.programme_id, page=page.pk)
    return page


@transaction.atomic
def lay_tool_library(*, by: Any) -> list[ToolPage]:
    """Begin a draft for every record of the library whose tool nobody has described yet. A second person approves.

    Raises RuleBroken: `role`. Again: only what is missing. Returns the new drafts.
    """
    _ask_editor(by)
    locks.lock_words("tool-library")
    taken = {key for page in ToolPage.objects.defer("body") for key in page.keys}
    made = []
    for record in tool_library.records():
        page = ToolPage(**record.fields)
        if page.keys & taken:
            continue
        page.checked_on = min(page.checked_on, clock.today())
        page.price_checked_on = page.price_checked_on and min(page.price_checked_on, clock.today())
        made.append(draft_text(page, by=by))
    return made


def _ask_editor(by: Any) -> None:
    if not may_edit(by):
        raise RuleBroken(_("Only editors and coordinators write and approve texts."), code="role")
