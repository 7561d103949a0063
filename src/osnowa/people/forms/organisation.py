"""What the team types about an organisation. A number that fails a rule is kept as typed, beside the words why."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.people import queries
from osnowa.people.forms.fields import TOO_LONG, EmailField, WebsiteField, day, line
from osnowa.people.models import Identifier, LegalForm, Organisation
from osnowa.people.rules import identifiers as numbers

SPARE_ROWS = 2  # empty rows offered beside the known numbers
MOST_ROWS = 20
_KINDS = [("", _("choose")), *Identifier.Kind.choices]
_FORMS = [("", _("choose")), *LegalForm.choices]


class NumberRows(forms.Form):
    """Numbers as typed rows: kind, number, office. An emptied row is a removed number."""

    def __init__(self, *args: Any, known: Sequence[Identifier] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = list(known)
        self.taken_by: Organisation | None = None
        self.row_of: dict[tuple[str, str, str], int] = {}
        self.rows = len(self.known) + SPARE_ROWS
        if self.is_bound:
            posted = [int(n) for n in re.findall(r"number_(\d{1,2})_value", " ".join(self.data))]
            self.rows = min(max([self.rows, *(n + 1 for n in posted)]), MOST_ROWS)
        for n in range(self.rows):
            row = self.known[n] if n < len(self.known) else None
            self.fields[f"number_{n}_kind"] = forms.ChoiceField(
                label=gettext("Kind of number"),
                choices=_KINDS,
                required=False,
                initial=row.kind if row else "",
                error_messages={"invalid_choice": _("Choose what kind of number it is.")},
            )
            self.fields[f"number_{n}_value"] = line(
                pgettext("in a register", "Number"),
                80,
                initial=row.shown if row else "",
                attrs={"inputmode": "text", "autocapitalize": "characters"},
            )
            self.fields[f"number_{n}_office"] = line(
                gettext("Office (local register)"),
                150,
                initial=row.office if row else "",
            )

    def number_rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        for n in range(self.rows):
            yield self[f"number_{n}_kind"], self[f"number_{n}_value"], self[f"number_{n}_office"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["identifiers"] = []
        for n in range(self.rows):
            kind, typed = cleaned.get(f"number_{n}_kind", ""), cleaned.get(f"number_{n}_value", "")
            office = cleaned.get(f"number_{n}_office", "")
            if not typed:
                continue
            if not kind:
                read = numbers.read_typed(typed).numbers
                if len(read) != 1:
                    if f"number_{n}_kind" not in self.errors:
                        self.add_error(f"number_{n}_kind", gettext("Choose what kind of number it is."))
                    continue
                kind = read[0][0]
            value = numbers.normalise(kind, typed)
            fault = numbers.fault(kind, value, office=office)
            if fault is None:
                cleaned["identifiers"].append((kind, value, office))
                self.row_of[kind, value, office if kind == Identifier.Kind.LOCAL else ""] = n
            else:
                field = "office" if fault.code == "no_office" else "value"
                self.add_error(f"number_{n}_{field}", gettext(fault.words) % fault.values)
        return cleaned

    def point_at_taken(self, besides: Organisation | None) -> str | None:
        """The field of the number that another organisation has already; `taken_by` is then that organisation."""
        for (kind, value, office), n in self.row_of.items():
            self.taken_by = queries.holder_of(kind, value, office, besides=besides)
            if self.taken_by is not None:
                return f"number_{n}_value"
        return None


class OrganisationForm(NumberRows):
    """All of an organisation's data. `field_order` of the page stands in the template."""

    name = line(_("Name"), 300, required=True, missing=_("Write the name."))
    short_name = line(_("Abbreviation"), 100, help_text=_("As people say it, for example: OSP, UTW."))
    legal_form = forms.ChoiceField(
        label=_("Legal form"),
        choices=_FORMS,
        error_messages={
            "required": _("Choose the legal form."),
            "invalid_choice": _("Choose the legal form."),
        },
    )
    town = line(_("Town"), 80)
    street = line(_("Street and number"), 150)
    postcode = line(_("Postcode"), 10, attrs={"inputmode": "numeric"})
    commune = line(_("Commune"), 80)
    county = line(_("County"), 80)
    voivodeship = line(_("Voivodeship"), 50)
    email = EmailField(label=_("E-mail of the organisation"))
    phone = line(_("Phone of the organisation"), 30, attrs={"type": "tel", "inputmode": "tel"})
    website = WebsiteField(label=_("Website"))
    contact_name = line(_("First and last name"), 150)
    contact_email = EmailField(label=_("E-mail of this person"))
    contact_phone = line(_("Phone of this person"), 30, attrs={"type": "tel", "inputmode": "tel"})
    patron_name = line(
        _("Patron organisation"),
        250,
        help_text=_(
            "For a group that works under the wing of a registered organisation: its name, KRS or NIP."
        ),
    )
    founded_on = day(_("Founded on"))
    registered_on = day(_("Registered on"))
    supervisor = line(_("Supervising body"), 300)
    aims = forms.CharField(
        label=_("Aims"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": None}),
        error_messages={"max_length": TOO_LONG},
    )
    in_liquidation = forms.BooleanField(label=_("In liquidation"), required=False)
    public_benefit = forms.BooleanField(
        label=_("Public benefit organisation (OPP) in the court register"), required=False
    )
    same_name_is_fine = forms.BooleanField(
        required=False, label=_("It is another organisation of the same name, add it")
    )

    DATA = (
        "name",
        "short_name",
        "legal_form",
        "town",
        "street",
        "postcode",
        "commune",
        "county",
        "voivodeship",
        "email",
        "phone",
        "website",
        "contact_name",
        "contact_email",
        "contact_phone",
        "founded_on",
        "registered_on",
        "supervisor",
        "aims",
        "in_liquidation",
        "public_benefit",
    )

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        self.organisation = organisation
        if organisation is not None:
            kwargs.setdefault("known", organisation.identifiers.all())
            initial = {field: getattr(organisation, field) for field in self.DATA}
            initial["patron_name"] = organisation.patron.name if organisation.patron else ""
            kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.patron: Organisation | None = None
        self.same_names: list[Organisation] = []

    def clean_patron_name(self) -> str:
        typed: str = self.cleaned_data["patron_name"]
        if typed:
            found = list(queries.organisations_found(typed)[:3])
            exact = [
                o
                for o in queries.organisations_same(typed)[0]
                if self.organisation is None or o != self.organisation
            ]
            chosen = exact if len(exact) == 1 else found
            if len(chosen) != 1:
                raise forms.ValidationError(
                    gettext("No such organisation in the registry. Add it first.")
                    if not chosen
                    else gettext(
                        "Several organisations match. Write the whole name, or the KRS or NIP number."
                    )
                )
            self.patron = chosen[0]
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("legal_form") == LegalForm.INFORMAL:
            if not cleaned.get("contact_name") and "contact_name" not in self.errors:
                self.add_error(
                    "contact_name",
                    gettext("An informal group has no number, so it needs a contact person. Write the name."),
                )
            reach = cleaned.get("contact_email") or cleaned.get("contact_phone")
            if not reach and not {"contact_email", "contact_phone"} & self.errors.keys():
                self.add_error(
                    "contact_email", gettext("Write an e-mail address or a phone of the contact person.")
                )
        self._ask_about_the_same_name(cleaned)
        return cleaned

    def _ask_about_the_same_name(self, cleaned: dict[str, Any]) -> None:
        name = cleaned.get("name")
        if not name or cleaned.get("same_name_is_fine"):
            return
        if self.organisation is not None and self.organisation.name == name:
            return
        moment = clock.now()
        own = self.organisation.pk if self.organisation else None
        self.same_names = [
            o
            for o in queries.organisations_same(name)[0]
            if o.pk != own and not queries.just_added(o, name, moment)
        ]
        if self.same_names:
            self.add_error(
                "name",
                gettext(
                    "This name is in the registry already."
                    " Open that entry, or tick below that it is another organisation."
                ),
            )

    def data_of(self) -> dict[str, Any]:
        """What the action takes."""
        return {**{field: self.cleaned_data[field] for field in self.DATA}, "patron": self.patron}


class RegistrationForm(NumberRows):
    """The day an informal group became an organisation."""

    name = line(_("Name now"), 300, required=True, missing=_("Write the name that the organisation has now."))
    legal_form = forms.ChoiceField(
        label=_("Legal form now"),
        choices=[choice for choice in _FORMS if choice[0] not in (LegalForm.INFORMAL, LegalForm.UNKNOWN)],
        error_messages={"required": _("Choose the legal form that the group has now.")},
    )
    registered_on = day(_("Registered on"), required=True, missing=_("Write the day of registration."))
