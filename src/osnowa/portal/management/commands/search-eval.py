"""`osnowa search-eval SET.json`: how good the search is on a set whose right answers are known."""
# ruff: noqa: N999  the file is named as the command is typed

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from osnowa.lib import polish
from osnowa.lib.search.evaluating import STEP, as_json, evaluate
from osnowa.lib.search.evaluation_set import NotASet, Query, read_set


class Command(BaseCommand):
    help = "Measures the search on a set: recall of the first 1 and 10, milliseconds of a query."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "set",
            metavar="SET.json",
            help='{"documents": [{"id", "title", "text"}], "queries": [{"query", "relevant"}]}',
        )
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.add_argument(
            "--misses", action="store_true", help="list queries whose right answer was not first"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            measured = read_set(Path(options["set"]))
        except (NotASet, OSError) as error:
            raise CommandError(str(error)) from error
        for remark in measured.remarks:
            self.stderr.write(remark)
        if not polish.is_ready():
            self.stderr.write("Making the dictionary of Polish forms, once, half a minute ...")
            polish.make()
        number_of_all = len(measured.documents)
        titles = {
            str(document.id): document.title or own
            for document, own in zip(measured.documents, measured.ids, strict=True)
        }

        def told(number: int) -> None:
            if number % (5 * STEP) == 0 or number == number_of_all:
                self.stderr.write(f"{number} of {number_of_all} documents")

        def missed(query: Query, found: list[str]) -> None:
            if options["misses"]:
                right = ", ".join(titles.get(one, one) for one in sorted(query.relevant))
                place = next((n for n, one in enumerate(found, 1) if one in query.relevant), 0)
                before = titles.get(found[0], found[0]) if found else "-"
                self.stderr.write(f"{query.words!r}: {right} at {place or '-'}, first: {before}")

        try:
            figures = evaluate(measured, told=told, missed=missed)
        except DatabaseError as error:
            raise CommandError(f"The index cannot be asked. Run first: osnowa prepare ({error})") from error
        if options["json"]:
            self.stdout.write(as_json(figures))
            return
        self.stdout.write(
            f"{figures.documents} documents, {figures.queries} queries\n"
            f"recall@1   {figures.recall_at_1:.4f}\n"
            f"recall@10  {figures.recall_at_10:.4f}\n"
            f"median     {figures.median_ms:.2f} ms\n"
            f"max        {figures.max_ms:.2f} ms"
        )
