"""The week's slots and the question about dates: the coordinator's deeds; answering: everybody's own."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock, lock_words
from osnowa.people.models import Account, Person
from osnowa.programme.models import Programme
from osnowa.timetable import emails
from osnowa.timetable.models import Asking, Availability, ClosedWeek, Tick, WeeklySlot
from osnowa.timetable.queries.slots import silent, slots_of
from osnowa.timetable.rules.times import MOST_WEEKS, Slot, overlapping, weeks

slots_added = audit.deed("timetable.slots_added", gettext_lazy("added slots of the week"))
slot_removed = audit.deed("timetable.slot_removed", gettext_lazy("removed a slot of the week"))
asking_opened = audit.deed("timetable.asking_opened", gettext_lazy("asked people when they can come"))
asking_closed = audit.deed("timetable.asking_closed", gettext_lazy("closed the question about dates"))
silent_reminded = audit.deed("timetable.silent_reminded", gettext_lazy("wrote to who had not said when"))
dates_ticked = audit.deed("timetable.dates_ticked", gettext_lazy("said when to meet"))

# What most programmes offer: mornings, afternoons and evenings of working days, Saturday morning.
USUAL = (
    *((day, dt.time(h), dt.time(h + 3)) for day in range(5) for h in (9, 13, 17)),
    (5, dt.time(10), dt.time(13)),
)
MOST_SLOTS = 60


@transaction.atomic
def add_slots(
    programme: Programme, weekdays: Iterable[int], *, starts: dt.time, ends: dt.time, by: Account | None
) -> list[WeeklySlot]:
    """A slot on each of the weekdays (0 is Monday). One that is there already is left as it is.

    Raises RuleBroken with its field: "weekdays", "ends", "overlap", "many".
    """
    programme = lock(programme)
    wanted = sorted(set(weekdays))
    if not wanted or not set(wanted) <= set(range(7)):
        raise RuleBroken(_("Choose at least one day of the week."), code="weekdays", field="weekdays")
    if ends <= starts:
        raise RuleBroken(_("The slot would end before it begins."), code="ends", field="ends")
    there = list(slots_of(programme))
    known = [Slot(row.pk, row.weekday, row.starts, row.ends) for row in there]
    added = []
    for weekday in wanted:
        slot = Slot(0, weekday, starts, ends)
        twin = overlapping(slot, known)
        if twin is not None and (twin.starts, twin.ends) == (starts, ends):
            continue
        if twin is not None:
            row = next(row for row in there if row.pk == twin.key)
            raise RuleBroken(
                _("It would overlap the slot %(slot)s. Remove that one first, or choose other hours.")
                % {"slot": row},
                code="overlap",
                field="starts",
            )
        added.append(WeeklySlot(programme=programme, weekday=weekday, starts=starts, ends=ends))
    if len(there) + len(added) > MOST_SLOTS:
        raise RuleBroken(
            _("More slots than anybody would tick. Remove some first."), code="many", field="weekdays"
        )
    for slot_row in added:
        slot_row.save()
    if added:
        slots_added.record(programme, by=by, programme_id=programme.pk, count=len(added))
    return added


@transaction.atomic
def add_usual_slots(programme: Programme, *, by: Account | None) -> list[WeeklySlot]:
    """The usual week, where there is no slot yet; a second click changes nothing."""
    programme = lock(programme)
    if slots_of(programme).exists():
        return []
    added = [
        WeeklySlot.objects.create(programme=programme, weekday=day, starts=starts, ends=ends)
        for day, starts, ends in USUAL
    ]
    slots_added.record(programme, by=by, programme_id=programme.pk, count=len(added))
    return added


@transaction.atomic
def remove_slot(slot: WeeklySlot, *, by: Account | None) -> int:
    """Take a slot away with everybody's ticks in it; says how many ticks went. Gone already, nothing happens."""
    found = WeeklySlot.objects.select_for_update().filter(pk=slot.pk).first()
    if found is None:
        return 0
    ticks = found.ticks.count()
    slot_removed.record(found, by=by, programme_id=found.programme_id, ticks=ticks)
    found.delete()
    return ticks


@transaction.atomic
def open_asking(
    programme: Programme, *, starts_on: dt.date, ends_on: dt.date, answer_until: dt.date, by: Account | None
) -> Asking:
    """Ask people (again) when they can come in a period; what they said before stays until they change it.

    Raises RuleBroken with its field: "slots", "period", "past", "until".
    """
    programme = lock(programme)
    if not slots_of(programme).exists():
        raise RuleBroken(_("First say which slots of the week there are to choose from."), code="slots")
    if ends_on < starts_on:
        raise RuleBroken(_("The period would end before it begins."), code="period", field="ends_on")
    if (ends_on - starts_on).days > 7 * (MOST_WEEKS - 1):
        raise RuleBroken(_("Ask about a year at the most."), code="period", field="ends_on")
    if ends_on < clock.today():
        raise RuleBroken(_("This period is over. Choose later dates."), code="past", field="ends_on")
    if answer_until < clock.today():
        raise RuleBroken(
            _("This day has passed. Give people a few days to answer."), code="until", field="answer_until"
        )
    asking = Asking.objects.filter(programme=programme).first() or Asking(programme=programme)
    before = (asking.starts_on, asking.ends_on, asking.answer_until, asking.is_open)
    asking.starts_on, asking.ends_on, asking.answer_until = starts_on, ends_on, answer_until
    asking.is_open = True
    if before == (starts_on, ends_on, answer_until, True):
        return asking
    asking.opened_at = clock.now()
    asking.save()
    asking_opened.record(asking, by=by, programme_id=programme.pk)
    return asking


@transaction.atomic
def close_asking(asking: Asking, *, by: Account | None) -> Asking:
    """Take no more answers. Twice is once."""
    asking = lock(asking)
    if asking.is_open:
        asking.is_open = False
        asking.save(update_fields=["is_open"])
        asking_closed.record(asking, by=by, programme_id=asking.programme_id)
    return asking


@transaction.atomic
def remind_silent(asking: Asking, *, by: Account | None) -> int:
    """Write to everybody asked who has not answered and got no such letter in three days; says to how many."""
    asking = lock(asking)
    if not asking.takes_answers:
        raise RuleBroken(_("The question is closed. Open it first."), code="closed")
    told = [enrolment for enrolment in silent(asking.programme) if not emails.asked_lately(enrolment)]
    for enrolment in told:
        emails.dates_asked(enrolment, asking)
    if told:
        silent_reminded.record(asking, by=by, programme_id=asking.programme_id, people=len(told))
    return len(told)


@transaction.atomic
def tick_dates(
    asking: Asking,
    person: Person,
    *,
    ticks: Mapping[int, str],
    closed: Iterable[dt.date],
    by: Account | str | None,
) -> Availability:
    """What the person says now replaces what they said before.

    `ticks`: slot id -> Tick.Answer, slots not named: cannot. `closed`: Mondays; those outside the period are left as
    they were. Raises RuleBroken: "closed" (the question is), "slots" (one is gone).
    """
    lock_words("timetable.availability", asking.programme_id, person.pk)
    asking.refresh_from_db()
    if not asking.takes_answers:
        raise RuleBroken(
            _("The question is closed. Write to the coordinator if something has changed."), code="closed"
        )
    known = set(slots_of(asking.programme).values_list("pk", flat=True))
    if not set(ticks) <= known or not set(ticks.values()) <= set(Tick.Answer.values):
        raise RuleBroken(
            _("The slots have changed meanwhile. Look at them once more and send again."), code="slots"
        )
    availability, _new = Availability.objects.get_or_create(programme=asking.programme, person=person)
    availability.answered_at = clock.now()
    availability.save(update_fields=["answered_at"])
    availability.ticks.all().delete()
    Tick.objects.bulk_create(
        Tick(availability=availability, slot_id=slot, answer=answer) for slot, answer in ticks.items()
    )
    asked = weeks(asking.starts_on, asking.ends_on)
    availability.closed_weeks.filter(monday__in=asked).delete()
    ClosedWeek.objects.bulk_create(
        ClosedWeek(availability=availability, monday=monday) for monday in set(closed) & set(asked)
    )
    dates_ticked.record(availability, by=by, programme_id=asking.programme_id)
    return availability
