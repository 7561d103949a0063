"""Somebody lost the phone and the recovery codes: another person lets them connect a new one."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.programme import emails, rules
from osnowa.programme.models import Programme, TeamMember
from osnowa.programme.permissions import is_coordinator

second_factor_reset = audit.deed("programme.second_factor_reset", _("disconnected somebody's lost phone"))


@transaction.atomic
def reset_second_factor(
    account: Account, *, reason: str, by: Account | None, programme: Programme | None = None
) -> bool:
    """Disconnect the phone and the recovery codes of an account, end its sessions and tell it by mail.

    `by`: another coordinator of `programme`, or None for the operator of the machine. `reason`: one of
    `rules.RESET_REASONS`; a word and not a sentence, because the history names nobody.
    False, and nothing has changed, where no phone is connected (a second click).
    Raises RuleBroken: `own` (nobody resets their own), `not_allowed` (not a coordinator of a programme in which the
    account works), `operator` (the account of who runs the machine), `reason`.
    """
    account = lock(account)
    living = list(TeamMember.objects.living().filter(account=account))
    if by is not None:
        _refuse(account, living, programme, by)
    if reason not in rules.RESET_REASONS:
        raise RuleBroken(_("Choose what happened to the phone."), code="reason", field="reason")
    removed, _each = Authenticator.objects.filter(user_id=account.pk).delete()
    if not removed:
        return False
    account.set_unusable_password()  # sessions carry a hash of it: all of them end at their next request
    account.save(update_fields=["password"])
    emails.second_factor_reset(account, programme=programme, reset_by=by)
    for member in living:  # the coordinators of every programme in which this account works can see it
        second_factor_reset.record(member, by=by, programme_id=member.programme_id, reason=reason)
    if not living:
        second_factor_reset.record(account, by=by, reason=reason)
    return True


def _refuse(account: Account, living: list[TeamMember], programme: Programme | None, by: Account) -> None:
    if account.pk == by.pk:
        raise RuleBroken(_("Nobody can reset their own second factor. Ask another coordinator."), code="own")
    works_there = programme is not None and programme.pk in {member.programme_id for member in living}
    if programme is None or not works_there or not is_coordinator(by, programme):
        raise RuleBroken(
            _("Only a coordinator of the programme in which this person works may do it."), code="not_allowed"
        )
    if account.is_superuser:
        raise RuleBroken(
            _("This person looks after the whole installation. Only the operator of the machine may do it."),
            code="operator",
        )
