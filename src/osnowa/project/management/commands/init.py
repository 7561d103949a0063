import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation

from osnowa.lib import text
from osnowa.lib.errors import RuleBroken
from osnowa.programme import actions
from osnowa.programme.emails import way_in

ORGANISATION = "Organisation that runs the programme (name, with its KRS or NIP number if it has one): "
EMAIL = "E-mail address of the first coordinator: "
NAME = "First and last name of the first coordinator: "


class Command(BaseCommand):
    help = (
        "Makes a new installation ready: prepares the database, adds the organisation that runs the programme and "
        "invites its first coordinator. Asks for what was not given. Safe to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", default="", help="name, with KRS or NIP number if it has one")
        parser.add_argument("--email", default="", help="of the first coordinator")
        parser.add_argument("--name", default="", help="of the first coordinator")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="pl")

    def handle(
        self,
        *args: Any,  # noqa: ARG002
        organisation: str,
        email: str,
        name: str,
        language: str,
        verbosity: int,
        **options: Any,  # noqa: ARG002
    ) -> None:
        if settings.DEMONSTRATION:
            raise CommandError(
                "This is the demonstration, which invents its own people: osnowa prepare. "
                "For real work set OSNOWA_MODE=production with an OSNOWA_HOME of its own."
            )
        organisation = self.given(organisation, ORGANISATION, "--organisation")
        email = self.address(email)
        name = self.given(name, NAME, "--name")
        call_command("prepare", verbosity=verbosity)
        with translation.override("en"):
            try:
                with transaction.atomic():
                    operator = actions.take_operator(organisation, by=None)
                    invited = actions.invite_first_coordinator(
                        operator, email=email, name=name, language=language, by=None
                    )
            except RuleBroken as refusal:
                raise CommandError(str(refusal.message)) from refusal
        self.tell(operator.name, invited)

    def tell(self, operator: str, invited: actions.Invited) -> None:
        for address in invited.instead_of:
            self.stdout.write(f"{address} was invited before and may no longer set up the first programme.")
        if invited.fresh:
            self.stdout.write(
                f"Osnowa is ready for {operator}. An invitation to {invited.account.email} waits for the worker."
            )
        else:
            self.stdout.write(f"{invited.account.email} was invited before. Nothing was changed.")
        self.stdout.write(
            f"The way in: {way_in()}\n"
            "  There is no password: Osnowa sends a code to the address. Then they connect their phone and set up the "
            "first programme.\n"
            "Start the server and the worker now, or no letter leaves: osnowa serve (docs/operating.md)"
        )

    def given(self, value: str, question: str, option: str) -> str:
        value = text.clean(value)
        while not value:
            if not sys.stdin.isatty():
                raise CommandError(f"Nobody is here to be asked. Give {option}.")
            value = text.clean(input(question))
        return value

    def address(self, value: str) -> str:
        while True:
            value = self.given(value, EMAIL, "--email").replace(" ", "")
            try:
                validate_email(value)
            except ValidationError as error:
                refusal = f"{value} is not an e-mail address. Write it like this: anna@organisation.pl"
                if not sys.stdin.isatty():
                    raise CommandError(refusal) from error
                self.stderr.write(refusal)
                value = ""
            else:
                return value
