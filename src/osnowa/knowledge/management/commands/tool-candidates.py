"""`osnowa tool-candidates FILE [--json]`: take over a list of tools that others keep, as candidates for editors."""
# ruff: noqa: N999  the file is named as the command is typed

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from osnowa.knowledge.actions import import_candidates
from osnowa.knowledge.registers import tool_lists
from osnowa.knowledge.registers.tool_lists import ListFaultyError

FAULTS_SHOWN = 50


class Command(BaseCommand):
    help = (
        "Import tools from a list (awesome-selfhosted, european-alternatives) as candidates of the catalogue."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the list as JSON")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        path = Path(options["file"])
        try:
            if path.stat().st_size > tool_lists.LARGEST:
                raise CommandError(_("The file is larger than any such list (20 MB)."))
            reading = tool_lists.read(path.read_bytes())
        except OSError as error:
            raise CommandError(
                _("The file cannot be read: %(why)s.") % {"why": error.strerror or error}
            ) from None
        except ListFaultyError as faulty:
            raise CommandError(faulty.told(_)) from None
        done = import_candidates(reading.candidates, by=None)
        faults = [{"row": one.row, "name": one.name, "reason": _(one.words)} for one in reading.faults]
        if options["json"]:
            told = {"new": done.new, "changed": done.changed, "same": done.same, "faults": faults}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            for fault in faults[:FAULTS_SHOWN]:
                self.stderr.write(f"{fault['row']} {fault['name']}: {fault['reason']}")
            self.stdout.write(
                f"new {done.new}, changed {done.changed}, same {done.same}, left out {len(faults)}"
            )
        if faults:
            raise SystemExit(1)
