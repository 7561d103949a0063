from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from osnowa.project import checks
from osnowa.project.worker import Worker, register_clocks


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # asked below, unless the server that starts it just has
    help = "Sends letters, keeps the clock and does queued jobs until it is stopped. Several may run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the process that started it ends"
        )

    def handle(self, *args: Any, once: bool, with_parent: bool, **options: Any) -> None:  # noqa: ARG002
        if not with_parent:
            self.check()
        checks.refuse_absent_database()
        checks.hold_installation()
        checks.refuse_damaged_database()
        checks.refuse_old_tables()
        register_clocks()
        worker = Worker(with_parent=with_parent)
        if once:
            worker.run_once()
        else:
            worker.run()
