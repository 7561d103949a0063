"""Organisations introduce tools, mentors advise them, volunteers help: from the first members until an hour ago."""

import datetime as dt
import struct
import zlib
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from osnowa.lib import clock
from osnowa.people.models import Account, Organisation
from osnowa.portal.demonstration.adoptions import DISPUTE, RETURNED, TALKS, TOOLS, WORK, StageText, ToolText
from osnowa.portal.demonstration.names import (
    MENTOR,
    MENTOR_OF_FIGURES,
    VOLUNTEER,
    VOLUNTEER_OF_LAW,
    VOLUNTEER_OF_PICTURES,
    Member,
)
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.support.actions.adoption import assign_mentor, record_stage, start_adoption
from osnowa.support.actions.consultation import confirm_consultation, dispute_consultation, log_consultation
from osnowa.support.actions.hours import approve_hours, log_hours, return_hours
from osnowa.support.models import Adoption, Consultation, WorkLog

DAY = dt.timedelta(days=1)
MENTORS: tuple[Member | None, ...] = (None, MENTOR, MENTOR_OF_FIGURES)
VOLUNTEERS: tuple[Member, ...] = (VOLUNTEER, VOLUNTEER_OF_PICTURES, VOLUNTEER_OF_LAW)
LOGS_EACH = 10
FORMS = tuple(Consultation.Form)
MINUTES = (60, 90, 120, 45, 75)
UNANSWERED = {0.72, 0.88, 0.83}  # shares of consultations that still wait for the organisation
DISPUTED = 0.60


def plan_support(scene: Scene) -> None:
    """Runs right after the first members were confirmed, and spreads block 2 from then until now."""
    if not scene.members:
        return
    for number, text in enumerate(TOOLS):
        organisation, member = scene.members[number % len(scene.members)]
        _plan_tool(scene, number, text, organisation, member)
    for number, volunteer in enumerate(VOLUNTEERS):
        _plan_volunteer(scene, number, volunteer)


def _moment(start: dt.datetime, until: dt.datetime, share: float, minute: int) -> dt.datetime:
    """An afternoon at that share of the time, never before the start and never in the last half hour."""
    day = (start + (until - start) * share).astimezone(clock.WARSAW).date()
    moment = clock.moment(day, dt.time(15 + minute // 60 % 4, minute % 60))
    return min(max(moment, start + MINUTE * (1 + minute)), until - MINUTE * 30)


def _plan_tool(
    scene: Scene, number: int, text: ToolText, organisation: Organisation, member: Account
) -> None:
    start, until, at = clock.now(), scene.timeline.now, scene.timeline.at
    made: list[Adoption] = []
    when = partial(_moment, start, until)
    first, *later = text.stages
    at(when(first.share, number), partial(_start, scene, made, text, organisation, member))
    mentor = MENTORS[text.mentor]
    if mentor is not None:
        at(when(first.share + 0.005, number + 30), partial(_assign, scene, made, mentor))
        for talk, share in enumerate(text.talks):
            at(when(share, 90 + number), partial(_talk, scene, made, number + talk, share, mentor, member))
    for stage in later:
        at(when(stage.share, 40 + number), partial(_record, made, stage, member, proof=text.proof))


def _start(
    scene: Scene, made: list[Adoption], text: ToolText, organisation: Organisation, member: Account
) -> None:
    if member.person is not None:
        made.append(
            start_adoption(
                scene.programme,
                organisation,
                tool_name=text.name,
                purpose=text.purpose,
                owner=member.person,
                stage=text.stages[0].stage,
                may_be_named=text.named,
                by=member,
            )
        )


def _assign(scene: Scene, made: list[Adoption], mentor: Member) -> None:
    for adoption in made:
        assign_mentor(adoption, scene.account(mentor), by=scene.coordinator)


def _record(made: list[Adoption], stage: StageText, member: Account, *, proof: bool) -> None:
    shown = proof and stage.stage == "routine"
    for adoption in made:
        upload = SimpleUploadedFile("Zrzut ekranu.png", picture(), "image/png") if shown else None
        record_stage(adoption, stage.stage, clock.today(), note=stage.note, proof_file=upload, by=member)


def _talk(  # noqa: PLR0917  planned with everything that it needs
    scene: Scene, made: list[Adoption], turn: int, share: float, mentor: Member, member: Account
) -> None:
    topic, agreed = TALKS[turn % len(TALKS)]
    for adoption in made:
        talk = log_consultation(
            scene.programme,
            adoption.organisation,
            held_on=clock.today(),
            minutes=120 if share == DISPUTED else MINUTES[turn % len(MINUTES)],
            form=FORMS[turn % len(FORMS)],
            topic=topic,
            agreed=agreed,
            adoption=adoption,
            by=scene.account(mentor),
        )
        answer = min(clock.now() + DAY * (1 + turn % 3) + MINUTE * 47, scene.timeline.now - MINUTE * 20)
        if share == DISPUTED:
            scene.timeline.at(answer, partial(dispute_consultation, talk, DISPUTE, by=member))
        elif share not in UNANSWERED:
            scene.timeline.at(answer, partial(confirm_consultation, talk, by=member))


def _plan_volunteer(scene: Scene, number: int, member: Member) -> None:
    start, until = clock.now(), scene.timeline.now
    for turn in range(LOGS_EACH):
        moment = _moment(start, until, (turn + 0.3 + number * 0.2) / LOGS_EACH, 150 + number)
        scene.timeline.at(moment, partial(_work, scene, number, turn, member))


def _work(scene: Scene, number: int, turn: int, member: Member) -> None:
    """The volunteer writes it down in the evening; the coordinator approves two mornings later, but for the last."""
    organisation = scene.members[(turn * 3 + number) % len(scene.members)][0] if turn % 3 else None
    log = log_hours(
        scene.programme,
        done_on=clock.today(),
        minutes=60 + 15 * ((turn * 5 + number * 3) % 13),
        what=WORK[number][turn % len(WORK[number])],
        organisation=organisation,
        by=scene.account(member),
    )
    if turn == LOGS_EACH - 1:
        return
    answer = min(clock.now() + DAY * 2 - MINUTE * 440, scene.timeline.now - MINUTE * 15)
    if (number, turn) == (1, LOGS_EACH - 4):
        scene.timeline.at(answer, partial(_return, scene, log))
    else:
        scene.timeline.at(answer, partial(_approve, scene, log))


def _approve(scene: Scene, log: WorkLog) -> None:
    approve_hours(log, by=scene.coordinator)


def _return(scene: Scene, log: WorkLog) -> None:
    return_hours(log, RETURNED, by=scene.coordinator)


def picture() -> bytes:
    """A screenshot that shows nothing: a small grey PNG with a green band, made by hand."""
    width, height = 320, 180
    rows = [(b"\x1e\x4d\x3a" if y < 24 else b"\xf2\xec\xdd") * width for y in range(height)]  # noqa: PLR2004  the band

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    pixels = zlib.compress(b"".join(b"\x00" + row for row in rows))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
