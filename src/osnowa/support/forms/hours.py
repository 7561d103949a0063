"""What a volunteer writes about a day's work, and why a coordinator returns it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.fields import RefusingForm, day_field, line_field
from osnowa.support.forms.fields import (
    DurationField,
    organisation,
    submission_key,
)
from osnowa.support.models import WorkLog
from osnowa.support.rules import hours


class HoursForm(RefusingForm):
    done_on = day_field(_("Day"), _("Write on which day it was."))
    minutes = DurationField(hours.LONGEST_WORKED)
    what = line_field(
        _("What you did"),
        300,
        _("Write what you did."),
        help_text=_("For example: a poster for the picnic. Without names of people."),
    )
    organisation = organisation()
    long_day = forms.BooleanField(label=_("It was more than 12 hours on that day"), required=False)
    submission_key = submission_key()

    def __init__(self, *args: Any, log: WorkLog | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if log is None:
            self.fields["done_on"].initial = clock.today
        else:
            del self.fields["submission_key"]
        self.asks_long_day = "long_day" in self.data  # asked only once the day proved long

    def refuse(self, refusal: RuleBroken) -> None:
        super().refuse(refusal)
        self.asks_long_day = self.asks_long_day or refusal.code == "long_day"

    @staticmethod
    def initial_of(log: WorkLog) -> dict[str, Any]:
        return {
            "done_on": log.done_on,
            "minutes": log.minutes,
            "what": log.what,
            "organisation": log.organisation_id,
        }


class ReturnForm(RefusingForm):
    reason = line_field(
        _("What to correct"),
        300,
        _("Write what to correct: the volunteer gets this sentence by e-mail."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
