"""What forms share: fields that take messy input, and refusals said at the field that they are about."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import clock, hours
from osnowa.lib.errors import RuleBroken

DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%y"]
TIME_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S", "%H"]


def the_moment(day: dt.date, time: dt.time) -> dt.datetime:
    """The one moment, in UTC, that the wall clock in Warsaw shows as `day` and `time`.

    Raises RuleBroken ("skipped", "repeated") on the two nights of daylight saving, and names another hour.
    """
    said = {"time": f"{time:%H:%M}", "day": f"{day:%d.%m.%Y}"}
    try:
        return hours.moment(day, time, clock.WARSAW)
    except hours.SkippedHour as skipped:
        words = _(
            "%(time)s does not exist on %(day)s: that night the clocks go forward. Choose %(instead)s or another hour."
        )
        raise RuleBroken(words % {**said, "instead": f"{skipped.instead:%H:%M}"}, code="skipped") from None
    except hours.RepeatedHour as repeated:
        words = _(
            "%(time)s comes twice on %(day)s: that night the clocks go back. Choose %(instead)s or another hour, so "
            "that everybody comes at the same time."
        )
        raise RuleBroken(words % {**said, "instead": f"{repeated.instead:%H:%M}"}, code="repeated") from None


class RefusingForm(forms.Form):
    """A form that can say what a deed refused, at the field that it is about."""

    def refuse(self, refusal: RuleBroken) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.message))

    def moment(self, day: str, time: str) -> dt.datetime | None:
        """The moment that two fields mean; on the two nights of daylight saving an error names another hour."""
        data = self.cleaned_data
        if data.get(day) is None or data.get(time) is None:
            return None
        try:
            return the_moment(data[day], data[time])
        except RuleBroken as refusal:
            self.add_error(time, str(refusal.message))
        return None


def day_field(label: Any, missing: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": missing, "invalid": gettext_lazy("Write the date like this: 1.04.2027.")},
        **more,
    )


def time_field(label: Any, missing: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=TIME_FORMATS,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": missing, "invalid": gettext_lazy("Write the hour like this: 17:00.")},
        **more,
    )


def line_field(label: Any, longest: int, missing: Any = "", **more: Any) -> forms.CharField:
    more.setdefault("widget", forms.TextInput(attrs={"maxlength": None, "autocomplete": "off"}))
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("Shorten this to %(limit_value)d characters, it has %(show_value)d."),
        },
        **more,
    )


def number_field(label: Any, missing: Any, lowest: int, highest: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=lowest,
        max_value=highest,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": missing,
            "invalid": gettext_lazy("Write a whole number."),
            "min_value": gettext_lazy("Write %(limit_value)s or more."),
            "max_value": gettext_lazy("Write %(limit_value)s or less."),
        },
        **more,
    )


def paragraph(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": None})
