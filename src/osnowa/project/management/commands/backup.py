from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from osnowa.project import backup

MEGABYTE = 1024 * 1024


class Command(BaseCommand):
    help = (
        "Puts the whole installation (database, uploads, secret key) into one file, also while Osnowa runs. "
        "The file is read again and proven before it gets its name."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="a file that is not there yet, or a folder (default: OSNOWA_HOME/backups)",
        )
        parser.add_argument(
            "--keep-days",
            type=int,
            metavar="DAYS",
            help="afterwards remove backups in the same folder that are older",
        )

    def handle(self, *args: Any, file: Path | None, keep_days: int | None, **options: Any) -> None:  # noqa: ARG002
        if keep_days is not None and keep_days < 1:
            raise CommandError("--keep-days takes a number of days from 1 up.")
        try:
            made = backup.make(file)
        except backup.BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{made.path}\n{made.rows} rows, {made.files} uploaded files, {made.size / MEGABYTE:.1f} MB. Checked."
        )
        if made.with_secret_key:
            self.stdout.write(
                "It holds personal data and the secret key: keep it as safe as the server, "
                "and a copy on another machine."
            )
        else:
            self.stdout.write(
                "It holds personal data, and not the secret key, which comes from OSNOWA_SECRET_KEY: keep that one "
                "elsewhere, or links in letters sent so far will not open after a restore."
            )
        if keep_days is not None:
            for old in backup.remove_older(made.path.parent, keep_days):
                self.stdout.write(f"Removed {old.name}, older than {keep_days} days.")
