"""When cycles meet: ticks of people and trainers, rooms, drafts."""

from types import SimpleNamespace
from typing import Any

from osnowa.timetable.models import Asking, Plan, PlannedSession, Room, WeeklySlot
from osnowa.workshops.models import Cycle, Enrolment
from tests.architecture.permission_matrix.shapes import (
    ALL,
    COORD,
    CYCLE,
    OTHER_TRAINER,
    PROGRAMME,
    TRAINER,
    Row,
    Who,
)
from tests.factories.timetable import (
    AskingFactory,
    PlanFactory,
    PlannedCycleFactory,
    PlannedSessionFactory,
    RoomFactory,
    WeeklySlotFactory,
)

TRAINERS: Who = frozenset({TRAINER, OTHER_TRAINER})
DRAFT = f"{PROGRAMME} plan.number"

ROWS: tuple[Row, ...] = (
    # everybody's own
    Row("timetable:dates", "enrolment.token", get=ALL, post=ALL, note="by the link of a sign-up"),
    Row(
        "timetable:own_dates",
        PROGRAMME,
        get=TRAINERS,
        post=TRAINERS,
        note="and participants: tests/timetable",
    ),
    # the coordinator
    Row("timetable:home", PROGRAMME, get=COORD),
    Row("timetable:slots", PROGRAMME, get=COORD, post=COORD),
    Row("timetable:slots_usual", PROGRAMME, get=None, post=COORD),
    Row("timetable:slot_remove", f"{PROGRAMME} weekly_slot.pk", get=COORD, post=COORD),
    Row("timetable:ranking", CYCLE, get=COORD),
    Row("timetable:asking", PROGRAMME, get=COORD, post=COORD),
    Row("timetable:asking_close", PROGRAMME, get=None, post=COORD),
    Row("timetable:asking_remind", PROGRAMME, get=None, post=COORD),
    Row("timetable:room_new", PROGRAMME, get=COORD, post=COORD),
    Row("timetable:room_change", f"{PROGRAMME} timetable_room.pk", get=COORD, post=COORD),
    Row("timetable:room_remove", f"{PROGRAMME} timetable_room.pk", get=None, post=COORD),
    Row("timetable:leader", f"{PROGRAMME} leading.pk", get=COORD, post=COORD),
    Row("timetable:plan_new", PROGRAMME, get=COORD, post=COORD),
    Row("timetable:plan_compare", PROGRAMME, get=COORD),
    Row("timetable:plan", DRAFT, get=COORD),
    Row("timetable:plan_progress", DRAFT, get=COORD),
    Row("timetable:plan_stop", DRAFT, get=None, post=COORD),
    Row("timetable:plan_continue", DRAFT, get=None, post=COORD),
    Row("timetable:plan_remove", DRAFT, get=None, post=COORD),
    Row("timetable:plan_apply", DRAFT, get=COORD, post=COORD),
    Row("timetable:plan_pin", f"{DRAFT} planned_session.pk", get=None, post=COORD),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """One of everything, made by factories in `own.programme`. Names are used by `args`."""
    AskingFactory(programme=own.programme)
    plan = PlanFactory(programme=own.programme, number=first_number)
    PlannedCycleFactory(plan=plan, cycle=own.cycle)
    trainer = own.member.account
    own.programme.team.create(account=trainer, role="trainer")
    return {
        "weekly_slot": WeeklySlotFactory(programme=own.programme),
        "timetable_room": RoomFactory(programme=own.programme),
        "leading": trainer,
        "plan": plan,
        "planned_session": PlannedSessionFactory(plan=plan, cycle=own.cycle),
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    plan = Plan.objects.filter(programme=own.programme).order_by("number").first()
    asked = Asking.objects.filter(programme=own.programme).first()
    cycle = Cycle.objects.filter(programme=own.programme, trainers__isnull=False).order_by("number").first()
    return {
        "weekly_slot": WeeklySlot.objects.filter(programme=own.programme).order_by("pk").first(),
        "timetable_room": Room.objects.filter(programme=own.programme).order_by("pk").first(),
        "leading": cycle.trainers.order_by("pk").first() if cycle else None,
        "plan": plan,
        "planned_session": PlannedSession.objects.filter(plan=plan).order_by("pk").first(),
        "asked_enrolment": Enrolment.objects.filter(cycle__programme=own.programme).first()
        if asked
        else None,
    }
