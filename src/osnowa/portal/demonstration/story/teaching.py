"""Sessions are held: who came, who was late, lists closed, certificates, one of them revoked."""

import datetime as dt
import random
import uuid
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from osnowa.people.models import Account
from osnowa.portal.demonstration.names import TRAINER_OF_FIGURES, TRAINER_OF_TOOLS, TRAINER_OF_WORDS, Member
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.workshops.actions.attendance import (
    close_session,
    correct_attendance,
    mark_attendance,
    mark_rest_present,
)
from osnowa.workshops.actions.certificates import revoke_certificate
from osnowa.workshops.actions.delivery import take_marks
from osnowa.workshops.actions.marking import Device
from osnowa.workshops.actions.needs import delete_needs
from osnowa.workshops.actions.presence import say_presence
from osnowa.workshops.actions.sheets import add_sheet
from osnowa.workshops.documents import attendance_list
from osnowa.workshops.models import Attendance, Certificate, Enrolment, Session
from osnowa.workshops.rules.delivery import Delivered

Mark = Attendance.Mark
TRAINERS: dict[int, tuple[Member, ...]] = {
    1: (TRAINER_OF_TOOLS,),
    2: (TRAINER_OF_TOOLS, TRAINER_OF_WORDS),
    3: (TRAINER_OF_FIGURES,),
    4: (TRAINER_OF_TOOLS,),
    5: (TRAINER_OF_WORDS,),
    6: (TRAINER_OF_WORDS,),
    7: (TRAINER_OF_FIGURES,),
    8: (TRAINER_OF_TOOLS,),
}
STEADY, BUSY = (
    0.72,
    0.92,
)  # up to the first: nearly always there; up to the second: now and then; the rest drop out
COMES = {"steady": 0.95, "busy": 0.74}
LATE = 0.09
LAST_HELD = 2  # index of the running cycle's last held session: its list still waits to be filled in


def plan_teaching(scene: Scene) -> None:
    """Plan attendance of every session held so far; the last one of the running cycle stays without."""
    for number in (1, 2, 3, 4):
        days = scene.cycle_days[number]
        held = LAST_HELD if number == 4 else len(days.days)  # noqa: PLR2004  the running cycle
        for index in range(held):
            scene.timeline.at(days.ends_at(index) - MINUTE * 140, partial(_mark, scene, number, index))
            scene.timeline.at(days.ends_at(index) + MINUTE * 7, partial(_close, scene, number, index))
    running = scene.cycle_days[4]
    scene.timeline.at(running.starts_at(1) - MINUTE * 4, partial(_scan_code, scene, 4, 1))
    scene.timeline.at(running.ends_at(1) + MINUTE * 9, partial(_attach_sheet, scene, 4, 1))
    scene.timeline.at(running.ends_at(LAST_HELD) + MINUTE, partial(_contradict, scene, 4, LAST_HELD))
    last_of_second = scene.cycle_days[2].ends_at(len(scene.cycle_days[2].days) - 1)
    scene.timeline.at(last_of_second + dt.timedelta(days=3), partial(_revoke, scene, 2))
    for number in (1, 2, 3):
        over = scene.cycle_days[number].ends_at(-1)
        scene.timeline.at(over + dt.timedelta(hours=8), delete_needs)


def correct_lists(scene: Scene) -> None:
    """After the report was submitted the coordinator finds two mistakes on lists of the first cycle."""
    marks = Attendance.objects.filter(
        session__cycle=scene.cycles[1], session__number__lte=3, enrolment__state=Enrolment.State.PLACED
    ).select_related("session__cycle", "enrolment")
    absent = marks.filter(mark=Mark.ABSENT).order_by("pk").first()
    late = marks.filter(mark=Mark.LATE).order_by("pk").first()
    if absent is not None:
        reason = "Podpis jest na papierowej liście, w systemie zaznaczono nieobecność."
        correct_attendance(absent.session, absent.enrolment, Mark.PRESENT, 0, reason, by=scene.coordinator)
    if late is not None:
        reason = "Uwaga na papierowej liście: wyjście godzinę przed końcem, nie spóźnienie."
        correct_attendance(late.session, late.enrolment, Mark.PRESENT, 60, reason, by=scene.coordinator)


def _session(scene: Scene, number: int, index: int) -> Session:
    return Session.objects.select_related("cycle__programme__operator").get(
        cycle=scene.cycles[number], number=index + 1
    )


def _trainer(scene: Scene, number: int) -> Account:
    return scene.account(TRAINERS[number][0])


def _mark(scene: Scene, number: int, index: int) -> None:
    """The trainer marks the absent and the late one by one, then the rest as present."""
    session, by = _session(scene, number, index), _trainer(scene, number)
    for seat, enrolment in enumerate(_placed(scene, number)):
        dice = random.Random(f"{number}:{seat}:{index}")  # noqa: S311  by seat, so that figures do not hang on the day
        if not _comes(number, seat, index, dice):
            mark_attendance(session, enrolment, Mark.ABSENT, by=by)
        elif dice.random() < LATE:
            missed = dice.choice((10, 15, 20, 30, 45))
            came_at = session.starts_at + MINUTE * missed
            mark_attendance(session, enrolment, Mark.LATE, came_at=came_at, by=by)
    mark_rest_present(session, by=by)


def _placed(scene: Scene, number: int) -> list[Enrolment]:
    return list(
        Enrolment.objects.filter(cycle=scene.cycles[number], state=Enrolment.State.PLACED).order_by("number")
    )


def _scan_code(scene: Scene, number: int, index: int) -> None:
    """Three who come scan the code on the screen before the session begins."""
    coming = [
        enrolment
        for seat, enrolment in enumerate(_placed(scene, number))
        if _comes(number, seat, index, random.Random(f"{number}:{seat}:{index}"))  # noqa: S311  the dice of `_mark`
    ]
    for enrolment in coming[:3]:
        say_presence(_session(scene, number, index), enrolment)


def _attach_sheet(scene: Scene, number: int, index: int) -> None:
    session = _session(scene, number, index)
    upload = SimpleUploadedFile("skan.pdf", attendance_list(session), "application/pdf")
    add_sheet(session, upload, by=_trainer(scene, number))


def _contradict(scene: Scene, number: int, index: int) -> None:
    """The trainer's and the coordinator's phones had no network; about one person they say different things."""
    session = _session(scene, number, index)
    first, second = _placed(scene, number)[:2]
    for device, name, by, said in (
        (
            "0f1e2d3c-0000-4000-8000-00000000000a",
            "Android",
            _trainer(scene, number),
            ((first, "present", 5), (second, "present", 6)),
        ),
        ("5a4b3c2d-0000-4000-8000-00000000000b", "iPhone", scene.coordinator, ((first, "absent", 20),)),
    ):
        marks = [
            Delivered(
                uuid.uuid5(uuid.NAMESPACE_OID, f"{device}:{enrolment.pk}"),
                enrolment.number,
                mark,
                session.starts_at + MINUTE * minutes,
            )
            for enrolment, mark, minutes in said
        ]
        take_marks(session, marks, device=Device(device, name), by=by)


def _comes(number: int, seat: int, index: int, dice: random.Random) -> bool:
    character = random.Random(f"{number}:{seat}").random()  # noqa: S311  as above
    if character < STEADY:
        return dice.random() < COMES["steady"]
    if character < BUSY:
        return dice.random() < COMES["busy"]
    return index == 0 or (index == 1 and dice.random() < COMES["busy"])


def _close(scene: Scene, number: int, index: int) -> None:
    close_session(_session(scene, number, index), by=_trainer(scene, number))


def _revoke(scene: Scene, number: int) -> None:
    certificate = Certificate.objects.filter(enrolment__cycle=scene.cycles[number]).order_by("sequence")[3]
    revoke_certificate(
        certificate,
        Certificate.Reason.MISTAKE,
        because="Zaświadczenie wystawiono na zgłoszenie osoby, która przekazała miejsce koleżance z zespołu.",
        by=scene.coordinator,
    )
