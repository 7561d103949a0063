from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from osnowa.lib import polish, search
from osnowa.project import checks


class Command(BaseCommand):
    help = "Makes an installation ready to serve: tables, cache table, static files; the demonstration in its mode."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:  # noqa: ARG002
        checks.refuse_absent_database()
        checks.hold_installation()
        checks.refuse_damaged_database()
        quiet = max(verbosity - 1, 0)
        call_command("migrate", interactive=False, verbosity=quiet)
        call_command("createcachetable", verbosity=quiet)
        if not polish.is_ready():
            self.stdout.write("Making the dictionary of Polish forms for the search, once, half a minute ...")
            polish.make()
        call_command("collectstatic", interactive=False, verbosity=quiet)
        if settings.DEMONSTRATION and "demonstration" in get_commands():
            checks.refuse_mixed_data("localhost")
            call_command("demonstration")
        if not search.is_filled():
            call_command("reindex")
