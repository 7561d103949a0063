"""Dates are looked for: the coordinator asked a few days ago, most people answered, one draft lies ready."""

import datetime as dt
import random
from functools import partial

from osnowa.coworking.models import Resource
from osnowa.lib import audit, clock
from osnowa.people.actions import person_of
from osnowa.people.models import Account, Person
from osnowa.portal.demonstration.calendar import DAY, TUESDAY, WEEK
from osnowa.portal.demonstration.story.scene import Scene
from osnowa.portal.demonstration.story.teaching import TRAINERS
from osnowa.timetable.actions.means import save_leader, save_room
from osnowa.timetable.actions.plans import make_plan
from osnowa.timetable.actions.slots import add_usual_slots, open_asking, tick_dates
from osnowa.timetable.models import Asking, Tick, WeeklySlot
from osnowa.timetable.queries.plans import Wanted, cycles_to_plan
from osnowa.timetable.queries.slots import asked
from osnowa.timetable.rules.times import weeks

HOUR = dt.timedelta(hours=1)
ANSWERED = 0.75  # share of the people who have answered
EVENING = dt.time(16)
ROOM_ELSEWHERE = "Świetlica osiedlowa (przykład), ul. Przykładowa 12"
SEED = 2027


def plan_timetable(scene: Scene) -> None:
    now = scene.timeline.now
    scene.timeline.at(now - 26 * HOUR, partial(_ask, scene))
    scene.timeline.at(now - 3 * HOUR, partial(_answer, scene))
    scene.timeline.at(now - 2 * HOUR, partial(_draft, scene))


def _ask(scene: Scene) -> None:
    by, today = scene.coordinator, clock.today()
    add_usual_slots(scene.programme, by=by)
    monday = today + WEEK - DAY * today.weekday()
    open_asking(
        scene.programme,
        starts_on=monday,
        ends_on=monday + WEEK * 12 - DAY,
        answer_until=today + WEEK,
        by=by,
    )


def _answer(scene: Scene) -> None:
    """Its own dice, so that the rest of the story stays as it was."""
    dice = random.Random(SEED)  # noqa: S311  a story, not a secret
    asking = Asking.objects.get(programme=scene.programme)
    slots = list(WeeklySlot.objects.filter(programme=scene.programme))
    people = {enrolment.person_id: enrolment.person for enrolment in asked(scene.programme)}
    for person in people.values():
        if dice.random() < ANSWERED:
            _tick(dice, asking, slots, person, by=audit.PARTICIPANT)
    for account in {account.pk: account for account in _trainers(scene)}.values():
        _tick(dice, asking, slots, person_of(account, by=account), by=account)


def _trainers(scene: Scene) -> list[Account]:
    return [scene.account(member) for members in TRAINERS.values() for member in members]


def _tick(
    dice: random.Random, asking: Asking, slots: list[WeeklySlot], person: Person, *, by: object
) -> None:
    """Most people come in the evening, some in the daytime, and hardly anybody on Friday evening."""
    likes_evenings = dice.random() < 0.7  # noqa: PLR2004  seven of ten
    ticks = {}
    for slot in slots:
        chance = 0.75 if (slot.starts >= EVENING) == likes_evenings else 0.25
        if slot.weekday > TUESDAY + 2:
            chance /= 2
        roll = dice.random()
        if roll < chance:
            ticks[slot.pk] = Tick.Answer.YES.value
        elif roll < chance + 0.15:
            ticks[slot.pk] = Tick.Answer.IF_NEED_BE.value
    closed = [monday for monday in weeks(asking.starts_on, asking.ends_on) if dice.random() < 0.08]  # noqa: PLR2004
    tick_dates(asking, person, ticks=ticks, closed=closed, by=by)  # type: ignore[arg-type]


def _draft(scene: Scene) -> None:
    by, programme = scene.coordinator, scene.programme
    resource = (
        Resource.objects.filter(space__operator=programme.operator, kind=Resource.Kind.ROOM, is_active=True)
        .order_by("pk")
        .first()
    )
    if resource is not None:
        save_room(programme, name="", capacity=resource.capacity, resource=resource, by=by)
    save_room(programme, name=ROOM_ELSEWHERE, capacity=30, by=by)
    asking = Asking.objects.get(programme=programme)
    ahead = [
        cycle
        for cycle in cycles_to_plan(programme)
        if not cycle.sessions.filter(starts_at__lte=clock.now()).exists()
    ]
    for account in {account.pk: account for account in _trainers(scene)}.values():
        save_leader(programme, account, cycles=ahead, most_hours=9, by=by)
    make_plan(
        programme,
        [
            Wanted(cycle, max(cycle.sessions_count, 4), 180, near_days=5, far_days=14, may_move=True)  # type: ignore[attr-defined]
            for cycle in ahead
        ],
        starts_on=asking.starts_on,
        ends_on=asking.ends_on,
        seconds=0,
        by=by,
    )
