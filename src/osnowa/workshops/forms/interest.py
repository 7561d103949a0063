"""Who wants to hear that a sign-up opens, and colleagues whom somebody signs up."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import text
from osnowa.lib.fields import RefusingForm, line_field
from osnowa.workshops.forms.enrolment import checked_address, new_key
from osnowa.workshops.rules.colleagues import MOST_COLLEAGUES, has_link

_ADDRESS = {
    "type": "email",
    "inputmode": "email",
    "maxlength": None,
    "spellcheck": "false",
}
_WITHOUT_LINKS = gettext_lazy("Write a name only, without links.")


def checked_name(typed: str) -> str:
    """A name that goes into a letter to somebody else: no link may ride along. Raises ValidationError."""
    name = text.clean(typed)
    if has_link(name):
        raise forms.ValidationError(_WITHOUT_LINKS)
    return name


class InterestForm(RefusingForm):
    """One address, and a name if one likes."""

    prefix = "interest"

    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("One letter to confirm it, one when the sign-up opens. Then we delete it."),
        max_length=254,
        widget=forms.TextInput(attrs={**_ADDRESS, "autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Write your e-mail address."),
            "max_length": gettext_lazy("This e-mail address is too long. Check it."),
        },
    )
    name = line_field(
        gettext_lazy("First and last name"),
        150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "maxlength": None}),
    )
    page_address = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def clean_email(self) -> str:
        return checked_address(self.cleaned_data["email"])

    def clean_name(self) -> str:
        return checked_name(self.cleaned_data["name"])

    def clean_page_address(self) -> str:
        if self.cleaned_data["page_address"]:
            raise forms.ValidationError(
                _("Leave the hidden field for page address empty. It is a trap for machines.")
            )
        return ""


class RowField(forms.CharField):
    """Half of a row. Needed where its row is used, which the form looks at: a row left empty is no mistake."""

    def validate(self, value: Any) -> None:
        pass


class ColleaguesForm(RefusingForm):
    """Up to ten people: a name and an address each. Empty rows are passed over."""

    use_required_attribute = False

    submission_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MOST_COLLEAGUES + 1):
            self.fields[f"name_{n}"] = RowField(
                label=_("Person %(number)d: first and last name") % {"number": n},
                max_length=150,
                widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": None}),
            )
            self.fields[f"email_{n}"] = RowField(
                label=_("Person %(number)d: e-mail address") % {"number": n},
                max_length=254,
                widget=forms.TextInput(attrs={**_ADDRESS, "autocomplete": "off"}),
            )

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows for the page."""
        return [(self[f"name_{n}"], self[f"email_{n}"]) for n in range(1, MOST_COLLEAGUES + 1)]

    @property
    def needs_many(self) -> bool:
        """Was something typed beyond the first three rows?"""
        return any(name.value() or email.value() for name, email in self.pairs[3:])

    def clean_submission_key(self) -> str:
        typed: str = self.cleaned_data["submission_key"]
        return typed if typed.isprintable() and 8 < len(typed) <= 40 else new_key()  # noqa: PLR2004  as new_key makes them

    def clean(self) -> dict[str, Any]:
        """`people`: (name, address) of each row that is filled in."""
        people: list[tuple[str, str]] = []
        seen: set[tuple[str, str]] = set()
        for n in range(1, MOST_COLLEAGUES + 1):
            found = self._row(n)
            if found is None:
                continue
            key = (text.fold(found[0]), text.email_key(found[1]))
            if key in seen:
                self.add_error(f"name_{n}", _("This person stands above already."))
            seen.add(key)
            people.append(found)
        if not people and not self.errors:
            self.add_error("name_1", _("Write the name of at least one person."))
        return {**self.cleaned_data, "people": people}

    def _row(self, n: int) -> tuple[str, str] | None:
        name, email = self.cleaned_data.get(f"name_{n}"), self.cleaned_data.get(f"email_{n}")
        if name is None or email is None or not (text.clean(name) or text.clean(email)):
            return None
        try:
            name = checked_name(name)
            if not name:
                self.add_error(f"name_{n}", _("Write the name as well."))
                return None
        except forms.ValidationError as refusal:
            self.add_error(f"name_{n}", refusal)
            return None
        try:
            return name, checked_address(email)
        except forms.ValidationError as refusal:
            self.add_error(f"email_{n}", refusal)
            return None
