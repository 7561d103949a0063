"""allauth, fitted to the house: nobody opens an account by themselves, mail goes through our queue, words are ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from osnowa.portal import actions, emails

WRONG_CODE = _("This code is not right. Check it, or ask for a new one.")
TOO_OFTEN = _("Too many tries. Wait a few minutes and try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Accounts are made by invitation of a programme's team."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Letters of allauth, through our queue. An unknown address costs the same work as a known one."""
        language = get_language() or "pl"
        match template_prefix:
            case "account/email/login_code":
                emails.sign_in_code(email, context["code"], language)
            case "account/email/unknown_account":
                emails.no_account(email, language)
            case "mfa/email/totp_activated":
                emails.second_factor_on(email, language)
            case "mfa/email/totp_deactivated":
                emails.second_factor_off(email, language)
            case "mfa/email/recovery_codes_generated":
                emails.recovery_codes_new(email, language)
            case _:
                raise ValueError(f"A letter that nobody wrote yet: {template_prefix}")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """To the account's own address: allauth would look into its table of addresses, which we do not fill."""
        self.send_mail(template_prefix, email or user.email, context or {})  # type: ignore[attr-defined]

    def add_message(  # noqa: PLR0917  allauth's signature; its templates of words stay unread
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,  # noqa: ARG002
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only messages with words of ours: the rest is said by the page that follows."""
        if message:
            super().add_message(request, level, message=message, extra_tags=extra_tags)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        actions.note_sign_in(user, by=user)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}
