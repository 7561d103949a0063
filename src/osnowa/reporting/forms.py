"""What a coordinator types about indicators and reports. Messy input is taken; refusals say what to do."""

from decimal import ROUND_CEILING, Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.programme import queries as programme_queries
from osnowa.programme.models import Indicator, Programme
from osnowa.reporting import queries
from osnowa.reporting.models import Report

DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%y"]
LONGEST_NARRATIVE = 60_000
TOO_LONG = _("Shorten this to %(limit_value)d characters, it has %(show_value)d.")


class AmountField(forms.DecimalField):
    """A number as people write it: 1 200, 12,5, 12.5."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_digits=12,
            decimal_places=2,
            min_value=Decimal(0),
            error_messages={
                "required": _("Write a number."),
                "invalid": _("Write a number, for example 120 or 12,5."),
                "min_value": _("Write a number from 0 up."),
                "max_decimal_places": _("Write at most two decimal places."),
                "max_digits": _("This number is too big."),
                "max_whole_digits": _("This number is too big."),
            },
            **options,
        )
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.replace("\u00a0", " ").split()).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """12.50 is shown as 12,5: the page says numbers the Polish way, and reads both."""
        if isinstance(value, Decimal):
            shown = f"{value:f}"
            return (shown.rstrip("0").rstrip(".") if "." in shown else shown).replace(".", ",")
        return value


def day_field(label: Any, *, required: bool, missing: Any = "", **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": missing, "invalid": _("Write the date like this: 1.04.2027.")},
        **more,
    )


def line_field(label: Any, longest: int, *, missing: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.TextInput(attrs={"maxlength": None}),
        error_messages={"required": missing, "max_length": TOO_LONG},
        **more,
    )


class IndicatorForm(forms.Form):
    """A promise: what is counted, from where to where, how it is proven."""

    name = line_field(
        _("Name"), 200, missing=_("Write the indicator's name."), help_text=_("Exactly as in the agreement.")
    )
    kind = forms.ChoiceField(
        label=_("What Osnowa counts"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is counted."),
            "invalid_choice": _("Choose from the list what is counted."),
        },
    )
    target = AmountField(label=_("Target"), help_text=_("In the unit of what is counted."))
    baseline = AmountField(
        label=_("Baseline"),
        required=False,
        help_text=_("How much there was before the programme. Usually 0."),
    )
    activity = forms.ModelChoiceField(
        queryset=None, label=_("Activity"), required=False, empty_label=_("the whole programme")
    )
    source_of_verification = line_field(
        _("How we know"), 300, required=False, help_text=_("As in: attendance lists, certificates.")
    )
    place_in_agreement = line_field(
        _("Where it stands in the agreement"),
        120,
        required=False,
        help_text=_("As in: part III.6 of the offer, row 1."),
    )
    plan_starts_on = day_field(
        _("Plan: first day"), required=False, help_text=_("Empty: the programme's first day.")
    )
    plan_ends_on = day_field(
        _("Plan: last day"), required=False, help_text=_("Empty: the programme's last day.")
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = queries.counting_choices()  # type: ignore[attr-defined]
        self.fields["activity"].queryset = programme_queries.activities(programme)  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(indicator: Indicator) -> dict[str, Any]:
        return {name: getattr(indicator, name) for name in IndicatorForm.base_fields}

    def clean_baseline(self) -> Decimal:
        return self.cleaned_data["baseline"] or Decimal(0)

    def clean(self) -> dict[str, Any]:
        """Half a person cannot be counted: only hours have parts."""
        data = super().clean() or {}
        if data.get("kind") and data["kind"] not in queries.IN_PARTS:
            for name in ("target", "baseline"):
                amount = data.get(name)
                if amount is not None and amount != amount.to_integral_value():
                    whole = amount.to_integral_value(ROUND_CEILING)
                    self.add_error(
                        name,
                        _("Write a whole number, for example %(whole)s. Only hours have parts.")
                        % {"whole": f"{whole:f}"},
                    )
        return data


class ReportForm(forms.Form):
    """Which report: kind, period, due date."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Report.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of report.")},
    )
    starts_on = day_field(_("First day of the period"), required=True, missing=_("Write the first day."))
    ends_on = day_field(_("Last day of the period"), required=True, missing=_("Write the last day."))
    due_on = day_field(
        _("Due on"), required=False, help_text=_("Usually 30 days after the period; check in the agreement.")
    )

    @staticmethod
    def initial_of(report: Report) -> dict[str, Any]:
        return {name: getattr(report, name) for name in ReportForm.base_fields}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The period ends before it begins. Correct one of the dates."))
        return data


class NarrativeForm(forms.Form):
    """The words of a report."""

    narrative = forms.CharField(
        label=_("Results and how they were measured"),
        required=False,
        max_length=LONGEST_NARRATIVE,
        widget=forms.Textarea(attrs={"rows": 12, "maxlength": None}),
        error_messages={"max_length": TOO_LONG},
        help_text=_(
            "Part I.1 of the funder's form. Write numbers, not names of people: a submitted report cannot be changed."
        ),
    )
    narrative_activities = forms.CharField(
        label=_("How the activities were carried out"),
        required=False,
        max_length=LONGEST_NARRATIVE,
        widget=forms.Textarea(attrs={"rows": 12, "maxlength": None}),
        error_messages={"max_length": TOO_LONG},
        help_text=_("Part I.2: each activity, what was done, what differs from the plan and why."),
    )
