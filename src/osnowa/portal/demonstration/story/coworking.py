"""The office: set up by its host, lived in for some weeks, booked for the days ahead."""

import datetime as dt
from functools import partial

from osnowa.coworking.actions.bookings import book, cancel_booking
from osnowa.coworking.actions.spaces import add_resource, close_day, create_space, set_opening_hours
from osnowa.coworking.actions.visits import check_in, end_visit, note_no_shows, note_walk_in
from osnowa.coworking.models import Booking, Resource, Space
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.holidays import is_public_holiday
from osnowa.people.actions import person_of
from osnowa.people.models import Account, Organisation
from osnowa.portal.demonstration.calendar import DAY
from osnowa.portal.demonstration.names import HOST
from osnowa.portal.demonstration.story.scene import MINUTE, Scene

NAME = "Biuro NGO w centrum Białegostoku"
ADDRESS = "ul. Przykładowa 7, II piętro, 15-000 Białystok"
DESCRIPTION = """\
Osiem biurek, sala na 12 osób, szybki internet, drukarka i kuchnia. Dla organizacji i grup nieformalnych, bezpłatnie.

Możesz tu popracować, spotkać się z zespołem albo porozmawiać z inną organizacją przy kawie.\
"""
ACCESSIBILITY = """\
Wejście bez progu, winda z głosem i przyciskami w alfabecie Braille'a, toaleta dostosowana na II piętrze.
W sali pętla indukcyjna. Możesz wejść z psem asystującym. Dwa biurka mają regulowaną wysokość.\
"""
HOUSE_RULES = """\
Rezerwujesz dla swojej organizacji lub grupy. Nie możesz przyjść? Odwołaj rezerwację.
Przy biurkach rozmawiamy cicho, telefony odbieramy w kuchni.
Po spotkaniu w sali zostaw porządek i przewietrz.
Kawa, herbata i drukarka (do 20 stron dziennie) są wspólne.\
"""
DESKS = (
    ("Biurko 1", "przy oknie"),
    ("Biurko 2", "przy oknie"),
    ("Biurko 3", "ciche"),
    ("Biurko 4", "ciche"),
    ("Biurko 5", "regulowane"),
    ("Biurko 6", "regulowane"),
    ("Biurko 7", "przy kuchni"),
    ("Biurko 8", "przy drukarce"),
)
ROOM = ("Kądziel", "sala, 12 osób")
OPENS, CLOSES, CLOSES_ON_SATURDAY = dt.time(8), dt.time(20), dt.time(14)
WEEKS_BEFORE, DAYS_AHEAD = 6, 12
PURPOSES = (
    "wniosek o dotację",
    "zebranie zarządu",
    "strona internetowa",
    "rozliczenie projektu",
    "",
    "",
    "plakaty",
)
WALK_INS = (
    "Fundacja Nitki",
    "Koło Fotograficzne Kadr",
    "sąsiedzi z osiedla",
    "Stowarzyszenie Rowerowy Wschód",
)
COMES, CANCELS = 0.82, 0.1  # shares of bookings; the rest stay away
STARTS = (8, 9, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17)


def plan_coworking(scene: Scene) -> None:
    """Plan the office's life from some weeks ago to the days ahead; members enter later, and `live_in` with them."""
    scene.timeline.at(scene.setup_at + MINUTE * 300, partial(_set_up, scene))


def live_in(scene: Scene) -> None:
    """Members are known now: from tomorrow on they book, and the host writes down who comes."""
    today, dice = scene.calendar.today, scene.dice
    first = max(clock.today() + DAY, today - DAY * 7 * WEEKS_BEFORE)
    for number in range((today - first).days + DAYS_AHEAD + 1):
        day = first + DAY * number
        if day.weekday() == 6 or is_public_holiday(day):  # noqa: PLR2004  Sunday
            continue
        busy = 3 if day < today else max(3, 12 - (day - today).days)
        for order in range(dice.randint(max(1, busy - 2), busy)):
            _plan_booking(scene, day, order)
        if day < today:
            _plan_walk_in(scene, day)
            scene.timeline.at(clock.moment(day, dt.time(20, 40)), partial(_note_no_shows, scene))
    scene.timeline.at(_before(scene, MINUTE * 170), partial(_close_a_day, scene))


def _set_up(scene: Scene) -> None:
    by = scene.account(HOST)
    space = create_space(
        scene.programme.operator,
        programme=scene.programme,
        name=NAME,
        address=ADDRESS,
        description=DESCRIPTION,
        accessibility=ACCESSIBILITY,
        house_rules=HOUSE_RULES,
        weeks_ahead=8,
        is_example=True,
        by=by,
    )
    hours = dict.fromkeys(range(5), (OPENS, CLOSES))
    set_opening_hours(space, {**hours, 5: (OPENS, CLOSES_ON_SATURDAY)}, programme=scene.programme, by=by)
    for order, (name, note) in enumerate((*DESKS, ROOM), start=1):
        is_room = name == ROOM[0]
        add_resource(
            space,
            programme=scene.programme,
            name=name,
            note=note,
            kind=Resource.Kind.ROOM if is_room else Resource.Kind.DESK,
            capacity=12 if is_room else 1,
            buffer_minutes=15 if is_room else 0,
            order=order,
            by=by,
        )


def _space(scene: Scene) -> Space:
    return Space.objects.get(operator=scene.programme.operator)


def _before(scene: Scene, length: dt.timedelta) -> dt.datetime:
    return scene.timeline.now - length


def _plan_booking(scene: Scene, day: dt.date, order: int) -> None:
    """Booked up to six days before; whoever does not come has cancelled, or simply stays away."""
    dice = scene.dice
    hour, length = dice.choice(STARTS), dice.choice((1, 2, 2, 3, 4))
    closes = CLOSES_ON_SATURDAY if day.weekday() == 5 else CLOSES  # noqa: PLR2004  Saturday
    end = min(hour + length, closes.hour)
    if end <= hour:
        return
    organisation, account = dice.choice(scene.members)
    starts_at, ends_at = clock.moment(day, dt.time(hour)), clock.moment(day, dt.time(end))
    booked_at = clock.moment(day - DAY * dice.randint(1, 6), dt.time(dice.randint(9, 20), dice.randrange(60)))
    booked_at = min(max(booked_at, clock.now() + MINUTE), _before(scene, MINUTE * dice.randint(60, 900)))
    resource = ROOM[0] if dice.random() < 0.15 else dice.choice(DESKS)[0]  # noqa: PLR2004  a room now and then
    luck = dice.random()
    scene.timeline.at(
        booked_at,
        partial(
            _book, scene, organisation, account, resource, (starts_at, ends_at), f"pokaz-{day}-{order}", luck
        ),
    )


def _book(  # noqa: PLR0917  one deed of the story has all of it
    scene: Scene,
    organisation: Organisation,
    account: Account,
    name: str,
    when: tuple[dt.datetime, dt.datetime],
    key: str,
    luck: float,
) -> None:
    resource = Resource.objects.select_related("space").get(space=_space(scene), name=name)
    try:
        booking = book(
            resource,
            starts_at=when[0],
            ends_at=when[1],
            person=person_of(account, by=account),
            organisation=organisation,
            purpose=PURPOSES[int(luck * 1000) % len(PURPOSES)],
            submission_key=key,
            by=account,
        )
    except RuleBroken:  # the place is taken or the time is over: they do without, as people do
        return
    now, latest = clock.now(), _before(scene, MINUTE * 20)
    if luck > COMES and luck < COMES + CANCELS:
        gives_up = now + (min(when[0], latest) - now) * 0.7
        if now < gives_up < when[0]:
            scene.timeline.at(gives_up, partial(cancel_booking, booking, by=account))
    elif luck <= COMES and when[0] + MINUTE * 5 < latest:
        scene.timeline.at(
            when[0] + MINUTE * int(luck * 12), partial(_check_in, scene, booking, when[1], latest)
        )


def _check_in(scene: Scene, booking: Booking, ends_at: dt.datetime, latest: dt.datetime) -> None:
    visit = check_in(booking, by=scene.account(HOST))
    if ends_at < latest:
        scene.timeline.at(ends_at, partial(end_visit, visit, by=scene.account(HOST)))


def _plan_walk_in(scene: Scene, day: dt.date) -> None:
    if scene.dice.random() < 0.3:  # noqa: PLR2004  about every third day
        came_at = clock.moment(day, dt.time(scene.dice.randint(9, 13), scene.dice.randrange(60)))
        typed = scene.dice.choice(WALK_INS)
        scene.timeline.at(came_at, partial(_walk_in, scene, typed, f"wejscie-{day}"))


def _walk_in(scene: Scene, typed: str, key: str) -> None:
    by = scene.account(HOST)
    visit = note_walk_in(
        _space(scene), scene.programme, name="", email="", organisation=typed, submission_key=key, by=by
    )
    scene.timeline.at(clock.now() + MINUTE * 55, partial(end_visit, visit, by=by))


def _note_no_shows(scene: Scene) -> None:
    note_no_shows(_space(scene))


def _close_a_day(scene: Scene) -> None:
    """A day some weeks ahead, on which nobody has booked yet."""
    day = clock.today() + DAY * 30
    while day.weekday() == 6 or is_public_holiday(day):  # noqa: PLR2004  Sunday
        day += DAY
    close_day(
        _space(scene),
        day,
        "malowanie sali",
        accept_cancellations=False,
        programme=scene.programme,
        by=scene.account(HOST),
    )
