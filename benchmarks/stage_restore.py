"""What the drill of restoring asks of an installation: furnish it, take its fingerprint, write meanwhile."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction
from wagtail.documents.models import Document

from osnowa.lib import clock
from osnowa.lib.models import AuditLine, OutgoingMail
from tests.factories.people import AccountFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory
from tests.factories.workshops import AttendanceFactory, CycleFactory, EnrolmentFactory

TRAINER = "trenerka@example.org"
SCRIBBLE = "benchmarks.scribble"


def furnish(*, people: int, files: int) -> dict[str, Any]:
    """A programme with people, attendance and uploads. Gives a trainer's address and that of a file that opens."""
    shown = ProgrammeFactory(clause=True, slug="odtworzenie")
    cycle = CycleFactory(programme=shown, capacity=people, sessions=4)
    for _ in range(people):
        enrolment = EnrolmentFactory(cycle=cycle)
        for session in cycle.sessions.all():
            AttendanceFactory(enrolment=enrolment, session=session)
    TeamMemberFactory(programme=shown, account=AccountFactory(email=TRAINER), trainer=True)
    for number in range(files):
        content = ContentFile(f"Zażółć gęślą jaźń {number}\n".encode() * 500, name=f"żółw {number}.txt")
        document = Document.objects.create(title=f"Plik {number}", file=content)
    return {"email": TRAINER, "page": "/praca/odtworzenie/", "file": document.url}


def fingerprint() -> dict[str, Any]:
    """Of every table how many rows and a checksum of all of them, in whatever order; of every file a checksum."""
    with connection.cursor() as cursor:
        names = sorted(
            table.name
            for table in connection.introspection.get_table_list(cursor)
            if table.type in {"t", "p"} and not _is_virtual(table.name)
        )
        tables = {}
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            total, rows = 0, 0
            for row in cursor:
                total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest())
                rows += 1
            tables[name] = [rows, f"{total % 2**256:064x}"]
    root = Path(settings.MEDIA_ROOT)
    files = {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    key = hashlib.sha256(settings.SECRET_KEY.encode()).hexdigest()
    return {"tables": tables, "files": files, "key": key}


def _is_virtual(table: str) -> bool:
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
        return "VIRTUAL TABLE" in cursor.fetchone()[0][:40].upper()


def sign_in_code(*, email: str) -> str:
    letter = OutgoingMail.objects.filter(to=email, template="portal/sign_in_code").latest("pk")
    return next(word for word in letter.text.split() if word.replace("-", "").isdigit() and "-" in word)


def scribble(*, seconds: float) -> int:
    """Write pairs of lines, each pair in one transaction, as fast as it goes; how many pairs."""
    until, pairs = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        pairs += 1
        with transaction.atomic():
            for half in (1, 2):
                AuditLine.objects.create(
                    happened_at=clock.now(),
                    deed=SCRIBBLE,
                    actor="system",
                    subject_kind=SCRIBBLE,
                    subject_id=pairs,
                    detail={"half": half},
                )
    return pairs


def scribbled() -> dict[str, int]:
    """How many pairs there are, and how many are not whole or lack one before them."""
    lines = AuditLine.objects.filter(deed=SCRIBBLE).values_list("subject_id", flat=True)
    seen = sorted(lines)
    whole = sorted([*range(1, len(seen) // 2 + 1)] * 2)
    return {
        "pairs": len(seen) // 2,
        "torn": sum(a != b for a, b in zip(seen, whole, strict=False)) + len(seen) % 2,
    }


DEEDS: dict[str, Callable[..., Any]] = {
    "furnish": furnish,
    "fingerprint": fingerprint,
    "sign_in_code": sign_in_code,
    "scribble": scribble,
    "scribbled": scribbled,
}
