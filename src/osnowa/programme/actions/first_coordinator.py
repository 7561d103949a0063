"""The first person of a new installation: invited by whoever looks after the machine, before there is a programme."""

from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock, lock_words
from osnowa.people.models import Account, Organisation
from osnowa.programme import emails
from osnowa.programme.models import Programme, Role, TeamMember
from osnowa.programme.permissions import SET_UP

first_coordinator_invited = audit.deed(
    "programme.first_coordinator_invited", _("invited the first coordinator")
)


@dataclass(frozen=True)
class Invited:
    """`fresh`: False where it had been done before; no second mail. `instead_of`: who was invited until now."""

    account: Account
    fresh: bool
    instead_of: tuple[str, ...] = ()


@transaction.atomic
def invite_first_coordinator(
    operator: Organisation, *, email: str, name: str = "", language: str = "pl", by: Account | None
) -> Invited:
    """Let the person behind an address set up the first programme, and invite them by mail. Twice is once.

    The right is one and is spent by using it (`create_programme`). As long as it is not, inviting another address
    moves it there: the first one may have been mistyped.
    Raises RuleBroken: `programme_exists` (its coordinators invite others), `closed_account`.
    """
    lock_words("programme", "create")
    key = text.email_key(email)
    lock_words("account", key)
    account = Account.objects.filter(email=key).first()
    if Programme.objects.exists():
        if account and TeamMember.objects.living().filter(account=account, role=Role.COORDINATOR).exists():
            return Invited(account, fresh=False)
        raise RuleBroken(
            _("There is a programme already. Its coordinator adds people on the page of the team."),
            code="programme_exists",
        )
    if account is None:
        account = Account.objects.create_user(key, text.clean(name), language=language)
    elif not account.is_active:
        raise RuleBroken(_("This account is switched off."), code="closed_account", field="email")
    app, _dot, codename = SET_UP.partition(".")
    right = Permission.objects.get(content_type__app_label=app, codename=codename)
    others = list(Account.objects.filter(user_permissions=right).exclude(pk=account.pk))
    for other in others:
        lock(other).user_permissions.remove(right)
    if account.user_permissions.filter(pk=right.pk).exists():
        return Invited(account, fresh=False)
    account.user_permissions.add(right)
    emails.first_coordinator(account, operator)
    first_coordinator_invited.record(account, by=by, organisation=operator.pk)
    return Invited(account, fresh=True, instead_of=tuple(other.email for other in others))
