"""Searching the registry, and taking over answers of the court register."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from osnowa.people.forms.fields import line
from osnowa.people.models import LegalForm
from osnowa.people.registers import krs
from osnowa.people.rules import identifiers as numbers

MOST_FILES = 50
MOST_BYTES = 10_000_000  # of one upload, all files together

ALL, COMPLETE, TO_COMPLETE = "", "pelne", "do-uzupelnienia"


class SearchForm(forms.Form):
    """In the address of the list: q, forma, dane."""

    q = line(_("Name, KRS or NIP"), 250)
    forma = forms.ChoiceField(
        label=_("Legal form"),
        required=False,
        choices=[("", pgettext_lazy("organisations", "all")), *LegalForm.choices],
    )
    dane = forms.ChoiceField(
        label=_("Data"),
        required=False,
        choices=[
            (ALL, pgettext_lazy("organisations", "all")),
            (COMPLETE, pgettext_lazy("data", "complete")),
            (TO_COMPLETE, pgettext_lazy("data", "to be completed")),
        ],
    )


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """A list of files, each checked by Django's own rules; empty files are left to the reader, who names them."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(SeveralFilesField, self).clean(file, initial) for file in files]


class ImportForm(forms.Form):
    """One number to fetch, or files to read."""

    number = line(
        _("KRS number"),
        40,
        help_text=_("We ask the open court register now. Spaces and missing zeros are fine."),
        attrs={"inputmode": "numeric"},
    )
    answers = SeveralFilesField(
        label=_("Files with answers of the register"),
        help_text=_("JSON, up to 2 MB each and 50 at once."),
        required=False,
        allow_empty_file=True,
        widget=SeveralFiles(attrs={"accept": ".json,application/json"}),
    )

    def clean_number(self) -> str:
        typed: str = self.cleaned_data["number"]
        if not typed:
            return ""
        value = numbers.normalise(numbers.KRS, typed)
        fault = numbers.fault(numbers.KRS, value)
        if fault is not None:
            raise forms.ValidationError(gettext(fault.words) % fault.values)
        return value

    def clean_answers(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["answers"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                gettext("Choose at most %(most)s files at once.") % {"most": MOST_FILES}
            )
        if sum(file.size or 0 for file in files) > MOST_BYTES:
            raise forms.ValidationError(
                gettext("These files are too large together. Send them in smaller parts.")
            )
        return files

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("number") and not cleaned.get("answers"):
            self.add_error("number", gettext("Write a KRS number, or choose files below."))
        return cleaned


def read_upload(file: UploadedFile) -> krs.RegisterRecord:
    """Raises AnswerFaultyError, as `krs.read`."""
    if (file.size or 0) > krs.LARGEST:
        raise krs.too_large()
    return krs.read(file.read())
