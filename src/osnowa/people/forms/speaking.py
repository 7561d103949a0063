"""Who speaks for an organisation: the address to sign in with, and the contact person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.lib.errors import RuleBroken
from osnowa.people.forms.fields import EmailField, line
from osnowa.people.models import Organisation


class Refusable(forms.Form):
    """A form that can show what a deed refused, at its field where there is one."""

    def refuse(self, broken: RuleBroken) -> None:
        self.add_error(broken.field if broken.field in self.fields else None, str(broken.message))


class AddressForm(Refusable):
    """The address with which a new member signs in."""

    address = EmailField(
        label=_("This person's own e-mail address"),
        help_text=_("They sign in with it. The code goes there, so nobody else can come in."),
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if not address:
            raise forms.ValidationError(_("Type the address."))
        return address


class ContactForm(Refusable):
    """Whom the organisation names as its contact person."""

    contact_name = line(_("First and last name"), 150, attrs={"autocomplete": "name"})
    contact_email = EmailField(label=_("E-mail address"))
    contact_phone = line(_("Phone"), 30, attrs={"inputmode": "tel", "autocomplete": "tel"})

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        return {name: getattr(organisation, name) for name in ContactForm.base_fields}
