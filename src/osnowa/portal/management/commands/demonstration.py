"""Lay the demonstration programme: once, in demonstration mode, in a database that holds nothing else."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from osnowa.lib import clock
from osnowa.portal.demonstration import ground
from osnowa.portal.demonstration.story.telling import tell


class Command(BaseCommand):
    help = "Makes the demonstration programme around today. Does nothing where it is already there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again",
            action="store_true",
            help="throw the demonstration away, with all that was tried in it, and begin anew",
        )

    def handle(self, *_args: Any, again: bool = False, **_options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "Invented data belong in demonstration mode only. Set OSNOWA_MODE=demonstration."
            )
        foreign = ground.foreign_data()
        if foreign:
            raise CommandError(
                f"This database holds {foreign}, so the demonstration keeps away from it. "
                "Name another folder: OSNOWA_HOME=/some/folder"
            )
        if ground.is_laid() and not again:
            self.stdout.write(
                "The demonstration is already there (osnowa demonstration --again makes it anew)."
            )
            return
        started = time.perf_counter()
        with transaction.atomic():  # a story that cannot be told leaves the old one in place
            if ground.is_laid():
                ground.clear()
            told = tell(clock.now())
        seconds = time.perf_counter() - started
        made = ", ".join(f"{number} {what}" for what, number in told.counts)
        self.stdout.write(f"The demonstration is there: {made}. {told.deeds} deeds in {seconds:.1f} s.")
