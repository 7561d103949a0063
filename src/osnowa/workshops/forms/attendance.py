"""What the trainer and the coordinator say about attendance."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.lib.fields import RefusingForm, line_field, number_field
from osnowa.workshops.models import Attendance


class MarkForm(forms.Form):
    """One tap. `session` proves that the page shows what the address means: numbers may have moved meanwhile.

    An empty `mark` clears what was said; one that was not sent at all is a broken form.
    """

    session = forms.IntegerField()
    enrolment = forms.IntegerField()
    mark = forms.ChoiceField(choices=Attendance.Mark.choices, required=False)
    minutes_missed = forms.IntegerField(required=False, min_value=0, max_value=10_000)

    def clean_mark(self) -> str:
        if "mark" not in self.data:
            raise forms.ValidationError(_("Choose how it was."), code="required")
        return self.cleaned_data["mark"]


class CorrectionForm(RefusingForm):
    """A mark changed after the list was closed."""

    mark = forms.ChoiceField(
        label=_("How it was"),
        choices=Attendance.Mark.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was."), "invalid_choice": _("Choose how it was.")},
    )
    minutes_missed = number_field(
        _("Minutes missed"),
        "",
        0,
        10_000,
        required=False,
        help_text=_("By coming late or leaving early. Empty means none."),
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
        return {"mark": attendance.mark, "minutes_missed": attendance.minutes_missed or None}

    def clean_minutes_missed(self) -> int:
        if self.cleaned_data.get("mark") == Attendance.Mark.ABSENT:
            return 0
        return self.cleaned_data["minutes_missed"] or 0
