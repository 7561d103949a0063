"""The paper list entered afterwards, and its scan."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from osnowa.lib.fields import TIME_FORMATS, RefusingForm
from osnowa.workshops.models import Attendance
from osnowa.workshops.rules.scans import BY_ENDING

TIME_WRONG = {"invalid": _("Write the hour like this: 17:00.")}


class PaperRowForm(RefusingForm):
    """One row. `before`: what the page showed; a row that was not touched writes nothing over a colleague's mark."""

    mark = forms.ChoiceField(
        choices=[("", _("nothing")), *Attendance.Mark.choices], required=False, widget=forms.RadioSelect
    )
    came = forms.TimeField(required=False, input_formats=TIME_FORMATS, error_messages=TIME_WRONG)
    left = forms.TimeField(required=False, input_formats=TIME_FORMATS, error_messages=TIME_WRONG)
    before = forms.CharField(required=False, max_length=40)

    @staticmethod
    def state(mark: str, came: Any, left: Any) -> str:
        return "|".join([mark, f"{came:%H:%M}" if came else "", f"{left:%H:%M}" if left else ""])

    @property
    def is_changed(self) -> bool:
        data = self.cleaned_data
        return self.state(data["mark"], data["came"], data["left"]) != data["before"]


class ScanForm(RefusingForm):
    file = forms.FileField(
        label=_("Scan or photograph"),
        allow_empty_file=True,  # the deed says it in its own words
        error_messages={"required": _("Choose the file with the scan.")},
        widget=forms.FileInput(attrs={"accept": ",".join((*BY_ENDING, ".jpeg"))}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("PDF, JPEG or PNG, up to %(limit)d MB.") % {
            "limit": settings.UPLOAD_BYTES // 1024**2
        }
