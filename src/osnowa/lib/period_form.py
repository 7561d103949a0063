"""Which days to look at: a form sent by GET, so that an address says what it shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.lib.fields import day_field
from osnowa.lib.period import Period


class PeriodForm(forms.Form):
    """Both days empty = the whole programme."""

    od = day_field(_("From"), "", required=False)
    do = day_field(_("To"), "", required=False)

    @classmethod
    def of(cls, asked: Any) -> "PeriodForm":
        """The form of an address' query: unbound where it names no day, so that nothing is complained about."""
        return cls(asked if asked.keys() & {"od", "do"} else None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("od") and data.get("do") and data["do"] < data["od"]:
            self.add_error("do", _("This day comes before the first one. Correct one of the dates."))
        return data

    def period(self, whole: Period) -> Period | None:
        """The days asked for, inside the `whole` where one end is open. None: the whole, or days that are wrong."""
        if not self.is_valid():
            return None
        start, end = self.cleaned_data["od"], self.cleaned_data["do"]
        if start is None and end is None:
            return None
        start = start or min(whole.start, end)
        return Period(start, end or max(whole.end, start))
