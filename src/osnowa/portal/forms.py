"""allauth's forms in our words. Messy input is accepted: allauth itself takes spaces and dashes out of codes."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from osnowa.lib import text
from osnowa.people.models import Account
from osnowa.portal.rules import Reason

ONE_TIME_CODE = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "autocapitalize": "off",
    "spellcheck": "false",
}


def code_field(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=40,
        error_messages={"required": _("Type the code.")},
        widget=forms.TextInput(attrs=ONE_TIME_CODE),
    )


class RequestCodeForm(RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("E-mail address"),
            help_text=_("We will send a code to it. There is no password to remember."),
            max_length=254,
            error_messages={
                "required": _("Type your e-mail address."),
                "invalid": _("Type an e-mail address with @ and its ending, for example anna@example.pl"),
            },
            widget=forms.EmailInput(
                attrs={"autocomplete": "email", "inputmode": "email", "autocapitalize": "off"}
            ),
        )

    def clean_email(self) -> str:
        self.cleaned_data["email"] = text.email_key(self.cleaned_data["email"])
        return super().clean_email()


class ConfirmCodeForm(ConfirmLoginCodeForm):
    code = code_field(_("Code from the e-mail"), _("Eight digits. Spaces and dashes do not matter."))


class SecondFactorForm(AuthenticateForm):
    code = code_field(
        _("Code from your phone"), _("Six digits from the authenticator app, or one of your recovery codes.")
    )


class SecondFactorAgainForm(ReauthenticateForm):
    code = code_field(
        _("Code from your phone"), _("Six digits from the authenticator app, or one of your recovery codes.")
    )


class ActivateDeviceForm(ActivateTOTPForm):
    code = code_field(_("Code that the app shows now"), _("Six digits; they change every 30 seconds."))


class AccountForm(forms.ModelForm):
    """What people may change about themselves. The address is changed by a coordinator: it is how one signs in."""

    class Meta:
        model = Account
        fields = ["name", "about", "language"]
        labels = {
            "name": _("Name and surname"),
            "about": _("One line about you"),
            "language": _("Language of pages and mails"),
        }
        help_texts = {
            "name": _("It stands on pages and papers where you lead a cycle."),
            "about": _("For trainers and mentors: shown beside your name on public pages."),
        }
        error_messages = {"name": {"required": _("Type your name and surname.")}}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "about": forms.Textarea(attrs={"rows": 2}),
            "language": forms.RadioSelect,
        }

    def __init__(self, *args: Any, leads: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of pages and mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect
        )
        if not leads:
            del self.fields["about"]
            self.fields["name"].help_text = ""

    def clean_name(self) -> str:
        return text.clean(self.cleaned_data["name"])

    def clean_about(self) -> str:
        return text.clean(self.cleaned_data["about"])


REASONS = {
    Reason.WROTE: _("the person asked in writing"),
    Reason.SAID: _("the person asked by phone or in person"),
    Reason.MISTAKE: _("the data were given by mistake, or by somebody else"),
}


class ErasureForm(forms.Form):
    """Why the team erases somebody: chosen, not typed, because people write names into reasons."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[(reason, REASONS[reason]) for reason in Reason.of_the_team()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why."), "invalid_choice": _("Choose why.")},
    )


class OwnDataForm(forms.Form):
    """What people correct about themselves."""

    name = forms.CharField(
        label=_("Name and surname"),
        max_length=150,
        help_text=_("Certificates that were issued keep the name that they bear."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "maxlength": None}),
        error_messages={"required": _("Type your name and surname.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "maxlength": None}
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of pages and mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("New e-mail address"),
        help_text=_("We send a code there. Until you type it, nothing changes."),
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "inputmode": "email", "autocapitalize": "off", "maxlength": None}
        ),
        error_messages={"required": _("Type your e-mail address.")},
    )


class CodeForm(forms.Form):
    code = code_field(_("Code from the e-mail"), _("Eight digits. Spaces and dashes do not matter."))


class RetentionForm(forms.Form):
    years = forms.IntegerField(
        label=_("How many years"),
        help_text=_("Counted from 1 January after the year in which the programme ends. From 1 to 15."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write a number of years from 1 to 15."),
            "invalid": _("Write a number of years from 1 to 15."),
        },
    )
