"""Who may speak for an organisation: a person asks, the organisation's contact, a member or the team answers."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.lib import audit, clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.people import emails
from osnowa.people.actions import deeds
from osnowa.people.actions.accounts import open_account
from osnowa.people.models import Account, Membership
from osnowa.people.rules import mails

ASK_AGAIN_AFTER = dt.timedelta(days=1)  # after a refusal


@transaction.atomic
def ask_membership(
    membership: Membership,
    *,
    address: str = "",
    language: str = "pl",
    by: Account | str | None = audit.PARTICIPANT,
) -> Membership:
    """The person wants to sign in and act for the organisation. It waits; those who may answer are told.

    `address`: to sign in with, where it is not the person's own. Whether it is free is not said here: strangers learn
    nothing about who has an account. Twice is once. Raises RuleBroken: "none" (they came in nobody's name), "erased",
    "refused" (asked again within a day of a refusal), "address" (field "address": no address at all, or not one).
    """
    membership = locks.lock(membership)
    address = mails.tidy(address)
    if membership.person.erased_at is not None:
        raise RuleBroken(_("This person asked to be forgotten."), code="erased")
    if membership.match == Membership.Match.NONE:
        raise RuleBroken(_("You signed up in nobody's name, so there is nobody to act for."), code="none")
    if address and not mails.is_address(address):
        raise RuleBroken(
            _("Write an e-mail address like this: name@example.org."), code="address", field="address"
        )
    if not address and not membership.person.email:
        raise RuleBroken(_("Type the address to sign in with."), code="address", field="address")
    if membership.confirmed_at is not None or membership.asked_at is not None:
        return membership
    moment = clock.now()
    if membership.refused_at is not None and membership.refused_at > moment - ASK_AGAIN_AFTER:
        raise RuleBroken(
            _("The answer was no. Talk to your organisation first; you can ask again tomorrow."),
            code="refused",
        )
    own = text.email_key(address) == membership.person.email_key
    membership.asked_at, membership.asked_language = moment, language
    membership.asked_address = "" if own else address
    membership.save(update_fields=["asked_at", "asked_language", "asked_address"])
    deeds.membership_asked.record(membership, by=by, organisation=membership.organisation_id)
    emails.membership_asked(membership)
    return membership


@transaction.atomic
def confirm_membership(
    membership: Membership, *, address: str | None = None, by: Account | None
) -> Membership:
    """Say that this person speaks for the organisation; from now on they may sign in by a code to their address.

    `address`: to sign in with, in place of what the person asked for (None) or of their own. The new member gets a
    letter. Twice is once. Raises RuleBroken: "unsettled" (nobody said yet which organisation was meant), "own" (nobody
    confirms themselves), "address" (an account with this address belongs to somebody else: NGOs share mailboxes),
    "no_address", "erased".
    """
    membership = locks.lock(membership)
    if membership.confirmed_at is not None:
        return membership
    if membership.organisation_id is None or membership.match == Membership.Match.DOUBTFUL:
        raise RuleBroken(_("Say first which organisation was meant."), code="unsettled")
    person = locks.lock(membership.person)
    if person.erased_at is not None:
        raise RuleBroken(_("This person asked to be forgotten."), code="erased")
    if by is not None and by.person_id == person.pk:
        raise RuleBroken(_("Somebody else has to confirm your own membership."), code="own")
    wanted = membership.asked_address if address is None else mails.tidy(address)
    if wanted and not mails.is_address(wanted):
        raise RuleBroken(
            _("Write an e-mail address like this: name@example.org."), code="address", field="address"
        )
    account = open_account(person, address=wanted, language=membership.asked_language)
    membership.confirmed_at, membership.confirmed_by = clock.now(), by
    membership.refused_at = None
    membership.save(update_fields=["confirmed_at", "confirmed_by", "refused_at"])
    deeds.membership_confirmed.record(membership, by=by, organisation=membership.organisation_id)
    emails.membership_confirmed(membership, account)
    return membership


@transaction.atomic
def refuse_membership(membership: Membership, *, by: Account | None) -> Membership:
    """Say no to a person who asked to act for the organisation; they get a letter. Twice is once.

    Raises RuleBroken ("own"): nobody answers themselves.
    """
    membership = locks.lock(membership)
    if not membership.is_asking:
        return membership
    if by is not None and by.person_id == membership.person_id:
        raise RuleBroken(_("Somebody else has to answer your own request."), code="own")
    emails.membership_refused(membership)
    membership.asked_at, membership.asked_address = None, ""
    membership.refused_at = clock.now()
    membership.save(update_fields=["asked_at", "asked_address", "refused_at"])
    deeds.membership_refused.record(membership, by=by, organisation=membership.organisation_id)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: Account | None) -> Membership:
    """Take the right to speak for the organisation away, from the next request on; they get a letter. Twice is once."""
    membership = locks.lock(membership)
    if membership.confirmed_at is None:
        return membership
    membership.confirmed_at = membership.confirmed_by = membership.asked_at = None
    membership.save(update_fields=["confirmed_at", "confirmed_by", "asked_at"])
    deeds.membership_ended.record(membership, by=by, organisation=membership.organisation_id)
    emails.membership_ended(membership)
    return membership
