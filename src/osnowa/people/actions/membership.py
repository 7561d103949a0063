"""Who speaks for which organisation: matching what was typed, settling what is in doubt."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.lib import audit, clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.prepared import Prepared
from osnowa.people import queries
from osnowa.people.actions import deeds
from osnowa.people.models import Account, Identifier, LegalForm, Membership, Organisation, Person
from osnowa.people.rules import identifiers, names

Actor = Account | str | None
Match = Membership.Match
_known_person = Prepared(
    lambda email, name: Person.objects.filter(email_key=email, name_key=name).order_by("pk")[:1],
    email=str,
    name=str,
)
_known_membership = Prepared(
    lambda person, key: Membership.objects.filter(person=person, typed_key=key).order_by("pk")[:1],
    person=int,
    key=str,
)


@transaction.atomic
def match_membership(
    person_email: str, person_name: str, phone: str, typed_organisation: str, *, by: Actor = audit.PARTICIPANT
) -> Membership:
    """Note who speaks for which organisation, as typed in one free field; never asks back.

    SURE: a known number, or the same name and no rival. NEW: nothing like it is known, so it is added as typed (an
    informal group where the words say so). DOUBTFUL: something like it is known, and the team is to say. NONE: the
    words say that there is no organisation ("brak").
    The same person and the same words give the same membership, whatever was known in the meantime.
    Raises RuleBroken (field "name" or "organisation") where nothing was typed.
    """
    name, typed = text.clean(person_name)[:150], text.clean(typed_organisation)[:250].strip()
    if not name:
        raise RuleBroken(_("Type your first and last name."), code="empty", field="name")
    if not typed:
        raise RuleBroken(
            _("Type the name of your organisation or group."), code="empty", field="organisation"
        )
    person = _person(name, text.clean(person_email), text.clean(phone)[:30])
    wanted = Membership(person=person, typed=typed)
    key = _typed_key(typed)
    known = _known_membership.first(person=person.pk, key=key)
    if known is not None:
        known.person = person
        return known
    wanted.match, wanted.organisation = _resolve(typed, by=by)
    wanted.created_at = clock.now()
    wanted.save()
    deeds.membership_recorded.record(wanted, by=by, match=wanted.match)
    return wanted


def _typed_key(typed: str) -> str:
    return (names.folded(typed) or typed.casefold())[:250]


def _person(name: str, email: str, phone: str) -> Person:
    """The person of this address and name, made if new. A telephone is filled in, never replaced by a stranger."""
    probe = Person(name=name, email=email, phone=phone)
    name_key, email_key = names.folded(name) or name.casefold(), text.email_key(email)
    locks.lock_words("person", email_key, name_key)
    person = _known_person.first(email=email_key, name=name_key)
    if person is None:
        probe.created_at = clock.now()
        probe.save()
        return probe
    if phone and not person.phone:
        person.phone = phone
        person.save(update_fields=["phone"])
    return person


def _resolve(typed: str, *, by: Actor) -> tuple[str, Organisation | None]:
    read = identifiers.read_typed(typed)
    locks.lock_words("organisation", names.core(read.name))
    for kind, value in sorted(read.numbers):
        locks.lock_words("identifier", kind, value)
    match, organisation = _by_number(read) if read.numbers else _by_name(read.name)
    return match, _add_as_typed(read, by=by) if match == Match.NEW else organisation


def _by_number(read: identifiers.Typed) -> tuple[str, Organisation | None]:
    owners = _owners(read.numbers)
    if len(owners) == 1:
        return Match.SURE, owners[0]
    if owners:
        return Match.DOUBTFUL, None  # two numbers, two organisations: somebody must look
    kinds = {kind for kind, _value in read.numbers}
    same, _sharing = queries.organisations_same(read.name)
    if any(kinds.isdisjoint(o.identifiers.values_list("kind", flat=True)) for o in same):
        return Match.DOUBTFUL, None  # the same name, whose number we did not know: likely, yet not sure
    return Match.NEW, None


def _by_name(name: str) -> tuple[str, Organisation | None]:
    if names.says_nothing(name):
        return Match.NONE, None
    same, sharing = queries.organisations_same(name)
    if len(same) == 1 and (len(sharing) == 1 or names.dress(name)):
        return Match.SURE, same[0]
    if sharing or queries.organisations_near(name, limit=1):
        return Match.DOUBTFUL, None
    return (Match.DOUBTFUL if names.is_hardly_a_name(name) else Match.NEW), None


def _owners(numbers: tuple[tuple[str, str], ...]) -> list[Organisation]:
    owners: dict[int, Organisation] = {}
    for kind, value in numbers:
        row = (
            Identifier.objects.select_related("organisation")
            .filter(kind=kind, value=value, office="")
            .first()
        )
        if row is not None:
            owners[row.organisation_id] = row.organisation
    return list(owners.values())


def _add_as_typed(read: identifiers.Typed, *, by: Actor) -> Organisation:
    """An organisation of which only the typed words are known. Its data wait to be completed."""
    form = LegalForm.INFORMAL if names.says_informal(read.name) else LegalForm.UNKNOWN
    name = read.name or " ".join(
        f"{kind.upper()} {identifiers.shown(kind, value)}" for kind, value in read.numbers
    )
    moment = clock.now()
    organisation = Organisation.objects.create(
        name=name, legal_form=form, created_at=moment, changed_at=moment
    )
    for kind, value in read.numbers:
        Identifier.objects.get_or_create(
            kind=kind, value=value, office="", defaults={"organisation": organisation}
        )
    deeds.added.record(organisation, by=by, how="typed")
    return organisation


@transaction.atomic
def settle_membership(
    membership: Membership, organisation: Organisation, *, by: Account | None
) -> Membership:
    """The team says which organisation was meant. A number that was typed with it is kept if it had none of that kind.

    Raises RuleBroken where somebody else settled it otherwise meanwhile, or the organisation was merged away.
    """
    membership = locks.lock(membership)
    organisation = locks.lock(organisation)
    if organisation.merged_into_id is not None:
        raise RuleBroken(
            _("This entry was merged into another one meanwhile. Choose that one."), code="merged"
        )
    if membership.match != Match.DOUBTFUL:
        if membership.organisation_id == organisation.pk:
            return membership
        raise RuleBroken(_("Somebody settled this meanwhile. Look at the list again."), code="settled")
    _keep_numbers(membership.typed, organisation)
    return _settle(membership, organisation, by=by)


@transaction.atomic
def settle_as_new(membership: Membership, *, by: Account | None) -> Membership:
    """The team says that what was typed is an organisation of its own: it is added as typed.

    A repeat gives what the first time gave. Raises RuleBroken where somebody settled it otherwise meanwhile,
    or where the words name nothing (“brak”).
    """
    membership = locks.lock(membership)
    if membership.match != Match.DOUBTFUL:
        if membership.settled_at is not None and membership.organisation is not None:
            return membership
        raise RuleBroken(_("Somebody settled this meanwhile. Look at the list again."), code="settled")
    read = identifiers.read_typed(membership.typed)
    if not read.numbers and names.says_nothing(read.name):
        raise RuleBroken(
            _("These words name no organisation. Add it by its real name, then choose it here."),
            code="no_name",
        )
    return _settle(membership, _add_as_typed(read, by=by), by=by)


@transaction.atomic
def settle_as_none(membership: Membership, *, by: Account | None) -> Membership:
    """The team says that the person speaks for no organisation. A repeat changes nothing.

    Raises RuleBroken where somebody settled it otherwise meanwhile.
    """
    membership = locks.lock(membership)
    if membership.match == Match.NONE:
        return membership
    if membership.match != Match.DOUBTFUL:
        raise RuleBroken(_("Somebody settled this meanwhile. Look at the list again."), code="settled")
    membership.match = Match.NONE
    membership.settled_at = clock.now()
    membership.save(update_fields=["match", "settled_at"])
    deeds.membership_settled.record(membership, by=by, organisation=None)
    return membership


def _settle(membership: Membership, organisation: Organisation, *, by: Any) -> Membership:
    membership.organisation = organisation
    membership.match = Match.SETTLED
    membership.settled_at = clock.now()
    membership.save(update_fields=["organisation", "match", "settled_at"])
    deeds.membership_settled.record(membership, by=by, organisation=organisation.pk)
    return membership


def _keep_numbers(typed: str, organisation: Organisation) -> None:
    kinds = set(organisation.identifiers.values_list("kind", flat=True))
    for kind, value in identifiers.read_typed(typed).numbers:
        if kind not in kinds:
            Identifier.objects.get_or_create(
                kind=kind, value=value, office="", defaults={"organisation": organisation}
            )


@transaction.atomic
def reopen_membership(membership: Membership, *, by: Account | None) -> Membership:
    """Undo a settlement: the membership waits for an answer again. Others are left as they are."""
    membership = locks.lock(membership)
    if membership.match in (Match.SETTLED, Match.NONE):
        membership.organisation = None
        membership.match = Match.DOUBTFUL
        membership.settled_at = None
        membership.save(update_fields=["organisation", "match", "settled_at"])
        deeds.membership_reopened.record(membership, by=by)
    return membership
