"""What a visitor types to sign up, and later changes. Messy input is taken; refusals say what to do."""

import re
import secrets
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from osnowa.lib import text
from osnowa.workshops.forms.answers import AnswersMixin

_KEY = re.compile(r"[A-Za-z0-9_-]{16,40}")
_SPACE = re.compile(r"\s+")
_DIGITS_OF_A_PHONE = range(7, 16)


def new_key() -> str:
    """Of one form on one screen: sent twice, it is one sign-up."""
    return secrets.token_urlsafe(18)


def checked_address(typed: str) -> str:
    """One address without spaces. Raises ValidationError where it is none."""
    address = _SPACE.sub("", text.clean(typed))
    try:
        validate_email(address)
    except forms.ValidationError:
        raise forms.ValidationError(
            _("Check the e-mail address. It should look like this: anna@organisation.pl")
        ) from None
    return address


class PersonForm(forms.Form):
    """What both forms ask: who, how to call them, for whom they speak, what they need."""

    name = forms.CharField(
        label=_("First and last name"),
        help_text=_("As it should stand on the certificate."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "maxlength": None}),
        error_messages={
            "required": _("Write your first and last name."),
            "max_length": _("Shorten the name to 150 characters."),
        },
    )
    organisation = forms.CharField(
        label=_("Organisation or group"),
        help_text=_(
            "Write a name, KRS or NIP number. You work without registration? Write the name of the group."
        ),
        max_length=250,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "organization",
                "maxlength": None,
                "list": "organisations",
                "hx-get": reverse_lazy("people:suggestions"),
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#organisations",
                "hx-sync": "this:replace",
            }
        ),
        error_messages={
            "required": _("Write the name of your organisation or group."),
            "max_length": _("Shorten the name to 250 characters."),
        },
    )
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("For news on the day, when a session has to move."),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "maxlength": None}
        ),
        error_messages={"max_length": _("Write one phone number, without words.")},
    )
    needs = forms.CharField(
        label=_("What should we prepare?"),
        help_text=_(
            "We ask so that you can take part. Only those who prepare the sessions read it. Deleted after the cycle."
        ),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": None}),
        error_messages={"max_length": _("Shorten the description of your needs to 500 characters.")},
    )
    keep_needs = forms.BooleanField(label=_("Keep it for my next sign-ups"), required=False)

    def clean_name(self) -> str:
        return self._one_line("name", PersonForm.base_fields["name"].error_messages["required"])

    def clean_organisation(self) -> str:
        return self._one_line(
            "organisation", PersonForm.base_fields["organisation"].error_messages["required"]
        )

    def clean_phone(self) -> str:
        typed = text.clean(self.cleaned_data["phone"])
        if typed and sum(letter.isdigit() for letter in typed) not in _DIGITS_OF_A_PHONE:
            raise forms.ValidationError(
                _("Check the phone number: it should have 9 digits. You can also leave it empty.")
            )
        return typed[:30]

    def clean_needs(self) -> str:
        return text.clean_lines(self.cleaned_data["needs"])

    def _one_line(self, field: str, message: Any) -> str:
        """A name made only of invisible signs is no name."""
        found = text.clean(self.cleaned_data[field])
        if not found:
            raise forms.ValidationError(message, code="required")
        return found


class SignUpForm(AnswersMixin, PersonForm):
    """The one short form of a cycle's page."""

    field_order = ["name", "email", "organisation", "phone", "needs", "keep_needs"]

    email = forms.CharField(
        label=_("E-mail address"),
        help_text=_("We will send the confirmation there."),
        max_length=254,
        widget=forms.TextInput(
            attrs={
                "type": "email",
                "inputmode": "email",
                "autocomplete": "email",
                "maxlength": None,
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": _("Write your e-mail address."),
            "max_length": _("This e-mail address is too long. Check it."),
        },
    )
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False)
    accept_reserve = forms.BooleanField(widget=forms.HiddenInput, required=False)
    # People never see it; machines that fill every field do.
    page_address = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def clean_email(self) -> str:
        return checked_address(self.cleaned_data["email"])

    def clean_submission_key(self) -> str:
        typed = self.cleaned_data["submission_key"]
        return typed if _KEY.fullmatch(typed) else new_key()

    def clean_page_address(self) -> str:
        if self.cleaned_data["page_address"]:
            raise forms.ValidationError(
                _("Leave the hidden field for page address empty. It is a trap for machines.")
            )
        return ""


class ChangeForm(PersonForm):
    """The participant's own page. The address cannot be changed by link; an empty phone leaves the known one.

    `has_phone`: there is a number, so the form offers to remove it. It is never shown.
    """

    field_order = ["name", "organisation", "phone", "remove_phone", "needs", "keep_needs"]

    remove_phone = forms.BooleanField(label=_("Remove the phone number"), required=False)

    def __init__(self, *args: Any, has_phone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_phone:
            self.fields["phone"].help_text = _(
                "Write it only if it has changed. We do not show the one we have."
            )
        else:
            del self.fields["remove_phone"]


class ConfirmForm(AnswersMixin, PersonForm):
    """What somebody signed up by a colleague adds for themselves: phone, needs, answers. Name and address are known."""

    name = None  # type: ignore[assignment]  # Django's way to leave an inherited field out
    organisation = None  # type: ignore[assignment]


class ActForForm(forms.Form):
    """With which address somebody wants to sign in for their organisation. Several people may share the one we know."""

    address = forms.CharField(
        label=_("E-mail address to sign in with"),
        help_text=_("Do you share the mailbox with others? Type an address that only you read."),
        max_length=254,
        widget=forms.TextInput(
            attrs={
                "type": "email",
                "inputmode": "email",
                "autocomplete": "email",
                "maxlength": None,
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": _("Type the address to sign in with."),
            "max_length": _("This e-mail address is too long. Check it."),
        },
    )

    def clean_address(self) -> str:
        return checked_address(self.cleaned_data["address"])
