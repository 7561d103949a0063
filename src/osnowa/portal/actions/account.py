"""Deeds of an account about itself."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit, text
from osnowa.lib.locks import lock
from osnowa.people.models import Account

signed_in = audit.deed("portal.signed_in", _("signed in"))
account_changed = audit.deed("portal.account_changed", _("changed their own data"))
signed_out_elsewhere = audit.deed("portal.signed_out_elsewhere", _("signed out on other devices"))


@transaction.atomic
def note_sign_in(account: Any, *, by: Any, door: str = "code") -> None:
    """Leave a line in the history. `door`: how ("code" = e-mailed code, "demonstration")."""
    signed_in.record(account, by=by, door=door)


@transaction.atomic
def change_own_account(account: Account, *, name: str, about: str, language: str, by: Account) -> Account:
    """Change what people may change about themselves; nothing is written where nothing differs."""
    account = lock(account)
    wanted = {"name": text.clean(name), "about": text.clean(about), "language": language}
    changed = [field for field, value in wanted.items() if getattr(account, field) != value]
    if changed:
        for field in changed:
            setattr(account, field, wanted[field])
        account.save(update_fields=changed)
        account_changed.record(account, by=by, fields=changed)
    return account


@transaction.atomic
def sign_out_elsewhere(account: Account, *, by: Account) -> Account:
    """End every session of the account. The caller keeps its own by `update_session_auth_hash`.

    Sessions carry a hash of the (unusable) password: a new one makes all others strangers at their next request.
    """
    account = lock(account)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    signed_out_elsewhere.record(account, by=by)
    return account
