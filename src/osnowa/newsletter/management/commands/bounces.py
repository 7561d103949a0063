"""`osnowa bounces [FILE...]`: read returned letters now, from the mailbox in OSNOWA_BOUNCE_MAILBOX or from files."""

from argparse import ArgumentParser
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from osnowa.newsletter.actions.returned import Read, note_message, read_mailbox
from osnowa.newsletter.registers.mailbox import MailboxClosed, place_of


class Command(BaseCommand):
    help = "Read returned letters, so that nothing more goes to addresses that do not exist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="*", metavar="FILE", help="messages as .eml, instead of the mailbox"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        read = self._files(options["files"]) if options["files"] else self._mailbox()
        self.stdout.write(f"{read.noted} returned letters noted, {read.passed} passed over.")

    def _files(self, names: list[str]) -> Read:
        reads = []
        for name in names:
            try:
                raw = Path(name).read_bytes()
            except OSError as error:
                raise CommandError(f"{name}: {error.strerror}") from error
            reads.append(note_message(message_from_bytes(raw, policy=policy.compat32)))
        return Read(sum(read.noted for read in reads), sum(read.passed for read in reads))

    def _mailbox(self) -> Read:
        if not settings.BOUNCE_MAILBOX:
            raise CommandError(
                "OSNOWA_BOUNCE_MAILBOX is not set. Write it like this: imaps://user:password@mail.example/INBOX"
            )
        place = place_of(settings.BOUNCE_MAILBOX)
        if place is None:
            raise CommandError(
                "OSNOWA_BOUNCE_MAILBOX cannot be understood. Write it like this: "
                "imaps://user:password@mail.example/INBOX (signs of the password like @ / # as %40 %2F %23)."
            )
        try:
            return read_mailbox(place)
        except MailboxClosed as closed:
            raise CommandError(f"The mailbox cannot be read: {closed}") from closed
