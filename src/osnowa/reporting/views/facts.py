"""Facts as a table to download: live or frozen, CSV that begins at once or a workbook."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from osnowa.lib.sheet_amounts import with_commas
from osnowa.lib.sheets import csv_download
from osnowa.programme.models import Programme
from osnowa.reporting import queries
from osnowa.reporting.queries.reports import BATCH
from osnowa.workshops.evidence.groups import DIMENSIONS

Header = list[str]


def facts_download(
    name: str,
    programme: Programme,
    facts: Iterable[Any],
    *,
    names: bool,
    request: HttpRequest,
    figure_of: Callable[[Any], str] | None = None,
) -> StreamingHttpResponse:
    """The table of facts as a CSV that begins at once. Arguments as of `facts_table`."""
    language = get_language() or "pl"
    header, rows = facts_table(programme, facts, names=names, request=request, figure_of=figure_of)

    def in_the_readers_language() -> Iterator[list[Any]]:
        with translation.override(language):  # the rows are made after the view has returned
            yield from with_commas(rows)

    return csv_download(name, header, in_the_readers_language())


def facts_table(
    programme: Programme,
    facts: Iterable[Any],
    *,
    names: bool,
    request: HttpRequest,
    figure_of: Callable[[Any], str] | None = None,
) -> tuple[Header, Iterator[list[Any]]]:
    """Header and rows of facts, live or frozen: names and addresses are looked up batch by batch.

    `names`: show names of people, and what each person belongs to (women and men, ...); who must not see names could
    recognise somebody by that. `figure_of`: which figure a fact stands behind, where the file holds several.
    """
    header = [
        *([_("Indicator")] if figure_of else []),
        _("No."),
        _("Day"),
        _("Fact"),
        _("Amount"),
        _("Counted"),
        _("Why it does not count"),
        _("Organisation"),
        _("Person"),
        *([str(one.title) for one in DIMENSIONS] if names else []),
        pgettext("fact", "Source"),
    ]

    def rows() -> Iterator[list[Any]]:
        place = 0
        waiting = iter(facts)
        while batch := list(islice(waiting, BATCH)):
            for row in queries.shown(programme, batch, with_names=names):
                place += 1
                fact = row.fact
                yield [
                    *([figure_of(fact)] if figure_of else []),
                    place,
                    fact.happened_on,
                    str(fact.label),
                    fact.amount,
                    _("no") if fact.reason else _("yes"),
                    str(fact.reason),
                    row.organisation,
                    row.person,
                    *(
                        [str(one.labels.get(fact.groups.get(one.key), "")) for one in DIMENSIONS]
                        if names
                        else []
                    ),
                    request.build_absolute_uri(row.url) if row.url else "",
                ]

    return header, rows()
