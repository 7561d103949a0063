"""Fields that support's forms share."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.people.models import Organisation
from osnowa.support.rules import hours
from osnowa.ui import words

DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%y"]
TOO_LONG = _("Shorten this to %(limit_value)d characters, it has %(show_value)d.")


class VersionForm(forms.Form):
    """A press of a button about what was read: `version` of the row."""

    version = forms.IntegerField(required=False)


def day(label: Any, missing: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": missing, "invalid": _("Write the date like this: 1.04.2027.")},
        **more,
    )


def line(label: Any, longest: int, missing: Any = "", **more: Any) -> forms.CharField:
    attrs = {"maxlength": None, "autocomplete": "off", **more.pop("attrs", {})}
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": missing, "max_length": TOO_LONG},
        **more,
    )


def paragraph(label: Any, longest: int, missing: Any = "", *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": None}),
        error_messages={"required": missing, "max_length": TOO_LONG},
        **more,
    )


class DurationField(forms.TypedChoiceField):
    """A quarter of an hour, half an hour ... up to `longest` minutes; kept in minutes, shown as hours."""

    def __init__(self, longest: int, **more: Any) -> None:
        missing = _("Choose how long it took.")
        super().__init__(
            label=_("How long"),
            coerce=int,
            error_messages={"required": missing, "invalid_choice": missing},
            **more,
        )
        self.longest = longest
        self.choices = self._spoken

    def _spoken(self) -> list[tuple[Any, str]]:
        steps = range(hours.QUARTER, self.longest + 1, hours.QUARTER)
        return [("", "—"), *((n, f"{words.decimal(hours.as_hours(n), 2)} h") for n in steps)]


class NamedField(forms.ModelChoiceField):
    """A list of people, organisations or tools by name."""

    def label_from_instance(self, obj: Any) -> str:
        return obj.get_full_name() if hasattr(obj, "get_full_name") else str(obj)


def organisation(missing: Any = "", **more: Any) -> forms.ModelChoiceField:
    return NamedField(
        label=_("Organisation"),
        queryset=Organisation.objects.filter(merged_into=None),
        required=bool(missing),
        empty_label="—",
        error_messages={"required": missing, "invalid_choice": _("Choose an organisation from the list.")},
        **more,
    )


def submission_key() -> forms.UUIDField:
    """The same form sent twice is one thing."""
    return forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
