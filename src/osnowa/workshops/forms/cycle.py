"""What the coordinator types to set up a cycle and its sessions. Hours are those of the wall clock in Warsaw."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from osnowa.lib import clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.fields import (
    RefusingForm,
    day_field,
    line_field,
    number_field,
    paragraph,
    the_moment,
    time_field,
)
from osnowa.programme.models import Activity, Programme
from osnowa.workshops.models import Cycle, Session
from osnowa.workshops.queries.setting_up import possible_trainers
from osnowa.workshops.rules import hours
from osnowa.workshops.rules.reserve import MOST_HOURS

MOST_IN_A_SERIES = 30
LONGEST_TITLE = 200
USUAL_START, USUAL_END = dt.time(17), dt.time(20)


class TrainersField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.get_full_name()


class CycleForm(RefusingForm):
    """A cycle. Only what nobody can guess is required; the rest may come before publication."""

    number = number_field(gettext_lazy("Number"), gettext_lazy("Write the number of the cycle."), 1, 999)
    title = line_field(
        gettext_lazy("Title"),
        150,
        gettext_lazy("Write what the cycle is called."),
        help_text=gettext_lazy("What people will learn, in plain words. It stands on the certificate."),
    )
    summary = line_field(
        gettext_lazy("In one or two sentences"),
        400,
        widget=paragraph(3),
        help_text=gettext_lazy("Stands under the title on the public page."),
    )
    for_whom = line_field(gettext_lazy("For whom"), 3000, widget=paragraph(3))
    outcomes = line_field(
        gettext_lazy("After the cycle people are able to"),
        3000,
        widget=paragraph(4),
        help_text=gettext_lazy(
            "One ability per line, as in: run the team's task board. It stands on the certificate."
        ),
    )
    level = line_field(gettext_lazy("Level and what to bring"), 200)
    place = line_field(
        gettext_lazy("Place"), 200, help_text=gettext_lazy("Of all sessions; one of them can have another.")
    )
    accessibility = line_field(
        gettext_lazy("Accessibility"),
        300,
        help_text=gettext_lazy("Entrance, lift, toilet, induction loop, parking."),
    )
    childcare = line_field(gettext_lazy("Childcare"), 200)
    capacity = number_field(
        gettext_lazy("Number of places"), gettext_lazy("Write how many people can take part."), 1, 1000
    )
    offer_hours = number_field(
        gettext_lazy("Hours to answer when a place becomes free"),
        gettext_lazy("Write the number of hours; 0 gives the place at once."),
        0,
        MOST_HOURS,
        required=False,
        help_text=gettext_lazy(
            "0: the first on the reserve list gets the place at once. More, for example 24: the person is asked first, "
            "and without a yes in time the next one is. Shortly before the first session the time is shorter."
        ),
    )
    opens_on = day_field(
        gettext_lazy("Sign-up opens on"), gettext_lazy("Write the first day of the sign-up.")
    )
    opens = time_field(gettext_lazy("at"), gettext_lazy("Write the hour at which the sign-up opens."))
    closes_on = day_field(
        gettext_lazy("Sign-up closes on"), gettext_lazy("Write the last day of the sign-up.")
    )
    closes = time_field(gettext_lazy("at"), gettext_lazy("Write the hour at which the sign-up closes."))
    share_for_certificate = number_field(
        gettext_lazy("Share of hours for the certificate, in percent"),
        gettext_lazy("Write a percentage from 1 to 100."),
        1,
        100,
    )
    tests_for_certificate = forms.BooleanField(
        label=gettext_lazy("The certificate also needs both tests, before and after the cycle"),
        required=False,
        help_text=gettext_lazy("Choose the questions on the cycle's page, under Tests."),
    )
    activity = forms.ModelChoiceField(
        label=gettext_lazy("Activity of the programme"),
        queryset=Activity.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    trainers = TrainersField(
        label=gettext_lazy("Trainers"),
        queryset=Activity.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("From the programme's team. They write down attendance of this cycle."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activity, trainers = self.fields["activity"], self.fields["trainers"]
        activity.queryset = Activity.objects.filter(programme=programme)  # type: ignore[attr-defined]
        trainers.queryset = possible_trainers(programme)  # type: ignore[attr-defined]

    @staticmethod
    def usual() -> dict[str, Any]:
        """What most cycles have."""
        return {
            "capacity": 16,
            "offer_hours": 0,
            "share_for_certificate": 80,
            "opens_on": clock.today(),
            "opens": dt.time(8),
            "closes": dt.time(20),
        }

    @staticmethod
    def initial_of(cycle: Cycle) -> dict[str, Any]:
        opens, closes = (
            moment.astimezone(clock.WARSAW)
            for moment in (cycle.recruitment_opens_at, cycle.recruitment_closes_at)
        )
        named = (
            "number title summary for_whom outcomes level place accessibility childcare capacity "
            "offer_hours share_for_certificate tests_for_certificate"
        ).split()
        return {
            **{name: getattr(cycle, name) for name in named},
            "activity": cycle.activity_id,
            "trainers": [trainer.pk for trainer in cycle.trainers.all()],
            "opens_on": opens.date(),
            "opens": opens.time(),
            "closes_on": closes.date(),
            "closes": closes.time(),
        }

    def clean(self) -> dict[str, Any]:
        opens_at, closes_at = self.moment("opens_on", "opens"), self.moment("closes_on", "closes")
        data = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"opens_on", "opens", "closes_on", "closes"}
        }
        if "offer_hours" in data:
            data["offer_hours"] = data["offer_hours"] or 0
        return {**data, "recruitment_opens_at": opens_at, "recruitment_closes_at": closes_at}


class DatesForm(RefusingForm):
    """A form of sessions that can ask whether dates outside the programme are meant, and takes a tick for a yes."""

    outside = forms.BooleanField(
        label=gettext_lazy("Yes, I mean dates outside the programme"), required=False
    )

    @property
    def means_outside(self) -> bool:
        return bool(self.data.get("outside"))

    @property
    def shows_outside(self) -> bool:
        return "outside" in self.errors or self.means_outside

    def ask_about_outside(self, when: str, period: str) -> None:
        said = _(
            "%(when)s lies outside the programme's dates (%(period)s), and people see this cycle already. Is the year "
            "right? If you mean it, tick below: the funder may not count these sessions."
        )
        self.add_error("outside", said % {"when": when, "period": period})


class SessionForm(DatesForm):
    """One session. An end before the beginning is after midnight only where it says so on the next day."""

    title = line_field(
        gettext_lazy("What it is about"),
        200,
        gettext_lazy("Write what the session is about."),
        help_text=gettext_lazy("It stands on the certificate, in the programme of the sessions."),
    )
    day = day_field(gettext_lazy("Day"), gettext_lazy("Write the day of the session."))
    starts = time_field(gettext_lazy("From"), gettext_lazy("Write the hour at which it begins."))
    ends = time_field(gettext_lazy("To"), gettext_lazy("Write the hour at which it ends."))
    place = line_field(
        gettext_lazy("Place"), 200, help_text=gettext_lazy("Only if it is not the place of the whole cycle.")
    )

    @staticmethod
    def next_of(cycle: Cycle) -> dict[str, Any]:
        """A week after the last session at the same hours, which is what mostly comes."""
        last = max(cycle.sessions.all(), key=lambda session: session.starts_at, default=None)
        if last is None:
            return {"starts": USUAL_START, "ends": USUAL_END}
        start, end = last.starts_at.astimezone(clock.WARSAW), last.ends_at.astimezone(clock.WARSAW)
        return {"day": start.date() + dt.timedelta(weeks=1), "starts": start.time(), "ends": end.time()}

    @staticmethod
    def initial_of(session: Session) -> dict[str, Any]:
        start, end = session.starts_at.astimezone(clock.WARSAW), session.ends_at.astimezone(clock.WARSAW)
        return {
            "title": session.title,
            "day": start.date(),
            "starts": start.time(),
            "ends": end.time(),
            "place": session.place,
        }

    def clean(self) -> dict[str, Any]:
        starts_at, ends_at = self.moment("day", "starts"), self.moment("day", "ends")
        _refuse_backwards(self, starts_at, ends_at)
        data = self.cleaned_data
        return {
            "title": data.get("title", ""),
            "place": data.get("place", ""),
            "starts_at": starts_at,
            "ends_at": ends_at,
        }


class SeriesForm(DatesForm):
    """Every week at the same hour of the wall clock, so many times."""

    first_on = day_field(gettext_lazy("First day"), gettext_lazy("Write the day of the first session."))
    starts = time_field(gettext_lazy("From"), gettext_lazy("Write the hour at which it begins."))
    ends = time_field(gettext_lazy("To"), gettext_lazy("Write the hour at which it ends."))
    times = number_field(
        gettext_lazy("How many weeks"),
        gettext_lazy("Write how many sessions there will be."),
        1,
        MOST_IN_A_SERIES,
    )
    titles = line_field(
        gettext_lazy("What they are about"),
        6000,
        widget=paragraph(5),
        help_text=gettext_lazy(
            "One session per line. A missing one is called “Session 2”, and can be changed later."
        ),
    )
    place = line_field(
        gettext_lazy("Place"), 200, help_text=gettext_lazy("Only if it is not the place of the whole cycle.")
    )

    planned: list[tuple[str, dt.datetime, dt.datetime]]

    @staticmethod
    def next_of(cycle: Cycle) -> dict[str, Any]:
        usual = SessionForm.next_of(cycle)
        return {"first_on": usual.get("day"), "starts": usual["starts"], "ends": usual["ends"], "times": 4}

    def clean_titles(self) -> list[str]:
        titles = [title for line in self.cleaned_data["titles"].splitlines() if (title := text.clean(line))]
        if any(len(title) > LONGEST_TITLE for title in titles):
            raise forms.ValidationError(_("Shorten each line to 200 characters."))
        return titles

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        titles = data.get("titles") or []
        if not self.errors and len(titles) > data["times"]:
            said = ngettext("You wrote %(lines)d title", "You wrote %(lines)d titles", len(titles))
            weeks = ngettext("for %(weeks)d week.", "for %(weeks)d weeks.", data["times"])
            self.add_error("titles", f"{said % {'lines': len(titles)}} {weeks % {'weeks': data['times']}}")
        self.planned = [] if self.errors else self._plan(titles)
        return data

    def _plan(self, titles: list[str]) -> list[tuple[str, dt.datetime, dt.datetime]]:
        """Each day gets its hour on the wall anew: 17:00 stays 17:00 across the change of the clock."""
        data = self.cleaned_data
        planned = []
        for n, day in enumerate(hours.weekly(data["first_on"], data["times"])):
            ends = []
            for name in ("starts", "ends"):
                try:
                    ends.append(the_moment(day, data[name]))
                except RuleBroken as refusal:
                    self.add_error(name, str(refusal.message))
            if self.errors:
                return []
            _refuse_backwards(self, *ends)
            if self.errors:
                return []  # an error takes the field out of cleaned_data
            title = titles[n] if n < len(titles) else _("Session %(number)d") % {"number": n + 1}
            planned.append((title, ends[0], ends[1]))
        return planned


def _refuse_backwards(form: forms.Form, starts_at: dt.datetime | None, ends_at: dt.datetime | None) -> None:
    if starts_at and ends_at and ends_at <= starts_at and "ends" not in form.errors:
        form.add_error("ends", _("The session would end before it begins. Write a later hour."))
