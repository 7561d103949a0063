"""Who may, as far as people alone can say. Rights by role come through `programme.backends`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

DEMONSTRATION_WAY_IN = "demonstration"


def may_view_registry(user: Any) -> bool:
    return bool(user.is_authenticated and user.has_perm("people.view_registry"))


def may_manage_registry(user: Any) -> bool:
    return bool(user.is_authenticated and user.has_perm("people.manage_registry"))


def may_view_person(user: Any) -> bool:
    return bool(user.is_authenticated and user.has_perm("people.view_person"))


def second_factor_done(request: HttpRequest) -> bool:
    """Did this session pass a second factor? The demonstration's one-click doors count, and exist only there."""
    owner = request.session.get("account_authentication_methods_user")
    if owner not in (None, str(request.user.pk)):  # records of somebody who used this browser before
        return False
    methods = {record.get("method") for record in request.session.get("account_authentication_methods", [])}
    return "mfa" in methods or (settings.DEMONSTRATION and DEMONSTRATION_WAY_IN in methods)
