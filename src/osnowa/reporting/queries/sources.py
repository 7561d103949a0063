"""A fact as a reader sees it: its page, the person's name where it may be shown, the organisation."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from osnowa.people.models import Organisation, Person
from osnowa.programme.evidence import Evidence
from osnowa.programme.models import Programme
from osnowa.reporting.models import EvidenceLine
from osnowa.reporting.queries.addresses import ADDRESSES


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
