"""What an account is told about itself."""

from typing import Any

from django.db.models import QuerySet

from osnowa.programme.models import Role, TeamMember
from osnowa.programme.permissions import may_create_programme


def roles_of_account(account: Any) -> QuerySet[TeamMember]:
    """The living roles, with their programmes."""
    return (
        TeamMember.objects.living()
        .filter(account_id=account.pk)
        .select_related("programme")
        .order_by("-programme__starts_on", "programme_id", "role")
    )


def leads_anything(account: Any) -> bool:
    """Does the line about this account show on public pages?"""
    return roles_of_account(account).filter(role__in=[Role.TRAINER, Role.MENTOR]).exists()


def needs_second_factor(account: Any) -> bool:
    """Coordinators do, whoever is to be the first one, and whoever runs the installation."""
    return may_create_programme(account)
