"""Drafts as people read them: in words, as a calendar of weeks, side by side."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext_lazy, ngettext

from osnowa.lib import clock
from osnowa.people.models import Account, Organisation
from osnowa.programme.models import Programme
from osnowa.timetable.models import Plan, PlannedSession
from osnowa.timetable.queries.slots import going_on
from osnowa.timetable.rules.reasons import Rule
from osnowa.timetable.rules.wishes import Wish
from osnowa.ui import words
from osnowa.workshops.models import Cycle
from osnowa.workshops.models.cycle import STANDING

LOST_AFTER = dt.timedelta(minutes=2)  # no sign of life for so long: nobody searches
GIVEN_UP_AFTER = dt.timedelta(minutes=45)  # longer than the queue needs to return the job of a dead worker


@dataclass(frozen=True)
class Wanted:
    """What a draft asks of one cycle; see `models.PlannedCycle`."""

    cycle: Cycle
    sessions: int
    minutes: int
    near_days: int = 5
    far_days: int = 14
    may_move: bool = False


def plans_of(programme: Programme) -> QuerySet[Plan]:
    """Newest first, each with `sessions_count`, `pinned_count`."""
    return (
        Plan.objects.filter(programme=programme)
        .annotate(
            sessions_count=Count("sessions"),
            pinned_count=Count("sessions", filter=Q(sessions__is_pinned=True)),
        )
        .order_by("-number")
    )


def live_plan(programme: Programme) -> Plan | None:
    """The one that is being searched, or waits for its turn."""
    return Plan.objects.filter(programme=programme, state__in=Plan.LIVE).first()


def lost_plans() -> QuerySet[Plan]:
    """Searches that nobody goes on with: their worker died too often."""
    before = clock.now() - GIVEN_UP_AFTER
    return Plan.objects.filter(state=Plan.State.RUNNING).filter(
        Q(beat_at__lt=before) | Q(beat_at=None, made_at__lt=before)
    )


def is_lost(plan: Plan) -> bool:
    return plan.beat_at is None or plan.beat_at < clock.now() - LOST_AFTER


def cycles_to_plan(programme: Programme) -> list[Cycle]:
    """Cycles that are not over, with `sessions_count` and `last_ends_at`."""
    return list(
        Cycle.objects.filter(programme=programme)
        .annotate(
            last_ends_at=Max("sessions__ends_at", filter=STANDING),
            sessions_count=Count("sessions", filter=STANDING, distinct=True),
        )
        .filter(going_on())
        .order_by("number")
    )


def sessions_of(plan: Plan) -> QuerySet[PlannedSession]:
    return (
        PlannedSession.objects.filter(plan=plan)
        .select_related("cycle", "room", "leader", "session")
        .order_by("starts_at", "cycle__number", "id")
    )


@dataclass(frozen=True)
class Day:
    """A day of the calendar with its sessions."""

    on: dt.date
    sessions: list[PlannedSession] = field(default_factory=list)


@dataclass(frozen=True)
class Week:
    monday: dt.date
    days: list[Day]

    @property
    def is_empty(self) -> bool:
        return not any(day.sessions for day in self.days)


def calendar(sessions: Iterable[PlannedSession]) -> list[Week]:
    """Weeks from the first session to the last, Monday to Sunday (Sundays only where one is used)."""
    by_day: dict[dt.date, list[PlannedSession]] = {}
    for session in sessions:
        by_day.setdefault(session.starts_at.astimezone(clock.WARSAW).date(), []).append(session)
    if not by_day:
        return []
    length = 7 if any(day.weekday() == 6 for day in by_day) else 6  # noqa: PLR2004  Sunday
    first, last = min(by_day), max(by_day)
    monday = first - dt.timedelta(days=first.weekday())
    found = []
    while monday <= last:
        days = [monday + dt.timedelta(days=n) for n in range(length)]
        found.append(Week(monday, [Day(day, by_day.get(day, [])) for day in days]))
        monday += dt.timedelta(days=7)
    return found


@dataclass(frozen=True)
class Difference:
    """Dates of one cycle in two drafts."""

    cycle: Cycle
    here: list[PlannedSession]
    there: list[PlannedSession]

    @property
    def is_same(self) -> bool:
        return [one.starts_at for one in self.here] == [one.starts_at for one in self.there]


def differences(one: Plan, other: Plan) -> list[Difference]:
    """Cycle by cycle, by number."""
    here, there = list(sessions_of(one)), list(sessions_of(other))
    cycles = {session.cycle_id: session.cycle for session in (*here, *there)}
    return [
        Difference(
            cycle,
            [session for session in here if session.cycle_id == cycle.pk],
            [session for session in there if session.cycle_id == cycle.pk],
        )
        for cycle in sorted(cycles.values(), key=lambda cycle: cycle.number)
    ]


NOBODY_FREE = gettext_lazy(
    "Cycle %(cycle)s: nobody who can lead it is free in any slot. Ask them for more slots, or choose somebody else too."
)
REASONS = {
    Rule.SLOTS: gettext_lazy(
        "Cycle %(cycle)s: no slot of the week is %(hours)s h long. Add a longer slot, or make the sessions shorter."
    ),
    Rule.LEADERS: gettext_lazy(
        "Cycle %(cycle)s: nobody is set down as able to lead it. Choose who leads it."
    ),
    Rule.SEATS: gettext_lazy(
        "Cycle %(cycle)s has %(need)d places, the largest room seats %(have)d. Add a larger room, or have fewer places."
    ),
    Rule.DAYS: gettext_lazy(
        "Cycle %(cycle)s: sessions to be found: %(need)d, possible days: %(have)d. Make the period longer, or ask for "
        "more slots."
    ),
    Rule.NEAR: gettext_lazy(
        "Cycle %(cycle)s: at least %(near)d days between sessions. Allow sessions closer to each other."
    ),
    Rule.FAR: gettext_lazy("Cycle %(cycle)s: at most %(far)d days between sessions. Allow a longer break."),
    Rule.ROOMS: gettext_lazy("The rooms are not enough for all sessions. Add a room, or more of its hours."),
    Rule.SHARED: gettext_lazy(
        "%(name)s would have to lead two sessions at once. Choose somebody else too for one of the cycles."
    ),
    Rule.HOURS: gettext_lazy("%(name)s would lead more hours a week than set. Allow more hours."),
}


class Names:
    """Names behind the keys in a plan's outcome and reasons, asked once for each kind."""

    def __init__(self, plan: Plan) -> None:
        unmet = plan.outcome.get("unmet", [])
        self.cycles = {cycle.pk: cycle for cycle in Cycle.objects.filter(programme=plan.programme_id)}
        organisations = [row["about"] for row in unmet if row["wish"] == Wish.FLOOR]
        self.organisations = dict(Organisation.objects.filter(pk__in=organisations).values_list("pk", "name"))
        accounts = [row["about"] for row in unmet if row["wish"] in (Wish.IF_NEED_BE, Wish.UNASKED)]
        accounts += [row["about"] for row in plan.reasons if row["rule"] in (Rule.HOURS, Rule.SHARED)]
        self.accounts = {
            account.pk: account.get_full_name() for account in Account.objects.filter(pk__in=accounts)
        }

    def cycle(self, key: int) -> str:
        found = self.cycles.get(key)
        return f"{found.number}. {found.title}" if found else "–"


def unmet_words(plan: Plan, names: Names) -> list[str]:
    """The wishes that the plan does not meet, each in a sentence."""
    found = []
    for row in plan.outcome.get("unmet", []):
        wish, people, about = row["wish"], row["people"], row["about"]
        if wish == Wish.FLOOR:
            found.append(
                ngettext(
                    "%(name)s: its %(people)d person can come to %(percent)d%% of the sessions, the floor is "
                    "%(floor)d%%.",
                    "%(name)s: its %(people)d people can come to %(percent)d%% of the sessions, the floor is "
                    "%(floor)d%%.",
                    people,
                )
                % {
                    "name": names.organisations.get(about, "–"),
                    "people": people,
                    "percent": row["percent"],
                    "floor": plan.floor,
                }
            )
        elif wish == Wish.HALF:
            found.append(
                ngettext(
                    "Cycle %(cycle)s: %(people)d person can come to less than half of the sessions.",
                    "Cycle %(cycle)s: %(people)d people can come to less than half of the sessions.",
                    people,
                )
                % {"cycle": names.cycle(about), "people": people}
            )
        elif wish == Wish.CLASH:
            found.append(
                ngettext(
                    "%(people)d person has two cycles at one time at least once.",
                    "%(people)d people have two cycles at one time at least once.",
                    people,
                )
                % {"people": people}
            )
        elif wish == Wish.IF_NEED_BE:
            found.append(
                ngettext(
                    "%(name)s leads %(people)d session at a time ticked “if need be”.",
                    "%(name)s leads %(people)d sessions at a time ticked “if need be”.",
                    people,
                )
                % {"name": names.accounts.get(about, "–"), "people": people}
            )
        elif wish == Wish.UNASKED:
            found.append(
                ngettext(
                    "%(name)s has not said when: %(people)d session is planned as if every time were free.",
                    "%(name)s has not said when: %(people)d sessions are planned as if every time were free.",
                    people,
                )
                % {"name": names.accounts.get(about, "–"), "people": people}
            )
        else:
            found.append(
                ngettext(
                    "Cycle %(cycle)s: %(people)d person has not said when, so is not counted.",
                    "Cycle %(cycle)s: %(people)d people have not said when, so are not counted.",
                    people,
                )
                % {"cycle": names.cycle(about), "people": people}
            )
    return found


def reason_words(plan: Plan, names: Names) -> list[str]:
    """Why there is no plan: each sentence names a rule and what would help."""
    return [_reason(plan, row, names) for row in plan.reasons]


def _reason(plan: Plan, row: dict[str, Any], names: Names) -> str:
    said = {
        "cycle": names.cycle(row["about"]),
        "name": names.accounts.get(row["about"], "–"),
        "have": row["have"],
        "need": row["need"],
    }
    asked = plan.cycles.filter(cycle=row["about"]).first()
    if asked is not None:
        said |= {"near": asked.near_days, "far": asked.far_days, "hours": words.decimal(asked.minutes / 60)}
    if row["rule"] == Rule.LEADERS and row["have"]:
        return str(NOBODY_FREE % said)
    return str(REASONS[Rule(row["rule"])] % said)
