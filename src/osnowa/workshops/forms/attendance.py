"""What the trainer and the coordinator say about attendance."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.lib.fields import TIME_FORMATS, RefusingForm, line_field, number_field, time_field
from osnowa.workshops.models import Attendance


def _wall_clock(moment: dt.datetime | None) -> dt.time | None:
    return moment.astimezone(clock.WARSAW).time() if moment is not None else None


class MarkForm(forms.Form):
    """One tap. `session` proves that the page shows what the address means: numbers may have moved meanwhile.

    An empty `mark` clears what was said; one that was not sent at all is a broken form.
    """

    session = forms.IntegerField()
    enrolment = forms.IntegerField()
    mark = forms.ChoiceField(choices=Attendance.Mark.choices, required=False)
    minutes_missed = forms.IntegerField(required=False, min_value=0, max_value=10_000)
    came = forms.TimeField(required=False, input_formats=TIME_FORMATS)
    left = forms.TimeField(required=False, input_formats=TIME_FORMATS)

    def clean_mark(self) -> str:
        if "mark" not in self.data:
            raise forms.ValidationError(_("Choose how it was."), code="required")
        return self.cleaned_data["mark"]


class ChoiceForm(forms.Form):
    """Which of the marks that contradict each other counts, by its key."""

    mark = forms.UUIDField()


class CorrectionForm(RefusingForm):
    """A mark changed after the list was closed."""

    mark = forms.ChoiceField(
        label=_("How it was"),
        choices=Attendance.Mark.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was."), "invalid_choice": _("Choose how it was.")},
    )
    came = time_field(
        _("From"), "", required=False, help_text=_("Empty means from the beginning of the session.")
    )
    left = time_field(_("To"), "", required=False, help_text=_("Empty means to the end of the session."))
    minutes_missed = number_field(
        _("Minutes missed"),
        "",
        0,
        10_000,
        required=False,
        help_text=_("Only if you do not know the hours: from them the minutes follow by themselves."),
    )
    reason = line_field(
        _("Why"),
        300,
        _("Write why you correct it: at an inspection this sentence is the proof."),
        help_text=_("For example: signature on the paper list. It stays in the history of this list."),
    )

    @staticmethod
    def initial_of(attendance: Attendance | None) -> dict[str, Any]:
        if attendance is None:
            return {}
        from_to = attendance.came_at is not None or attendance.left_at is not None
        return {
            "mark": attendance.mark,
            "minutes_missed": None if from_to else attendance.minutes_missed or None,
            "came": _wall_clock(attendance.came_at),
            "left": _wall_clock(attendance.left_at),
        }

    def clean_minutes_missed(self) -> int:
        if self.cleaned_data.get("mark") == Attendance.Mark.ABSENT:
            return 0
        return self.cleaned_data["minutes_missed"] or 0
