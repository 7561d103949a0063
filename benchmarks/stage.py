"""Runs inside a scratch installation: sets things up and counts them. JSON lines in, JSON lines out."""

import datetime as dt
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osnowa.project.settings")
django.setup()

from django.db import connection  # noqa: E402  Django first
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks import stage_newsletter, stage_race, stage_reserve, stage_restore  # noqa: E402
from osnowa.knowledge.models import ArticlePage  # noqa: E402
from osnowa.lib import clock  # noqa: E402
from osnowa.lib.models import OutgoingMail  # noqa: E402
from osnowa.programme.models import Programme  # noqa: E402
from osnowa.workshops import documents  # noqa: E402
from osnowa.workshops.actions import certificates  # noqa: E402
from osnowa.workshops.clock import issue_the_rest  # noqa: E402
from osnowa.workshops.models import Attendance, Certificate, Cycle, Enrolment  # noqa: E402
from tests.factories.knowledge import ArticlePageFactory  # noqa: E402
from tests.factories.programme import ProgrammeFactory  # noqa: E402
from tests.factories.workshops import (  # noqa: E402
    AttendanceFactory,
    CertificateFactory,
    CycleFactory,
    EnrolmentFactory,
    SessionFactory,
)

State = Enrolment.State


def programme() -> Programme:
    return Programme.objects.first() or ProgrammeFactory(clause=True, slug="pomiar")


def cycle(*, places: int, sessions: int = 4) -> dict[str, Any]:
    """A published cycle that recruits now."""
    made = CycleFactory(programme=programme(), capacity=places, sessions=sessions)
    return {"id": made.pk, "path": reverse("workshops:cycle", args=[made.programme.slug, made.slug])}


def outcome(*, cycle: int) -> dict[str, Any]:
    """Who has a place and who waits, and whether both stand in the order of arrival."""
    rows = list(Enrolment.objects.filter(cycle_id=cycle).order_by("number"))
    placed = [row.number for row in rows if row.state == State.PLACED]
    waiting = [row.number for row in rows if row.state == State.RESERVE]
    return {
        "placed": len(placed),
        "reserved": len(waiting),
        "in_order": placed + waiting == list(range(1, len(rows) + 1)),
        "capacity": Cycle.objects.get(pk=cycle).capacity,
    }


def lost(*, tokens: list[str]) -> list[str]:
    """Of those to whom a page said yes: who is not in the database, or has no letter."""
    found = dict(Enrolment.objects.filter(token__in=tokens).values_list("token", "pk"))
    letters = set(
        OutgoingMail.objects.filter(
            about_kind="workshops.enrolment", about_id__in=found.values()
        ).values_list("about_id", flat=True)
    )
    return [token for token in tokens if found.get(token) not in letters]


def letters() -> dict[str, int]:
    return {state: OutgoingMail.objects.filter(state=state).count() for state in OutgoingMail.State.values}


def life(*, people: int = 12) -> dict[str, str]:
    """A cycle with people, attendance and one certificate. Gives the addresses of pages that show it."""
    shown = CycleFactory(programme=programme(), capacity=people + 4, sessions=4)
    enrolments = [EnrolmentFactory(cycle=shown) for _ in range(people)]
    for enrolment in enrolments:
        for session in shown.sessions.all():
            AttendanceFactory(enrolment=enrolment, session=session, mark=Attendance.Mark.PRESENT)
    certificate = CertificateFactory(enrolment=enrolments[0], code="7K4Q-2MXD")
    slug = shown.programme.slug
    return {
        "home": reverse("portal:home"),
        "programme": reverse("portal:programme", args=[slug]),
        "cycles": reverse("workshops:cycles", args=[slug]),
        "cycle": reverse("workshops:cycle", args=[slug, shown.slug]),
        "own enrolment": reverse("workshops:enrolment", args=[enrolments[0].token]),
        "article": article().url,
        "certificate check": settled(reverse("workshops:verify", args=[certificate.code])),
    }


def article() -> ArticlePage:
    """Some 900 words with headings and a table of contents, and others to read next."""
    where, words = programme(), "Umówcie się, kto odpisuje, i zapiszcie to w jednym miejscu. " * 20
    for _ in range(6):
        ArticlePageFactory(published=True, programme=where)
    chapters = "".join(f"<h2>Rozdział {number}</h2><p>{words}</p>" for number in range(1, 6))
    return ArticlePageFactory(published=True, programme=where, body=chapters, competences="2.4,4.1")


def settled(path: str) -> str:
    """Where an address leads in the end, e.g. to the usual spelling of a code."""
    answer = Client(headers={"host": "localhost"}).get(path)
    return answer.headers.get("Location", path)


def queries(*, path: str) -> int:
    """How many queries a page costs, when nothing is remembered from a page before."""
    client = Client(headers={"host": "localhost"})
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return len(found)


def issue(*, people: int) -> dict[str, float]:
    """Seconds in which certificates of a finished cycle are issued as the worker does it, letters included."""
    now = clock.now()
    ended = CycleFactory(
        programme=programme(),
        capacity=people,
        sessions=0,
        recruitment_opens_at=now - dt.timedelta(days=60),
        recruitment_closes_at=now - dt.timedelta(days=50),
    )
    for number in range(1, 5):
        starts_at = now - dt.timedelta(days=40 - 7 * number)
        SessionFactory(
            cycle=ended,
            number=number,
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=3),
            closed_at=starts_at + dt.timedelta(hours=4),
        )
    for _ in range(people):
        enrolment = EnrolmentFactory(cycle=ended)
        for session in ended.sessions.all():
            AttendanceFactory(enrolment=enrolment, session=session)
    began = time.perf_counter()
    certificates.issue_certificates(ended, by=None)
    issue_the_rest()
    seconds = time.perf_counter() - began
    issued = Certificate.objects.filter(enrolment__cycle=ended)
    letters = OutgoingMail.objects.filter(
        about_kind="workshops.certificate", about_id__in=issued.values("pk")
    )
    return {"issued": issued.count(), "letters": letters.count(), "seconds": round(seconds, 2)}


def certificate(*, times: int) -> dict[str, float]:
    """Milliseconds for one certificate: processor and wall, the middle of so many."""
    paper = Certificate.objects.select_related("enrolment__cycle__programme").first()
    if paper is None:
        life(people=1)
        paper = Certificate.objects.get()
    facts = {
        **paper.facts,
        "programme": paper.programme.title,
        "sessions": ["z e-maila na tablicę", "terminy i osoby", "narada przy tablicy", "przekazanie tablicy"],
        "outcomes": ["prowadzić tablicę zadań zespołu", "uczyć korzystania z niej innych"],
        "attended": 4,
    }
    cpu, wall = [], []
    size = 0
    for number in range(times):
        paper.facts = {
            **facts,
            "name": f"Maria Przykładowa {number}",
        }  # nothing to remember from the last one
        began, began_cpu = time.perf_counter(), time.process_time()
        size = len(documents.certificate(paper))
        cpu.append(time.process_time() - began_cpu)
        wall.append(time.perf_counter() - began)
    middle = times // 2
    return {"cpu_ms": sorted(cpu)[middle] * 1000, "ms": sorted(wall)[middle] * 1000, "bytes": size}


DEEDS: dict[str, Callable[..., Any]] = {
    "cycle": cycle,
    "outcome": outcome,
    "lost": lost,
    "letters": letters,
    "life": life,
    "queries": queries,
    "certificate": certificate,
    "issue": issue,
    **stage_restore.DEEDS,
    **stage_race.DEEDS,
    **stage_reserve.DEEDS,
    **stage_newsletter.DEEDS,
}


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"value": DEEDS[asked.pop("deed")](**asked)}
        except Exception:  # noqa: BLE001  the asker shows it
            answer = {"error": traceback.format_exc()}
        connection.close()  # scratch databases are copied and dropped while this process waits
        sys.stdout.write(json.dumps(answer, default=_as_text) + "\n")
        sys.stdout.flush()


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


if __name__ == "__main__":
    main()
