"""Information distributed: prints, letters and downloads, each where it is kept, none of them twice."""

import dataclasses
import heapq
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from osnowa.knowledge import evidence as knowledge
from osnowa.lib.period import Period
from osnowa.newsletter.evidence import letters, letters_lines
from osnowa.programme.evidence import Evidence, Source
from osnowa.programme.models import Programme
from osnowa.spreading.models import Handout

CHUNK = 500
_DOWNLOADS = next(one for one in knowledge.COUNTINGS if one.kind == "knowledge.downloads")


def copies(programme: Programme, period: Period) -> Decimal:
    """Prints, letters delivered and downloads of the period. Three questions."""
    return prints(programme, period) + letters(programme, period) + _DOWNLOADS.total(programme, period)


def copies_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """By day: one line for each handout, for each issue, and for each text and month of downloads."""
    return heapq.merge(
        _print_lines(programme, period),
        _letter_lines(programme, period),
        _download_lines(programme, period),
        key=lambda line: line.happened_on,
    )


def prints(programme: Programme, period: Period) -> Decimal:
    """Copies of prints that were given in the period and not withdrawn."""
    given = handouts_in(programme, period).filter(withdrawn_at=None)
    return Decimal(given.aggregate(n=Sum("copies"))["n"] or 0)


def handouts_in(programme: Programme, period: Period) -> QuerySet[Handout]:
    """What was written down for days of the period, withdrawn or not."""
    return Handout.objects.filter(programme=programme, given_on__gte=period.start, given_on__lte=period.end)


def reason_of(handout: Handout) -> str:
    """Why a handout does not count, or ""."""
    if not handout.is_withdrawn:
        return ""
    return _("withdrawn: %(reason)s") % {"reason": handout.withdrawn_because or "—"}


def label_of(handout: Handout) -> str:
    return _("%(kind)s: “%(title)s”, %(place)s") % {
        "kind": handout.get_kind_display(),
        "title": handout.title,
        "place": handout.place,
    }


def _print_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    for handout in handouts_in(programme, period).order_by("given_on", "pk").iterator(CHUNK):
        yield Evidence(
            happened_on=handout.given_on,
            amount=Decimal(handout.copies),
            label=label_of(handout)[:300],
            source=Source("spreading.handout", handout.pk),
            groups={"way": "print"},
            reason=reason_of(handout)[:300],
        )


def _letter_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    for line in letters_lines(programme, period):
        label = _("Newsletter: %(title)s") % {"title": line.label}
        yield dataclasses.replace(line, label=label[:300], groups={"way": "letter"})


def _download_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """A text's downloads of one month stand on the last of their days within the period."""
    lines = _DOWNLOADS.lines(programme, period)
    for line in sorted(lines, key=lambda one: one.happened_on):
        label = _("Downloads in a month: %(title)s") % {"title": line.label}
        yield dataclasses.replace(line, label=label[:300], groups={"way": "download"})
