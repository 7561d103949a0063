"""What a coordinator types to set up a programme. Messy input is taken; refusals say what to do."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock, text
from osnowa.programme.models import Activity, Programme, Role

DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%y"]
LONGEST_TEXT = 20_000


def day_field(label: Any, *, required: bool = True, missing: Any = "", **more: Any) -> forms.DateField:
    """A date: the browser's own picker where there is one, else typed as 1.04.2017 or 2017-04-01."""
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": missing, "invalid": _("Write the date like this: 1.04.2027.")},
        **more,
    )


def line_field(
    label: Any, longest: int, *, required: bool = False, missing: Any = "", **more: Any
) -> forms.CharField:
    attrs = more.pop("attrs", {})
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        widget=forms.TextInput(attrs={"maxlength": None, **attrs}),
        error_messages={
            "required": missing,
            "max_length": _("Shorten this to %(limit_value)d characters, it has %(show_value)d."),
        },
        **more,
    )


def text_field(
    label: Any,
    longest: int = LONGEST_TEXT,
    rows: int = 4,
    *,
    required: bool = False,
    missing: Any = "",
    **more: Any,
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": None}),
        error_messages={
            "required": missing,
            "max_length": _("Shorten this to %(limit_value)d characters, it has %(show_value)d."),
        },
        **more,
    )


class ProgrammeForm(forms.Form):
    """A programme's data. `new`: only what is needed to begin."""

    title = line_field(
        _("Title"),
        200,
        required=True,
        missing=_("Write the title of the programme."),
        help_text=_("Exactly as in the agreement: it goes into the report."),
    )
    operator = line_field(
        _("Organisation that runs the programme"),
        250,
        required=True,
        missing=_("Write the name of the organisation that runs the programme."),
        help_text=_("Its name, KRS or NIP number. It is the controller of people's data."),
        attrs={"list": "known-operators", "autocomplete": "organization"},
    )
    funder = line_field(
        _("Funder"),
        200,
        required=True,
        missing=_("Write who pays for the programme."),
        attrs={"list": "known-funders"},
    )
    fund = line_field(
        _("Fund"),
        200,
        help_text=_(
            "Its name, year and priorities, as in: Fundusz Inicjatyw Obywatelskich 2017, priorytet 3."
        ),
    )
    funding_note = line_field(
        _("Sentence about the funding"),
        300,
        help_text=_("The one that the agreement wants on pages and papers."),
    )
    agreement_number = line_field(_("Number of the agreement"), 60)
    agreement_on = day_field(_("Date of the agreement"), required=False)
    starts_on = day_field(_("First day"), missing=_("Write the programme's first day."))
    ends_on = day_field(_("Last day"), missing=_("Write the programme's last day."))
    city = line_field(_("Town"), 80)
    summary = text_field(
        _("In one or two sentences"),
        400,
        3,
        help_text=_("What it is and for whom. Stands on the home page. Needed for publication."),
    )
    description = text_field(_("Description"), rows=8)
    contact_email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_(
            "Participants see it: the address of the office, not of a person. "
            "Needed for publication, unless you give a phone."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "maxlength": None}),
        error_messages={"invalid": _("Write an e-mail address like this: kontakt@organizacja.pl.")},
    )
    contact_phone = line_field(
        _("Phone"), 30, attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}
    )
    contact_hours = line_field(_("When you answer"), 100, help_text=_("As in: Monday to Friday, 9:00–17:00."))
    contact_address = line_field(_("Address"), 200, help_text=_("With floor and lift, if there is one."))

    ONLY_LATER = ("funding_note", "summary", "description", "contact_hours", "contact_address")

    def __init__(self, *args: Any, new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.new = new
        if new:
            for name in self.ONLY_LATER:
                del self.fields[name]

    @staticmethod
    def initial_of(programme: Programme) -> dict[str, Any]:
        plain = {name: getattr(programme, name, "") for name in ProgrammeForm.base_fields}
        return plain | {"operator": programme.operator.name, "funder": programme.funder.name}

    def clean_contact_email(self) -> str:
        return self.cleaned_data["contact_email"].strip()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The programme ends before it begins. Correct one of the dates."))
        return data

    @property
    def agreement_fields(self) -> list[forms.BoundField]:
        return self._fields("funder", "fund", "agreement_number", "agreement_on", "funding_note")

    @property
    def what_fields(self) -> list[forms.BoundField]:
        return self._fields("title", "operator", "summary", "description")

    @property
    def when_fields(self) -> list[forms.BoundField]:
        return self._fields("starts_on", "ends_on", "city")

    @property
    def contact_fields(self) -> list[forms.BoundField]:
        return self._fields("contact_email", "contact_phone", "contact_hours", "contact_address")

    def _fields(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]


class ActivityForm(forms.Form):
    number = forms.IntegerField(
        label=_("Number"),
        min_value=1,
        max_value=999,
        help_text=_("As in the agreement."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write the activity's number."),
            "invalid": _("Write a number, without letters."),
            "min_value": _("Write a number from 1 up."),
            "max_value": _("Write a number up to 999."),
        },
    )
    title = line_field(_("Title"), 200, required=True, missing=_("Write the activity's title."))
    short_title = line_field(_("Short title"), 60, help_text=_("Two or three words for the home page."))
    description = text_field(_("Description"))
    target_group = line_field(_("For whom"), 300)
    starts_on = day_field(_("First day"), missing=_("Write the activity's first day."))
    ends_on = day_field(_("Last day"), missing=_("Write the activity's last day."))

    @staticmethod
    def initial_of(activity: Activity) -> dict[str, Any]:
        return {name: getattr(activity, name) for name in ActivityForm.base_fields}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            self.add_error("ends_on", _("The activity ends before it begins. Correct one of the dates."))
        return data


class ClauseForm(forms.Form):
    text = text_field(
        _("Text in Polish"),
        rows=24,
        required=True,
        missing=_("Write what people should know about their data."),
        help_text=_("Check every sentence against your agreement. An empty line begins a new paragraph."),
    )
    text_en = text_field(
        _("Text in English"),
        rows=24,
        help_text=_("For readers of the English pages. Empty: they get the Polish text."),
    )


class LostPhoneForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What happened to the phone?"),
        choices=[
            ("lost", _("It is lost.")),
            ("stolen", _("It was stolen.")),
            ("broken", _("It is broken.")),
            ("replaced", _("There is a new phone, without the old one.")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what happened to the phone."),
            "invalid_choice": _("Choose what happened to the phone."),
        },
    )


class MemberForm(forms.Form):
    name = line_field(_("First and last name"), 150, attrs={"autocomplete": "off"})
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        help_text=_(
            "We send an invitation there. This person signs in with this address, without a password."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "maxlength": None}),
        error_messages={
            "required": _("Write the e-mail address."),
            "max_length": _("This address is too long."),
        },
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        initial=Role.TRAINER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role."), "invalid_choice": _("Choose a role from the list.")},
    )
    until = day_field(
        _("Last day (evaluator only)"),
        required=False,
        help_text=_("An evaluator reads until the end of this day, at most a year. You can renew it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = clock.today() + dt.timedelta(days=30)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("role") != Role.EVALUATOR:
            data["until"] = None
        elif not data.get("until") and "until" not in self.errors:
            self.add_error("until", _("Choose the last day on which the evaluator may read."))
        return data

    def clean_email(self) -> str:
        address = text.clean(self.cleaned_data["email"]).replace(" ", "")
        try:
            validate_email(address)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                _("Write an e-mail address like this: imie@organizacja.pl.")
            ) from error
        return address


class RenewForm(forms.Form):
    until = day_field(
        _("Last day"),
        missing=_("Choose the last day on which the evaluator may read."),
        help_text=_("From today on, at most a year ahead."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = clock.today() + dt.timedelta(days=30)
