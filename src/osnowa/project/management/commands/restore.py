import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from osnowa.project import backup
from osnowa.project.backup.archive import SECRET_KEY, Manifest


class Command(BaseCommand):
    help = (
        "Puts a backup in the place of what is here now. Everything is checked first; what was here is kept aside. "
        "Stop the server and the worker before."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument("--check", action="store_true", help="only prove the backup, and touch nothing")

    def handle(self, *args: Any, file: Path, yes: bool, check: bool, **options: Any) -> None:  # noqa: ARG002
        try:
            manifest = backup.check(file)
            self.tell(manifest)
            if check:
                self.stdout.write("The backup is whole and can be restored here. Nothing was touched.")
                return
            if not yes:
                self.ask()
            done = backup.restore(file)
        except backup.BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Restored: every row and file was compared with the backup.")
        for place in done.aside:
            self.stdout.write(f"What was here before is kept in: {place}")
        if SECRET_KEY not in manifest.members:
            self.stdout.write("The backup has no secret key: set OSNOWA_SECRET_KEY to the one of that time.")
        self.stdout.write("Now run: osnowa prepare, then start the server and the worker.")

    def tell(self, manifest: Manifest) -> None:
        self.stdout.write(
            f"Backup of {manifest.made_at}, {sum(manifest.rows.values())} rows in {len(manifest.rows)} tables, "
            f"{len(manifest.members)} files."
        )

    def ask(self) -> None:
        if not sys.stdin.isatty():
            raise CommandError("Nobody is here to be asked. Add --yes to restore.")
        answer = input(f"Put it in the place of what is in {settings.HOME}? Type yes: ")
        if answer.strip().lower() != "yes":
            raise CommandError("Nothing was touched.")
