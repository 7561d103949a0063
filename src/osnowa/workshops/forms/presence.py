"""What a participant types to say: I am here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.lib.fields import RefusingForm


class ScreenCodeForm(forms.Form):
    """The code read off the screen. Whether it is good is asked of the clock, not of the form."""

    kod = forms.CharField(
        label=_("Code from the screen"),
        max_length=20,
        error_messages={"required": _("Type the code that you see on the screen.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "maxlength": None,
            }
        ),
        help_text=_("Six signs. It changes every half minute; the one before counts as well."),
    )


class PresenceForm(RefusingForm):
    """Who it is. `ticket`: signed when the code was good, so that there is time to type."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write the address with which you signed up."),
            "invalid": _("Write the whole address, with @ and its ending."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "maxlength": None}),
        help_text=_("The one with which you signed up."),
    )
    name = forms.CharField(
        label=_("First and last name"),
        max_length=150,
        error_messages={
            "required": _("Write your first and last name."),
            "max_length": _("Shorten this to %(limit_value)d characters, it has %(show_value)d."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "name", "maxlength": None}),
        help_text=_("As at the sign-up."),
    )
    ticket = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
