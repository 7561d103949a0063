"""Who works in a programme. Roles end with a date; rows stay as history."""

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


@transaction.atomic
def add_member(
    programme: Programme,
    *,
    email: str,
    role: str,
    name: str = "",
    language: str = "pl",
    invite: bool = True,
    by: Account | None,
) -> TeamMember:
    """Give a role to the person behind an address; the account is made where there is none. An invitation is mailed.

    The same role twice is one, with one mail. `name`: taken only where the account has none yet.
    Raises RuleBroken (`closed_account`) for an account that was switched off.
    """
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
    if living is not None:
        return living
    member = TeamMember.objects.create(programme=programme, account=account, role=role)
    if invite:
        emails.invitation(member, invited_by=by)
    added.record(member, by=by, programme_id=programme.pk, role=role, account=account.pk)
    return member


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
