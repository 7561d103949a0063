"""Readers as the team sees them: the list, one reader with the proofs, the table to download."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib import clock, sheets
from osnowa.newsletter.actions import readers as actions
from osnowa.newsletter.actions.exports import note_export
from osnowa.newsletter.forms.work import STATE_WORDS, SearchForm
from osnowa.newsletter.models import Reader, ReaderConsent
from osnowa.newsletter.queries import readers as queries
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team

PER_PAGE = 50
TAGS = {
    queries.ACTIVE: "done",
    queries.WAITING: "soon",
    queries.PAUSED: "progress",
    queries.STOPPED: "overdue",
    queries.ENDED: "none",
}


def _chosen(request: HttpRequest, programme: Programme) -> tuple[SearchForm, QuerySet[Reader]]:
    """The readers that the address of the list asks for. Nonsense in it asks for all."""
    form = SearchForm(request.GET, programme=programme)
    form.is_valid()
    asked = form.cleaned_data
    found = queries.readers_found(
        programme, asked.get("q", ""), state=asked.get("stan", ""), mailing_list=asked.get("temat")
    )
    return form, found.order_by("sort_key", "pk")


@require_safe
@for_team(Role.COORDINATOR)
def listing(request: HttpRequest, programme: Programme) -> HttpResponse:
    form, found = _chosen(request, programme)
    page = Paginator(queries.with_lists(found), PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.state = queries.state_of(row, is_stopped=row.is_stopped)
        row.word, row.tag = STATE_WORDS[row.state], TAGS[row.state]
    numbers = queries.numbers(programme)
    context = {
        "programme": programme,
        "form": form,
        "page": page,
        "asked": any(request.GET.get(key) for key in ("q", "stan", "temat")),
        "address": request.GET.urlencode(),
        "numbers": [(state, STATE_WORDS[state], numbers[state]) for state in queries.STATES],
        "all": sum(numbers.values()),
    }
    return render(request, "newsletter/readers/list.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def csv(request: HttpRequest, programme: Programme) -> StreamingHttpResponse:
    """What the list shows, as a table. Posted, because the history keeps who took the addresses along."""
    _form, found = _chosen(request, programme)
    note_export(programme, found.count(), by=request.user)
    header = [
        _("E-mail address"),
        _("State"),
        _("Language"),
        _("Topics"),
        _("Since"),
        _("Confirmed on"),
        _("Unsubscribed on"),
    ]
    return sheets.csv_download("odbiorcy", header, _rows(queries.with_lists(found)))


def _rows(rows: QuerySet[Reader]) -> Iterator[list[Any]]:
    for row in rows.iterator(chunk_size=500):
        yield [
            row.email,
            str(STATE_WORDS[queries.state_of(row, is_stopped=row.is_stopped)]),  # type: ignore[attr-defined]
            row.language,
            ", ".join(one.mailing_list.title for one in row.lists_now),  # type: ignore[attr-defined]
            *map(_day, (row.created_at, row.confirmed_at, row.ended_at)),
        ]


def _day(moment: dt.datetime | None) -> str:
    return moment.astimezone(clock.WARSAW).date().isoformat() if moment else ""


def _reader_of(programme: Programme, pk: int) -> Reader:
    found = queries.with_lists(queries.readers_found(programme)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
@for_team(Role.COORDINATOR)
def reader(request: HttpRequest, programme: Programme, reader: int) -> HttpResponse:
    found = _reader_of(programme, reader)
    state = queries.state_of(found, is_stopped=found.is_stopped)  # type: ignore[attr-defined]
    context = {
        "programme": programme,
        "reader": found,
        "state": state,
        "word": STATE_WORDS[state],
        "tag_state": TAGS[state],
        "proofs": found.consents.select_related("mailing_list").order_by("-happened_at", "-pk"),
        "bounces": found.bounces.order_by("-happened_at")[:10],
        "deliveries": found.deliveries.select_related("issue").order_by("-pk")[:10],
    }
    return render(request, "newsletter/readers/reader.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def ask_again(request: HttpRequest, programme: Programme, reader: int) -> HttpResponse:
    found = _reader_of(programme, reader)
    if actions.ask_again(found, by=request.user):
        messages.success(request, _("The letter with the link has gone out again."))
    else:
        messages.info(
            request, _("A letter went out a moment ago, or nothing is to be confirmed. Wait a little.")
        )
    return redirect("newsletter:reader", programme.slug, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def end(request: HttpRequest, programme: Programme, reader: int) -> HttpResponse:
    """The team unsubscribes somebody who asked for it by telephone."""
    found = _reader_of(programme, reader)
    if request.method == "POST":
        actions.end_reader(found, because=Reader.Ended.TEAM, way=ReaderConsent.Way.TEAM, by=request.user)
        messages.success(request, _("Unsubscribed. Only the reader can come back."))
        return redirect("newsletter:reader", programme.slug, found.pk)
    return render(request, "newsletter/readers/end.html", {"programme": programme, "reader": found})
