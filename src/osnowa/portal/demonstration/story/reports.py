"""What was told to the funder: one report submitted, a list corrected afterwards, the next report begun."""

import datetime as dt
from functools import partial

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.portal.demonstration.calendar import DAY, last_working_day, month_start
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.portal.demonstration.story.teaching import correct_lists
from osnowa.reporting.actions import change_report, create_report, submit_report
from osnowa.reporting.models import Report

NARRATIVE = """\
Warsztaty trwają zgodnie z planem. Uczestniczki i uczestnicy pracowali na sprawach swoich \
organizacji: powstały wspólne skrzynki i kalendarze, a foldery z dokumentami dostały opiekunów.

Zainteresowanie jest większe niż liczba miejsc. Lista rezerwowa działa: każde zwolnione miejsce trafiło do następnej \
osoby. Wyniki mierzymy listami obecności i zaświadczeniami.\
"""
NARRATIVE_ACTIVITIES = """\
Działanie 1 realizujemy zgodnie z harmonogramem. Spotkania odbyły się w biurze NGO, w sali z windą i pętlą indukcyjną. \
Działanie 2 i 3 przygotowujemy: trwa nabór wolontariuszy i zbieranie tematów do poradników.\
"""
DRAFT = "Do uzupełnienia po zakończeniu cyklu czwartego. Wspomnieć o liście rezerwowej na cykl piąty."


def plan_reports(scene: Scene) -> None:
    first = first_period(scene)
    submit_on = last_working_day(first.end + DAY * 11)
    submit_at = _at(scene, submit_on, hour=11)
    scene.timeline.at(submit_at, partial(_submit, scene, first))
    scene.timeline.at(submit_at + dt.timedelta(days=1, hours=2), partial(correct_lists, scene))
    draft_on = last_working_day(scene.calendar.today)
    scene.timeline.at(_at(scene, draft_on, hour=9), partial(_begin_next, scene, first))


def first_period(scene: Scene) -> Period:
    """The first three months; four where the first cycle ended a little later (today late in the month)."""
    start = scene.calendar.period.start
    three = month_start(start, 3) - DAY
    return Period(start, three if scene.cycle_days[1].days[-1] <= three else month_start(start, 4) - DAY)


def _at(scene: Scene, day: dt.date, *, hour: int) -> dt.datetime:
    return min(clock.moment(day, dt.time(hour)), scene.timeline.now - MINUTE * 60)


def _submit(scene: Scene, period: Period) -> None:
    report = create_report(
        scene.programme,
        kind=Report.Kind.PARTIAL,
        starts_on=period.start,
        ends_on=period.end,
        due_on=period.end + DAY * 30,
        by=scene.coordinator,
    )
    change_report(
        report, narrative=NARRATIVE, narrative_activities=NARRATIVE_ACTIVITIES, by=scene.coordinator
    )
    submit_report(report, by=scene.coordinator)


def _begin_next(scene: Scene, first: Period) -> None:
    end = month_start(scene.calendar.period.start, 6) - DAY
    report = create_report(
        scene.programme,
        kind=Report.Kind.PARTIAL,
        starts_on=first.end + DAY,
        ends_on=end,
        due_on=end + DAY * 30,
        by=scene.coordinator,
    )
    change_report(report, narrative=DRAFT, by=scene.coordinator)
