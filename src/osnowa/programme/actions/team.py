"""Who works in a programme. Roles end with a date; rows stay as history."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock, lock_words
from osnowa.people.models import Account
from osnowa.programme import emails
from osnowa.programme.models import Programme, Role, TeamMember

added = audit.deed("programme.member_added", _("added somebody to the team"))
ended = audit.deed("programme.role_ended", _("ended a role on the team"))
renewed = audit.deed("programme.role_renewed", _("renewed an evaluator's role"))
EVALUATOR_LASTS = dt.timedelta(days=30)
LONGEST = dt.timedelta(days=366)


@transaction.atomic
def add_member(
    programme: Programme,
    *,
    email: str,
    role: str,
    name: str = "",
    language: str = "pl",
    invite: bool = True,
    until: dt.date | None = None,
    by: Account | None,
) -> TeamMember:
    """Give a role to the person behind an address; the account is made where there is none. An invitation is mailed.

    The same role twice is one, with one mail. `name`: taken only where the account has none yet.
    `until`: the last day of an evaluator's role, a month from now where none is given; other roles do not run out.
    Raises RuleBroken: `closed_account` for an account that was switched off, `until` for a day that is over.
    """
    expires_at = _end_of(until or clock.today() + EVALUATOR_LASTS) if role == Role.EVALUATOR else None
    programme = lock(programme)
    key = text.email_key(email)
    lock_words("account", key)
    account = Account.objects.filter(email=key).first()
    if account is None:
        account = Account.objects.create_user(key, text.clean(name), language=language)
    elif not account.is_active:
        raise RuleBroken(
            _("This account is switched off. Ask the administrator."), code="closed_account", field="email"
        )
    elif name and not account.name:
        account.name = text.clean(name)
        account.save(update_fields=["name"])
    living = TeamMember.objects.filter(
        programme=programme, account=account, role=role, ended_at__isnull=True
    ).first()
    if living is not None and living.is_living:
        return living
    if living is not None:  # it ran out: a new invitation is a new role
        living.ended_at = living.expires_at
        living.save(update_fields=["ended_at"])
    member = TeamMember.objects.create(programme=programme, account=account, role=role, expires_at=expires_at)
    if invite:
        emails.invitation(member, invited_by=by)
    added.record(member, by=by, programme_id=programme.pk, role=role, account=account.pk)
    return member


@transaction.atomic
def renew_role(member: TeamMember, *, until: dt.date, by: Account | None) -> TeamMember:
    """Let an evaluator read until the end of a day, also one whose role ran out. The same day twice is once.

    Raises RuleBroken: `until` (field "until") for a day that is over or too far, `over` for a role that was ended.
    """
    member = lock(member)
    if member.role != Role.EVALUATOR or member.ended_at is not None:
        raise RuleBroken(_("This role has ended. Add the person again."), code="over")
    expires_at = _end_of(until)
    if member.expires_at != expires_at:
        member.expires_at = expires_at
        member.save(update_fields=["expires_at"])
        renewed.record(member, by=by, programme_id=member.programme_id, until=until.isoformat())
    return member


def _end_of(day: dt.date) -> dt.datetime:
    """The moment at which a role whose last day this is runs out."""
    if not clock.today() <= day <= clock.today() + LONGEST:
        raise RuleBroken(_("Choose a day from today on, at most a year ahead."), code="until", field="until")
    return clock.moment(day + dt.timedelta(days=1), dt.time())


@transaction.atomic
def end_role(member: TeamMember, *, by: Account | None) -> TeamMember:
    """Take a role away, from the next request on. Twice is once.

    Raises RuleBroken (`last_coordinator`): a programme keeps at least one coordinator.
    """
    lock(member.programme)  # two coordinators must not end each other's role at once
    member = lock(member)
    if member.ended_at is not None:
        return member
    if member.role == Role.COORDINATOR:
        others = TeamMember.objects.filter(
            programme=member.programme_id,
            role=Role.COORDINATOR,
            ended_at__isnull=True,
            account__is_active=True,
        ).exclude(pk=member.pk)
        if not others.exists():
            raise RuleBroken(
                _("This is the last coordinator. Add another one first."), code="last_coordinator"
            )
    member.ended_at = clock.now()
    member.save(update_fields=["ended_at"])
    ended.record(member, by=by, programme_id=member.programme_id, role=member.role, account=member.account_id)
    return member
