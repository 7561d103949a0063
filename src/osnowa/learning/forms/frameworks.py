"""A framework of competences from a spreadsheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.learning.rules.importing import MOST_ROWS, Sheet, decoded, read_sheet
from osnowa.lib import text
from osnowa.lib.fields import RefusingForm, line_field

LARGEST = 500_000  # bytes: 500 rows of names are a tenth of it


class ImportForm(RefusingForm):
    """First a file; then its words travel in a hidden field, so that what was looked at is what is imported."""

    name = line_field(
        gettext_lazy("What the framework is called"), 80, gettext_lazy("Write what the framework is called.")
    )
    version = line_field(
        gettext_lazy("Version"),
        20,
        gettext_lazy("Write its version, for example 1.0 or a year."),
        help_text=gettext_lazy("So that old questions keep what they were about when a new version comes."),
    )
    attribution = line_field(gettext_lazy("Author and licence"), 300)
    file = forms.FileField(
        label=gettext_lazy("File (CSV)"),
        required=False,
        help_text=gettext_lazy(
            "Heads in the first line: code, area, name_pl, name_en. The area is a code of the same file."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )
    words = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LARGEST)

    sheet: Sheet | None = None

    def clean(self) -> dict[str, Any]:
        file = self.cleaned_data.get("file")
        words = self.cleaned_data.get("words") or ""
        if file is not None:
            if file.size > LARGEST:
                self.add_error("file", _("This file is too large: 500 kB at the most."))
                return self.cleaned_data
            content = file.read()
            if content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"} or b"\x00" in content:
                self.add_error(
                    "file", _("This is no CSV. In your spreadsheet choose “Save as”, and then CSV.")
                )
                return self.cleaned_data
            words = decoded(content)
        if not words.strip():
            self.add_error("file", _("Choose a file with rows in it."))
            return self.cleaned_data
        self.sheet = read_sheet(words, fold=text.fold, clean=text.clean)
        self.cleaned_data["words"] = words
        if self.sheet.missing:
            self.add_error(
                "file",
                _("The first line lacks these heads: %(heads)s.") % {"heads": ", ".join(self.sheet.missing)},
            )
        elif self.sheet.is_cut:
            self.add_error("file", _("At most %(most)d rows at once.") % {"most": MOST_ROWS})
        elif not self.sheet.rows:
            self.add_error("file", _("Choose a file with rows in it."))
        return self.cleaned_data
