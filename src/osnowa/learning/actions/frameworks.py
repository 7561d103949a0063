"""Frameworks of competences: the one that Osnowa brings along, and others from a spreadsheet."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.learning.models import Competence, Framework
from osnowa.learning.rules import ready_made
from osnowa.learning.rules.importing import Row, Sheet
from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock, lock_words
from osnowa.people.models import Account
from osnowa.programme.models import Programme

framework_imported = audit.deed(
    "learning.framework_imported", gettext_lazy("imported a framework of competences")
)
digcomp_loaded = audit.deed("learning.digcomp_loaded", gettext_lazy("loaded DigComp"))

LEVELS = 8


@transaction.atomic
def load_digcomp() -> Framework:
    """DigComp with its areas, competences and levels, shared by all programmes; made once, whoever asks first."""
    there = Framework.objects.filter(
        programme__isnull=True, name=ready_made.FRAMEWORK, version=ready_made.VERSION
    )
    found = there.first()
    if found is not None:
        return found
    lock_words("shared framework", ready_made.FRAMEWORK)
    found = there.first()  # somebody was quicker
    if found is not None:
        return found
    framework = Framework.objects.create(
        name=ready_made.FRAMEWORK,
        version=ready_made.VERSION,
        attribution=ready_made.ATTRIBUTION,
        levels=ready_made.digcomp_levels(),
        created_at=clock.now(),
    )
    _fill(framework, [(row.code, row.area, row.name_pl, row.name_en) for row in ready_made.digcomp()])
    digcomp_loaded.record(framework, by=None)
    return framework


@transaction.atomic
def import_framework(
    programme: Programme, *, name: str, version: str, attribution: str = "", sheet: Sheet, by: Account | None
) -> Framework:
    """A framework of the programme's own, whole or not at all. Levels are 1 to 8.

    Raises RuleBroken: "name", "version", "rows" (a row is wrong, or there is none), "taken" (that name and version
    are there with other rows). The same file again gives the framework that is there.
    """
    programme = lock(programme)
    name, version = text.clean(name)[:80], text.clean(version)[:20]
    if not name:
        raise RuleBroken(_("Write what the framework is called."), code="name", field="name")
    if not version:
        raise RuleBroken(_("Write its version, for example 1.0 or a year."), code="version", field="version")
    if not sheet.is_good:
        raise RuleBroken(_("Correct the rows that are named below, then send the file again."), code="rows")
    rows = [_plain(row) for row in sheet.rows]
    there = Framework.objects.filter(programme=programme, name=name, version=version).first()
    if there is not None:
        if set(there.competences.values_list("code", "name_pl")) == {(row[0], row[2]) for row in rows}:
            return there
        raise RuleBroken(
            _("%(name)s in version %(version)s is here already. Give this one another version.")
            % {"name": name, "version": version},
            code="taken",
            field="version",
        )
    framework = Framework.objects.create(
        programme=programme,
        name=name,
        version=version,
        attribution=text.clean(attribution)[:300],
        levels=[{"number": number, "pl": "", "en": ""} for number in range(1, LEVELS + 1)],
        created_at=clock.now(),
    )
    _fill(framework, rows)
    framework_imported.record(framework, by=by, programme_id=programme.pk, competences=len(rows))
    return framework


def _plain(row: Row) -> tuple[str, str, str, str]:
    return row.code, row.area, row.name_pl, row.name_en


def _fill(framework: Framework, rows: list[tuple[str, str, str, str]]) -> None:
    """Two passes: an area may stand below what lies in it."""
    made = {
        code: Competence(framework=framework, code=code, position=position, name_pl=name_pl, name_en=name_en)
        for position, (code, _area, name_pl, name_en) in enumerate(rows)
    }
    Competence.objects.bulk_create(made.values())
    saved = {one.code: one for one in framework.competences.all()}
    inside = []
    for code, area, _name_pl, _name_en in rows:
        if area:
            saved[code].area = saved[area]
            inside.append(saved[code])
    Competence.objects.bulk_update(inside, ["area"])
