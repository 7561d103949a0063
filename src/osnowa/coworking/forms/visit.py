"""What the host writes about visits and cancellations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.coworking.forms.booking import organisation_input
from osnowa.lib.fields import RefusingForm, line_field

MOST_PEOPLE = 500


class WalkInForm(RefusingForm):
    """Somebody without a booking: the organisation is enough; a person needs name and address."""

    organisation = line_field(
        _("Organisation or group"),
        200,
        _("Write the organisation or group they came from, or a few words: “passers-by”."),
        help_text=_("Name, KRS or NIP. One that is known counts in the figures."),
        widget=organisation_input(),
    )
    people_count = forms.IntegerField(
        label=_("How many people"),
        required=False,
        initial=1,
        min_value=1,
        max_value=MOST_PEOPLE,
        error_messages={
            "invalid": _("Write a number, for example 2."),
            "min_value": _("Write 1 or more."),
            "max_value": _("Write %(limit_value)d or less."),
        },
        help_text=_("Together they are one visit."),
    )
    name = line_field(_("First and last name"), 150, help_text=_("If they want to give it."))
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={
            "invalid": _("Write an e-mail address with @ and its ending, for example anna@example.pl.")
        },
    )
    submission_key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        name, email = self.cleaned_data.get("name"), self.cleaned_data.get("email")
        if name and not email and "email" not in self.errors:
            self.add_error(
                "email", _("A person is told apart by their address. Write it, or leave the name out.")
            )
        if email and not name and "name" not in self.errors:
            self.add_error("name", _("Write the name that belongs to the address."))
        return {**self.cleaned_data, "people_count": self.cleaned_data.get("people_count") or 1}


class CancelForm(RefusingForm):
    """Why the host cancels somebody's booking."""

    reason = line_field(
        _("Why"),
        200,
        _("Write why: the person reads it in the e-mail."),
        help_text=_("The person reads it in the e-mail."),
    )
