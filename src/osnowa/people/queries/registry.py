"""The registry as it is read: search, suggestions, what waits for somebody."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, Q, QuerySet

from osnowa.lib.models import AuditLine
from osnowa.people.models import Distinction, Identifier, LegalForm, Membership, Merge, Organisation
from osnowa.people.rules import matching, names

FEWEST_LETTERS = 3
FEWEST_DIGITS = 4
NOT_FOR_STRANGERS = (LegalForm.INFORMAL, LegalForm.UNKNOWN)
_CROWD = 40  # a word that so many names share says nothing about them


def organisations_found(words: str = "") -> QuerySet[Organisation]:
    """Living organisations whose name holds all the words, or whose number begins with the digits typed.

    Case, Polish letters and quotes do not count; KGW, OSP, UKS and the like find names that spell them out;
    digits may be typed with spaces and dashes.
    """
    found = Organisation.objects.filter(merged_into=None)
    folded = names.folded(words)
    if not folded:
        return found
    by_name = Q()
    for word in folded.split():
        one = Q(name_key__contains=word)
        for phrase in names.spelled_out(word):
            one |= Q(name_key__contains=phrase)
        by_name &= one
    return found.filter(
        by_name | _by_number(folded) | Q(short_name__in={words.strip(), words.strip().upper()})
    )


def _by_number(folded: str) -> Q:
    digits = "".join(c for c in folded if c.isdecimal())
    rest = [word for word in folded.split() if not word.isdecimal()]
    if len(digits) < FEWEST_DIGITS or any(word not in ("krs", "nip", "regon", "nr", "pl") for word in rest):
        return Q(pk__in=[])
    numbers = Identifier.objects.filter(
        Q(value__startswith=digits)
        | Q(kind=Identifier.Kind.KRS, value__endswith=digits, value__startswith="000")
    )
    return Q(pk__in=numbers.values("organisation"))


@dataclass(frozen=True)
class Suggestion:
    """What the public sees of an organisation while typing: its name and town, nothing about people."""

    name: str
    town: str


def suggestions(words: str, limit: int = 8) -> list[Suggestion]:
    """Confirmed organisations for the sign-up form, at most `limit`; none under three letters.

    Names as strangers typed them are left out until the team or a register confirms them. So are informal groups
    and those whose form is not established: a few neighbours are not for strangers to find.
    """
    if len(names.folded(words).replace(" ", "")) < FEWEST_LETTERS:
        return []
    found = organisations_found(words).exclude(confirmed_at=None).exclude(legal_form__in=NOT_FOR_STRANGERS)
    found = found.order_by("sort_key", "id")
    return [Suggestion(name, town) for name, town in found.values_list("name", "town")[:limit]]


def memberships_to_settle() -> QuerySet[Membership]:
    """Typed names that may mean something known: a person of the team must say. The oldest first."""
    doubtful = Membership.objects.filter(match=Membership.Match.DOUBTFUL)
    return doubtful.select_related("person").order_by("created_at", "id")


def organisations_to_complete() -> QuerySet[Organisation]:
    """Organisations whose form is not established, and informal groups that nobody can be reached of.

    The same rule as `rules.completeness.needed`, as a query; a test holds them together.
    """
    without_contact = Q(contact_name="") | (Q(contact_email="") & Q(contact_phone=""))
    return Organisation.objects.filter(merged_into=None).filter(
        Q(legal_form=LegalForm.UNKNOWN) | (Q(legal_form=LegalForm.INFORMAL) & without_contact)
    )


def with_membership_count(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Adds `people_count`: how many people signed up in the organisation's name."""
    return organisations.annotate(people_count=Count("memberships__person", distinct=True))


@dataclass(frozen=True)
class Duplicate:
    """Two rows that may be one organisation. `first` is the fuller one, proposed to be kept."""

    first: Organisation
    second: Organisation
    likeness: float


def duplicates_suggested(limit: int = 50) -> list[Duplicate]:
    """Pairs of living organisations that look like one, the most alike first (three queries).

    Left out: pairs that the team told apart, and pairs with two different numbers of the same register.
    """
    organisations = list(organisations_found().prefetch_related("identifiers"))
    by_id = {o.pk: o for o in organisations}
    numbers = {o.pk: {(i.kind, i.office): i.value for i in o.identifiers.all()} for o in organisations}
    blocks: dict[str, list[int]] = defaultdict(list)
    for o in organisations:
        for key in {word[:4] for word in names.telling_words(o.name)} or {names.core(o.name)}:
            blocks[key].append(o.pk)
        for abbreviation in names.initials(o.name) | {names.folded(o.short_name), names.core(o.name)} - {""}:
            blocks["=" + abbreviation].append(o.pk)
    told_apart = {frozenset(pair) for pair in Distinction.objects.values_list("first", "second")}
    pairs = {
        (first, second)
        for block in blocks.values()
        if len(block) <= _CROWD
        for first, second in combinations(sorted(set(block)), 2)
        if frozenset((first, second)) not in told_apart and not _two_entities(numbers[first], numbers[second])
    }
    found = []
    for first, second in pairs:
        one, two = by_id[first], by_id[second]
        if matching.near(one.name, two.name):
            kept, other = sorted((one, two), key=lambda o: (-_fullness(o, numbers[o.pk]), o.pk))
            found.append(Duplicate(kept, other, matching.likeness(one.name, two.name)))
    found.sort(key=lambda d: (-d.likeness, d.first.sort_key, d.first.pk, d.second.pk))
    return found[:limit]


def _two_entities(first: dict[tuple[str, str], str], second: dict[tuple[str, str], str]) -> bool:
    return any(key in second and second[key] != value for key, value in first.items())


def _fullness(organisation: Organisation, numbers: dict[tuple[str, str], str]) -> int:
    told = (organisation.town, organisation.email, organisation.website, organisation.contact_name)
    return 3 * len(numbers) + 2 * (organisation.legal_form != LegalForm.UNKNOWN) + sum(map(bool, told))


@dataclass(frozen=True)
class StageShown:
    """What an organisation was, from when until when as far as known; the last one has no `until_on`."""

    name: str
    form: str
    since_on: dt.date | None
    until_on: dt.date | None


def stages_of(organisation: Organisation) -> list[StageShown]:
    """What the organisation is now and what it was before, newest first; empty where it has always been the same.

    What it is now is read from the entry itself, which may have been corrected since. A beginning that nobody told
    (the day on which we first heard of a group) is left out.
    """
    stages = list(organisation.stages.all())
    if len(stages) < 2:  # noqa: PLR2004  a story has two parts
        return []
    told = {organisation.founded_on, organisation.registered_on}
    shown = [StageShown(organisation.name, organisation.get_legal_form_display(), stages[-1].since_on, None)]
    for n in range(len(stages) - 2, -1, -1):
        stage, until = stages[n], stages[n + 1].since_on
        known = n > 0 or (stage.since_on in told and stage.since_on < until)
        shown.append(
            StageShown(stage.name, stage.get_legal_form_display(), stage.since_on if known else None, until)
        )
    return shown


def holder_of(kind: str, value: str, office: str, *, besides: Organisation | None) -> Organisation | None:
    """The other organisation that has this number already, or None."""
    found = Identifier.objects.select_related("organisation").filter(kind=kind, value=value, office=office)
    if besides is not None:
        found = found.exclude(organisation=besides)
    holder = found.first()
    return holder.organisation if holder else None


def history_of(organisation: Organisation) -> QuerySet[AuditLine]:
    """Deeds about the organisation and about those merged into it, newest first."""
    absorbed = Merge.objects.filter(kept=organisation, undone_at=None).values_list("absorbed", flat=True)
    ids = [organisation.pk, *absorbed]
    return AuditLine.objects.filter(subject_kind=organisation._meta.label_lower, subject_id__in=ids)  # noqa: SLF001


def just_added(organisation: Organisation, name: str, moment: dt.datetime) -> bool:
    """Is this the entry that the same form made a moment ago (a double click)?"""
    return organisation.name == name and moment - organisation.created_at < dt.timedelta(minutes=2)
