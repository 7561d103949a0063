"""`osnowa tools-library --as ADDRESS`: put the library's tool records on the desk, as drafts of this editor."""
# ruff: noqa: N999  the file is named as the command is typed

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from osnowa.knowledge.actions import lay_tool_library
from osnowa.lib import text
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account


class Command(BaseCommand):
    help = "Lay out the library's tool records as drafts. Another editor reads and approves each of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as",
            dest="editor",
            required=True,
            metavar="ADDRESS",
            help="e-mail address of an editor or coordinator",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        address = text.email_key(options["editor"])
        editor = Account.objects.filter(email=address, is_active=True).first()
        if editor is None:
            raise CommandError("No account has this address.")
        try:
            made = lay_tool_library(by=editor)
        except RuleBroken as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write(f"drafts {len(made)}: read them under /praca/teksty/ and give them for approval")
