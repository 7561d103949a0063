"""Make the index of the search anew. Safe at any time: readers search on meanwhile."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from osnowa.lib import polish
from osnowa.lib.search import dialect
from osnowa.portal.actions.found import reindex


class Command(BaseCommand):
    help = "Makes the index of the search anew, kind by kind."

    def handle(self, *_args: Any, **_options: Any) -> None:
        began = time.perf_counter()
        if polish.make():
            self.stdout.write("The dictionary of Polish forms was made.")
        number = reindex(lambda kind, count: self.stdout.write(f"{kind:20} {count}"))
        dialect.counted_anew()
        self.stdout.write(f"{number} things can be found. {time.perf_counter() - began:.1f} s.")
