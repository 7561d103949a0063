"""`osnowa reset-second-factor EMAIL`: for somebody who lost the phone and the recovery codes."""
# ruff: noqa: N999  the file is named as the command is typed

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from osnowa.lib import text
from osnowa.people.models import Account
from osnowa.programme import actions, rules


class Command(BaseCommand):
    help = (
        "Disconnects the lost phone of an account, ends its sessions and tells the person by mail. "
        "Talk to the person first. Another coordinator can do the same on the page of the team."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address with which the person signs in")
        parser.add_argument("--reason", choices=rules.RESET_REASONS, default="lost")

    def handle(self, *args: Any, email: str, reason: str, **options: Any) -> None:  # noqa: ARG002
        account = Account.objects.filter(email=text.email_key(email)).first()
        if account is None:
            raise CommandError(f"Nobody here signs in with {email}.")
        done = actions.reset_second_factor(account, reason=reason, by=None)
        if done:
            self.stdout.write(
                f"The phone and the recovery codes of {account.email} are disconnected, its sessions have ended, "
                "and a letter waits for the worker. At the next sign-in a new phone is connected."
            )
        else:
            self.stdout.write(f"{account.email} has no phone connected. Nothing was changed.")
