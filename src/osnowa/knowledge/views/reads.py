"""Who reads what: for editors of everything, for a coordinator of the programme, for one text. No names of people."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from osnowa.knowledge import actions, queries
from osnowa.knowledge.models import BY_MODEL, NewsPage, ReaderWords
from osnowa.knowledge.permissions import for_editors, may_edit
from osnowa.knowledge.queries import reads
from osnowa.knowledge.queries.reads import MONTH, YEAR
from osnowa.knowledge.queries.useful import Opinions, opinions, words_about
from osnowa.lib import bar_charts, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.period import Period
from osnowa.lib.period_form import PeriodForm
from osnowa.lib.sheets import csv_download, xlsx_download
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.ui import words

READERS = (Role.COORDINATOR, Role.EVALUATOR, Role.EDITOR)
LATEST_WORDS = 10
FILES: dict[str, Callable[..., HttpResponseBase]] = {
    "xlsx": lambda name, header, rows: xlsx_download(name, _("Readers"), header, rows),
    "csv": csv_download,
}


def last(span: dt.timedelta) -> Period:
    """Today and the days before it."""
    return Period(clock.today() - span, clock.today())


@for_editors
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    return _list(request, None, last(YEAR))


@for_editors
@require_safe
def texts_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    return _file(request, None, last(YEAR), ending)


@require_safe
@for_team(*READERS)
def programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    return _list(request, programme, programme.period)


@require_safe
@for_team(*READERS)
def programme_file(request: HttpRequest, programme: Programme, ending: str) -> HttpResponseBase:
    return _file(request, programme, programme.period, ending)


@for_editors
@require_safe
def text(request: HttpRequest, page_id: int) -> HttpResponse:
    """One text: the last thirty days, the last twelve months, where its readers came from, what they said."""
    page = queries.text_named(page_id)
    if page is None:
        raise Http404
    month, year = last(MONTH), last(YEAR)
    rows = reads.of_text(page.pk, year)
    lately = reads.days(reads.of_text(page.pk, month), month)
    context = {
        "page": page,
        "lately": reads.totals(reads.of_text(page.pk, month)),
        "year": reads.totals(rows),
        "chart": _chart(lately),
        "days": [row for row in lately if row[1]],
        "months": reads.months(rows, year),
        "referrers": _with_shares(reads.referrers(rows)),
        "opinions": opinions(year, [page.pk]).get(page.pk, Opinions()),
        "words": list(words_about(page.pk)),
    }
    return render(request, "knowledge/text_reads.html", context)


@for_editors
@require_POST
def forget_words(request: HttpRequest, words_id: int) -> HttpResponse:
    """A second click finds nothing, and leads back."""
    row = ReaderWords.objects.filter(pk=words_id).first()
    if row is None:
        messages.info(request, _("These words were deleted already."))
        return redirect("knowledge:reads")
    try:
        actions.delete_words(row, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Deleted."))
    return redirect("knowledge:text_reads", row.page_id)


def _list(request: HttpRequest, programme: Programme | None, whole: Period) -> HttpResponse:
    form = PeriodForm.of(request.GET)
    asked = form.period(whole)
    period = asked or whole
    rows = reads.rows_of(programme, period)
    found = reads.counted(programme, period)
    said = opinions(period, None if programme is None else [row.page_id for row in found if row.page_id])
    texts = sorted(
        ((row, kind_of(row), said.get(row.page_id or 0, Opinions())) for row in found),
        key=lambda one: -one[0].reads,
    )
    context = {
        "programme": programme,
        "form": form,
        "asked": asked,
        "period": period,
        "query": f"?od={asked.start.isoformat()}&do={asked.end.isoformat()}" if asked else "",
        "texts": texts,
        "reads": sum(row.reads for row in found),
        "downloads": sum(row.downloads for row in found),
        "referrers": _with_shares(reads.referrers(rows)),
        "months": reads.months(rows, period),
        "may_edit": may_edit(request.user),
        "words": list(words_about()[:LATEST_WORDS]) if programme is None else [],
    }
    return render(request, "knowledge/reads.html", context)


def _file(request: HttpRequest, programme: Programme | None, whole: Period, ending: str) -> HttpResponseBase:
    make = FILES.get(ending)
    if make is None:
        raise Http404
    period = PeriodForm.of(request.GET).period(whole) or whole
    found = reads.counted(programme, period)
    said = opinions(period)
    header = [_("Title"), _("Kind"), _("Address"), _("Reads"), _("Downloads"), _("Useful"), _("Not useful")]
    rows = [
        [row.title, str(kind_of(row)), row.address, row.reads, row.downloads, one.yes, one.no]
        for row in found
        for one in [said.get(row.page_id or 0, Opinions())]
    ]
    name = "-".join(["czytelnicy", *([programme.slug] if programme else []), period.start.isoformat()])
    return make(f"{name}-{period.end.isoformat()}", header, rows)


def kind_of(row: reads.TextReads) -> Any:
    """The word for the kind of a text; of a deleted one nobody knows it any more."""
    if row.kind in BY_MODEL:
        return BY_MODEL[row.kind].word
    return NewsPage._meta.verbose_name if row.kind else _("deleted text")  # noqa: SLF001  the public name


def _with_shares(found: list[tuple[Any, int]]) -> list[tuple[Any, int, int]]:
    """Beside each number its part of all, in whole percent."""
    whole = sum(number for _label, number in found)
    return [(one.label, number, round(100 * number / whole)) for one, number in found]


def _chart(days: list[tuple[dt.date, int]]) -> dict[str, Any] | None:
    number = sum(count for _day, count in days)
    if not number:
        return None
    day, most = max(days, key=lambda row: row[1])
    finding = ngettext(
        "%(count)d reader in thirty days; the most on one day, %(most)d, on %(day)s.",
        "%(count)d readers in thirty days; the most on one day, %(most)d, on %(day)s.",
        number,
    ) % {"count": number, "most": most, "day": words.short_date(day)}
    drawing = bar_charts.day_chart(days, title=finding, language=get_language() or "pl")
    return {
        "title": _("Readers by day"),
        "finding": finding,
        "drawing": mark_safe(drawing),  # noqa: S308  lib.charts escapes what it is given
    }
