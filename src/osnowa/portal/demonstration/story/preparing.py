"""Sessions are prepared: programme, materials, homework; one goes online, one is called off; calendars are taken."""

import datetime as dt
from functools import partial

from django.core.files.base import ContentFile

from osnowa.lib import audit, clock, typeset
from osnowa.portal.demonstration.calendar import DAY
from osnowa.portal.demonstration.names import TRAINER_OF_TOOLS
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.portal.demonstration.story.teaching import TRAINERS
from osnowa.workshops.actions.busy_times import import_busy_times
from osnowa.workshops.actions.calling_off import call_off_session
from osnowa.workshops.actions.feeds import open_led_feed, open_own_feed
from osnowa.workshops.actions.materials import add_material, set_homework
from osnowa.workshops.actions.sessions import Details, change_session
from osnowa.workshops.models import Enrolment, Material, Session
from osnowa.workshops.rules import agenda

MEETING_ROOM = "https://meet.example.org/osnowa-cykl-6"
AGENDA = """17:00 Powitanie i sprawdzenie zadania domowego
17:20 Pokaz na żywym przykładzie jednej organizacji
18:15 Przerwa
18:30 Ćwiczenie w parach na własnych danych
19:40 Pytania, zadanie do domu"""
HOMEWORK = """Ustal z zespołem, kto odpowiada za to, co dziś powstało.
Przynieś jeden przykład, który nie zadziałał."""
CALLED_OFF = "Tego dnia nikt z zespołu nie może poprowadzić zajęć. Temat wejdzie do pozostałych spotkań."
SHEET = "Karta ćwiczenia: porządek w zespole"
CHECKLIST = {
    "title": SHEET,
    "lead": "Wypełnijcie we dwoje. Dziesięć minut, jedna kartka.",
    "items": [
        "Gdzie dziś trzymamy to, czego szukamy najczęściej?",
        "Kto oprócz nas umie to znaleźć?",
        "Co przestanie działać, gdy jedna osoba zachoruje?",
        "Jedna rzecz, którą zmienimy do następnego spotkania:",
        "Kto to zrobi i do kiedy:",
    ],
}
BUSY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//Szkoła//PL
BEGIN:VEVENT
UID:lekcje@example.org
DTSTART;TZID=Europe/Warsaw:{day}T080000
DTEND;TZID=Europe/Warsaw:{day}T143000
RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=40
SUMMARY:Lekcje
END:VEVENT
END:VCALENDAR
"""


def plan_preparing(scene: Scene) -> None:
    at = scene.timeline.at
    for number in (1, 4):
        first_end = scene.cycle_days[number].ends_at(0)
        at(first_end - DAY * 2, partial(_prepare, scene, number))
        at(first_end + MINUTE * 50, partial(_hand_out, scene, number))
    at(scene.timeline.now - dt.timedelta(hours=30), partial(_move_online, scene))
    at(scene.timeline.now - dt.timedelta(hours=29), partial(_call_off, scene))
    at(scene.timeline.now - dt.timedelta(hours=28), partial(_take_calendars, scene))


def _session(scene: Scene, number: int, place: int) -> Session:
    return Session.objects.select_related("cycle__programme__operator").get(
        cycle=scene.cycles[number], number=place
    )


def _change(scene: Scene, session: Session, **details: object) -> None:
    change_session(
        session,
        title=session.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.place,
        details=Details(**details),  # type: ignore[arg-type]
        by=scene.coordinator,
    )


def _prepare(scene: Scene, number: int) -> None:
    """Two days before: what happens when, and something to read for everybody."""
    session, trainer = _session(scene, number, 1), scene.account(TRAINERS[number][0])
    _change(scene, session, agenda=tuple(agenda.points(AGENDA)))
    add_material(
        session,
        title="Zanim przyjdziesz: trzy pytania do zespołu",
        moment=Material.Moment.BEFORE,
        access=Material.Access.PUBLIC,
        licence=Material.Licence.CC_BY,
        author=trainer.get_full_name(),
        link="https://www.example.org/trzy-pytania",
        submission_key=f"przed-{number}",
        by=trainer,
    )


def _hand_out(scene: Scene, number: int) -> None:
    """After the session: the sheet of the exercise, and homework."""
    session, trainer = _session(scene, number, 1), scene.account(TRAINERS[number][0])
    content = typeset.pdf("portal/papers/exercise_sheet.typ", CHECKLIST, title=SHEET, language="pl")
    add_material(
        session,
        title=SHEET,
        author=trainer.get_full_name(),
        licence=Material.Licence.CC_BY_SA,
        upload=ContentFile(content, name="karta-cwiczenia.pdf"),
        submission_key=f"po-{number}",
        by=trainer,
    )
    due_on = session.ends_at.astimezone(clock.WARSAW).date() + DAY * 6
    set_homework(session, HOMEWORK, due_on, by=trainer)


def _move_online(scene: Scene) -> None:
    _change(scene, _session(scene, 6, 2), online_url=MEETING_ROOM, agenda=tuple(agenda.points(AGENDA)))


def _call_off(scene: Scene) -> None:
    last = Session.objects.filter(cycle=scene.cycles[5]).order_by("number").last()
    if last is not None:
        call_off_session(last, CALLED_OFF, by=scene.coordinator)


def _take_calendars(scene: Scene) -> None:
    placed = Enrolment.objects.filter(cycle=scene.cycles[4], state=Enrolment.State.PLACED)
    open_own_feed(placed.select_related("person").earliest("number").person, by=audit.PARTICIPANT)
    trainer = scene.account(TRAINER_OF_TOOLS)
    open_led_feed(trainer, by=trainer)
    day = clock.today() - DAY * clock.today().weekday()
    file = ContentFile(BUSY.format(day=f"{day:%Y%m%d}").encode(), name="szkola.ics")
    import_busy_times(trainer, file, source="szkoła", by=trainer)  # type: ignore[arg-type]  # reads as an upload
