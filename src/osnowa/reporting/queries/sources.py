"""From a fact to the page where it stands: source kind -> address, person key -> name, one page of a list at a time."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.people.models import Organisation, Person
from osnowa.programme.evidence import Evidence
from osnowa.programme.models import Programme
from osnowa.reporting.models import EvidenceLine
from osnowa.workshops.models import Attendance, Certificate, Cycle, Enrolment, Session

Ids = Iterable[int]
Addresses = dict[int, str]


def _attendance(programme: Programme, ids: Ids) -> Addresses:
    rows = Attendance.objects.filter(pk__in=ids, session__cycle__programme=programme).values_list(
        "pk", "session__cycle__number", "session__number"
    )
    return {
        pk: reverse("workshops:attendance", args=[programme.slug, cycle, session])
        for pk, cycle, session in rows
    }


def _session(programme: Programme, ids: Ids) -> Addresses:
    rows = Session.objects.filter(pk__in=ids, cycle__programme=programme).values_list(
        "pk", "cycle__number", "number"
    )
    return {
        pk: reverse("workshops:attendance", args=[programme.slug, cycle, session])
        for pk, cycle, session in rows
    }


def _certificate(programme: Programme, ids: Ids) -> Addresses:
    rows = Certificate.objects.filter(pk__in=ids, programme=programme).values_list(
        "pk", "enrolment__cycle__number"
    )
    return {pk: reverse("workshops:certificates", args=[programme.slug, cycle]) for pk, cycle in rows}


def _cycle(programme: Programme, ids: Ids) -> Addresses:
    rows = Cycle.objects.filter(pk__in=ids, programme=programme).values_list("pk", "number")
    return {pk: reverse("workshops:work_cycle", args=[programme.slug, number]) for pk, number in rows}


def _enrolment(programme: Programme, ids: Ids) -> Addresses:
    rows = Enrolment.objects.filter(pk__in=ids, cycle__programme=programme).values_list("pk", "cycle__number")
    return {pk: reverse("workshops:work_cycle", args=[programme.slug, number]) for pk, number in rows}


# Source kind -> the addresses of so many of its things, in one question.
ADDRESSES: dict[str, Callable[[Programme, Ids], Addresses]] = {
    "workshops.attendance": _attendance,
    "workshops.session": _session,
    "workshops.certificate": _certificate,
    "workshops.cycle": _cycle,
    "workshops.enrolment": _enrolment,
}


@dataclass(frozen=True)
class ShownFact:
    """A fact with what a reader may see of it. `url` is empty where the source is gone."""

    fact: Any
    url: str
    person: str
    organisation: str


def shown(
    programme: Programme, facts: Sequence[Evidence | EvidenceLine], *, with_names: bool
) -> list[ShownFact]:
    """Look up addresses, names and organisations of one page of facts: one question per kind, whatever the length."""
    by_kind: dict[str, set[int]] = {}
    for fact in facts:
        kind, source_id = key_of(fact)
        by_kind.setdefault(kind, set()).add(source_id)
    addresses = {
        kind: ADDRESSES[kind](programme, ids) if kind in ADDRESSES else {} for kind, ids in by_kind.items()
    }
    people = _names({fact.who for fact in facts if fact.who}) if with_names else {}
    organisations = dict(
        Organisation.objects.filter(
            pk__in={pk for fact in facts if (pk := organisation_of(fact)) is not None}
        ).values_list("pk", "name")
    )
    rows = []
    for fact in facts:
        kind, source_id = key_of(fact)
        organisation = organisation_of(fact)
        rows.append(
            ShownFact(
                fact=fact,
                url=addresses[kind].get(source_id, ""),
                person=(people.get(fact.who) or pseudonym(fact.who)) if fact.who else "",
                organisation=organisations.get(organisation, "") if organisation is not None else "",
            )
        )
    return rows


def key_of(fact: Evidence | EvidenceLine) -> tuple[str, int]:
    if isinstance(fact, Evidence):
        return fact.source.kind, fact.source.id
    return fact.source_kind, fact.source_id


def organisation_of(fact: Evidence | EvidenceLine) -> int | None:
    return fact.organisation if isinstance(fact, Evidence) else fact.organisation_id


def pseudonym(who: uuid.UUID) -> str:
    """What stands for a person where names are not shown: the same key, the same words."""
    return _("person %(key)s") % {"key": who.hex[:6]}


def _names(keys: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    return {
        key: name or _("erased on request")
        for key, name in Person.objects.filter(key__in=keys).values_list("key", "name")
    }
