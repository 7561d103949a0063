"""People sign up, wait, give up, and come from the reserve list."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from osnowa.lib import audit, clock
from osnowa.portal.demonstration.cycles_later import ACCESS_NEEDS
from osnowa.portal.demonstration.story.forms import answers_for
from osnowa.portal.demonstration.story.ranking import answer
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.workshops.actions.enrolment import cancel_enrolment, enrol
from osnowa.workshops.actions.places import release_places

HOURS = (7, 8, 9, 10, 11, 12, 13, 15, 16, 18, 19, 20, 20, 21, 21, 21, 22)  # when volunteers fill in forms
JUST_NOW = MINUTE * 50  # the story stops a little before the present


@dataclass(frozen=True)
class Rush:
    """How many sign up for a cycle, and who of them (by order of arrival, from 0) gives up again."""

    arrivals: int
    give_up: tuple[int, ...] = ()


RUSHES = {
    1: Rush(38, (2, 9, 17, 20)),
    2: Rush(39, (0, 6, 13, 22, 30)),
    3: Rush(34, (4, 11, 15)),
    4: Rush(36, (1, 7, 18, 23)),
    5: Rush(35, (3, 12)),
    6: Rush(15, (5,)),
    7: Rush(14),
}
CAPACITIES = {1: 24, 2: 24, 3: 20, 4: 20, 5: 20, 6: 18, 7: 24, 8: 16}
# Who needs what: (cycle, order of arrival) -> which of ACCESS_NEEDS. The first of them asks to keep it.
NEEDS = {
    (1, 3): 2,
    (2, 5): 3,
    (3, 1): 6,
    (4, 2): 0,
    (4, 9): 4,
    (5, 0): 1,
    (5, 6): 0,
    (6, 4): 7,
    (6, 10): 5,
    (7, 1): 8,
}
KEPT = 0


def plan_recruitment(scene: Scene) -> None:
    """Plan every sign-up that lies in the past, and what becomes of it."""
    for number, rush in RUSHES.items():
        days = scene.cycle_days[number]
        until = min(days.closes_at, scene.timeline.now - JUST_NOW)
        moments = sorted(_moment(scene, days.opens_at, until) for _arrival in range(rush.arrivals))
        for order, moment in enumerate(moments):
            scene.timeline.at(moment, partial(_sign_up, scene, number, order))
            if order in rush.give_up:
                later = max(moment + MINUTE * 30, _moment(scene, moment, until - MINUTE * 15))
                scene.timeline.at(later, partial(_give_up, scene, number, order))
                scene.timeline.at(later + MINUTE * 11, partial(_pass_on, scene, number))


def _moment(scene: Scene, opens_at: dt.datetime, until: dt.datetime) -> dt.datetime:
    """Some moment of the window at an hour at which people fill in forms; more of them at its beginning."""
    dice = scene.dice
    first = opens_at.astimezone(clock.WARSAW).date()
    day = first + dt.timedelta(days=int(((until - opens_at).days + 1) * dice.random() ** 1.7))
    moment = clock.moment(day, dt.time(dice.choice(HOURS), dice.randrange(60), dice.randrange(60)))
    if moment <= opens_at:
        return opens_at + MINUTE * dice.uniform(1, 180)
    if moment >= until:
        return until - MINUTE * dice.uniform(1, 180)
    return moment


def _sign_up(scene: Scene, number: int, order: int) -> None:
    sign_up = scene.crowd.next(number, order)
    need = NEEDS.get((number, order))
    enrolled = enrol(
        scene.cycles[number],
        name=sign_up.somebody.name,
        email=sign_up.somebody.email,
        phone=sign_up.somebody.phone,
        organisation=sign_up.typed,
        needs="" if need is None else ACCESS_NEEDS[need],
        keep_needs=need == KEPT,
        submission_key=f"pokaz-{number}-{order}",
        clause=scene.clause,
        language="pl",
        answers=answers_for(scene, number, order, sign_up.somebody.name),
        by=audit.PARTICIPANT,
    )
    scene.enrolments[number, order] = enrolled.enrolment
    answer(scene, number, order, enrolled.enrolment)


def _give_up(scene: Scene, number: int, order: int) -> None:
    cancel_enrolment(scene.enrolments[number, order], by=audit.PARTICIPANT)


def _pass_on(scene: Scene, number: int) -> None:
    release_places(scene.cycles[number])
