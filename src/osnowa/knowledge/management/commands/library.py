"""`osnowa library --by ADDRESS [--list]`: put the starter library on the shelves."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from osnowa.knowledge.actions import load_library
from osnowa.knowledge.exchange.library import library_titles
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account


class Command(BaseCommand):
    help = (
        "Puts the starter library (22 texts in Polish, CC BY 4.0) on the shelves of knowledge. Nothing is published: "
        "every text waits for another editor. Safe to repeat; what was here before is left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--by",
            default="",
            metavar="ADDRESS",
            help="the editor or coordinator who gives them for approval",
        )
        parser.add_argument("--list", action="store_true", help="only say what is in the library")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["list"]:
            self.stdout.write("\n".join(library_titles()))
            return
        address = options["by"].strip()
        account = Account.objects.filter(email__iexact=address, is_active=True).first() if address else None
        if account is None:
            raise CommandError(
                "Name the editor or coordinator who gives the texts for approval: --by anna@organisation.pl. "
                "Somebody else approves them."
            )
        with translation.override("en"):
            try:
                waiting = load_library(by=account)
            except RuleBroken as refusal:
                raise CommandError(str(refusal.message)) from refusal
        if waiting:
            self.stdout.write(f"{len(waiting)} texts wait for another editor to read and approve them.")
        else:
            self.stdout.write("The starter library is already here. Nothing was changed.")
