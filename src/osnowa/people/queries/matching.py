"""Which known organisations a typed name may mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from osnowa.lib.prepared import Prepared
from osnowa.people.models import LegalForm, Membership, Organisation, OrganisationStage
from osnowa.people.rules import identifiers, matching, names

_STEM = 4
_NAMED = ("name", "short_name", "match_key", "sort_key", "town", "legal_form", "merged_into")
_FORMS_OF_DRESS: dict[str, frozenset[str]] = {
    "foundation": frozenset({LegalForm.FOUNDATION}),
    "informal": frozenset({LegalForm.INFORMAL}),
    "social_cooperative": frozenset({LegalForm.SOCIAL_COOPERATIVE}),
    "company": frozenset({LegalForm.NON_PROFIT_COMPANY, LegalForm.OTHER}),
    "association": frozenset(
        set(LegalForm)
        - {
            LegalForm.FOUNDATION,
            LegalForm.INFORMAL,
            LegalForm.SOCIAL_COOPERATIVE,
            LegalForm.NON_PROFIT_COMPANY,
        }
    ),
}


@dataclass(frozen=True)
class Candidate:
    """An organisation that a typed name may mean. `likeness`: 0 to 1."""

    organisation: Organisation
    likeness: float


def _form_agrees(typed: str, organisation: Organisation) -> bool:
    """The form that was typed does not contradict the form that is known."""
    stated = names.dress(typed)
    if not stated or organisation.legal_form == LegalForm.UNKNOWN:
        return True
    return any(organisation.legal_form in _FORMS_OF_DRESS[form] for form in stated)


def _living(organisation: Organisation) -> Organisation:
    """The organisation that this one was merged into, if it was."""
    seen = {organisation.pk}
    while organisation.merged_into is not None and organisation.merged_into_id not in seen:
        organisation = organisation.merged_into
        seen.add(organisation.pk)
    return organisation


_of_core = Prepared(  # few columns and ready SQL: this runs at every sign-up
    lambda core: (
        Organisation.objects.filter(
            Q(match_key=core)
            | Q(pk__in=OrganisationStage.objects.filter(match_key=core).values("organisation"))
        )
        .only(*_NAMED)
        .order_by("id")
    ),
    core=str,
)


def organisations_same(typed: str) -> tuple[list[Organisation], list[Organisation]]:
    """Living organisations with the same name, and all that share its core (its rivals among them).

    Names that an organisation had earlier, or had before it was merged, count as its own.
    """
    core = names.core(typed)[:300]
    if not core:
        return [], []
    found = _of_core.rows(core=core)
    same: dict[int, Organisation] = {}
    sharing: dict[int, Organisation] = {}
    for organisation in found:
        living = _living(organisation)
        sharing[living.pk] = living
        known = organisation.name if organisation.match_key == core else typed
        if matching.same(typed, known) and _form_agrees(typed, organisation):
            same[living.pk] = living
    return list(same.values()), list(sharing.values())


def _stems(name: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in names.telling_words(name))


def _near_to(stems: Iterable[str], spelled: Iterable[str]) -> QuerySet[Organisation]:
    wanted = Q(pk__in=[])
    for stem in stems:
        wanted |= Q(name_key__startswith=stem) | Q(name_key__contains=f" {stem}")
    short = {form for text in spelled for form in (text, text.upper(), text.title())} - {""}
    return (
        Organisation.objects.filter(merged_into=None)
        .filter(wanted | Q(short_name__in=short))
        .only(*_NAMED)
        .order_by("id")
    )


def _ranked(typed: str, organisations: Iterable[Organisation], limit: int) -> list[Candidate]:
    ranked = []
    for organisation in organisations:
        if organisation.short_name and names.folded(organisation.short_name) == names.folded(typed):
            ranked.append(Candidate(organisation, 1.0))
        elif matching.near(typed, organisation.name):
            ranked.append(Candidate(organisation, matching.likeness(typed, organisation.name)))
    ranked.sort(key=lambda c: (-c.likeness, c.organisation.sort_key, c.organisation.pk))
    return ranked[:limit]


def organisations_near(typed: str, limit: int = 5) -> list[Candidate]:
    """Living organisations whose names are near to what was typed, the most alike first (one query).

    Abbreviations (`KCWIR`) are compared with the initials of all names.
    """
    word = names.folded(typed)
    if " " not in word and 3 <= len(word) <= 10:  # noqa: PLR2004  looks like an abbreviation: any name may have these initials
        start = Q(name_key__startswith=word[0]) | Q(short_name__gt="")
        pool = (
            Organisation.objects.filter(merged_into=None)
            .only(*_NAMED)
            .filter(start | Q(pk__in=_near_to(_stems(typed), [typed]).order_by().values("pk")))
        )
        return _ranked(typed, pool.iterator(chunk_size=500), limit)
    return _ranked(typed, _near_to(_stems(typed), [typed]), limit)


def candidates_for(memberships: Sequence[Membership], limit: int = 4) -> dict[int, list[Candidate]]:
    """Candidates for each membership of one page, by its id, in one query for them all."""
    typed = {m.pk: identifiers.read_typed(m.typed).name or m.typed for m in memberships}
    stems = {pk: _stems(text) for pk, text in typed.items()}
    every_stem = frozenset[str]().union(*stems.values()) if stems else frozenset()
    cores = {names.core(text) for text in typed.values()} - {""}
    initials = {word[0] for text in typed.values() if " " not in (word := names.folded(text)) and word}
    wanted = Q(match_key__in=cores) | Q(pk__in=_near_to(every_stem, typed.values()).order_by().values("pk"))
    for letter in initials:
        wanted |= Q(name_key__startswith=letter)
    pool = list(Organisation.objects.filter(merged_into=None).filter(wanted))
    return {pk: _ranked(text, pool, limit) for pk, text in typed.items()}
