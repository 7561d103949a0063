"""`osnowa import-krs FILE... | --number KRS [--json]`: take over answers of the court register."""
# ruff: noqa: N999  the file is named as the command is typed

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import import_register_answer
from osnowa.people.registers import krs, krs_client
from osnowa.people.registers.krs import AnswerFaultyError, RegisterRecord


class Command(BaseCommand):
    help = "Import answers of the court register (KRS) from files, or fetch them by number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", help="answers as JSON (OdpisAktualny)")
        parser.add_argument(
            "--number", action="append", default=[], metavar="KRS", help="fetch this number; may be repeated"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        if not options["files"] and not options["number"]:
            raise CommandError("Name at least one FILE, or a --number.")
        told: dict[str, Any] = {"imported": 0, "updated": 0, "unchanged": 0, "failed": []}
        for name, read in [
            *((f, _from_file) for f in options["files"]),
            *((n, _from_register) for n in options["number"]),
        ]:
            try:
                done = import_register_answer(read(name), by=None)
            except AnswerFaultyError as faulty:
                told["failed"].append({"file": name, "reason": faulty.told(_)})
            except RuleBroken as broken:
                told["failed"].append({"file": name, "reason": str(broken.message)})
            else:
                told[done.outcome] += 1
        self._tell(told, as_json=options["json"])
        if told["failed"]:
            raise SystemExit(1)

    def _tell(self, told: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for failure in told["failed"]:
            self.stderr.write(f"{failure['file']}: {failure['reason']}")
        self.stdout.write(
            f"imported {told['imported']}, updated {told['updated']}, unchanged {told['unchanged']},"
            f" failed {len(told['failed'])}"
        )


def _from_file(name: str) -> RegisterRecord:
    path = Path(name)
    try:
        if path.stat().st_size > krs.LARGEST:
            raise krs.too_large()
        return krs.read(path.read_bytes())
    except OSError as error:
        raise AnswerFaultyError(
            "unreadable", krs.gettext_noop("The file cannot be read: %(why)s."), why=error.strerror or error
        ) from None


def _from_register(number: str) -> RegisterRecord:
    return krs_client.fetch(number, base_url=settings.KRS_BASE_URL)
