"""allauth, fitted to the house: nobody opens an account by themselves, mail goes through our queue."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Accounts are made by invitation of a programme's team."""
        return False
