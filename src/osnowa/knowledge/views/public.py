"""What readers open: the front page of knowledge, the shelves, the texts. News are served by Wagtail."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from osnowa.knowledge import queries
from osnowa.knowledge.models import BY_SLUG, ReviewedPage, Shelf, Topic
from osnowa.knowledge.queries import reading
from osnowa.knowledge.views.noting import note_reader
from osnowa.ui.kept import kept_page

NEWEST = 6
PER_PAGE = 20
LONGEST_SEARCH = 400


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "")[:LONGEST_SEARCH]


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The shelves, what is newest, and news. Its box searches the whole site; an old address with `?q=` leads there."""
    if _typed(request).strip():
        return redirect(f"{reverse('portal:search')}?{urlencode({'q': _typed(request)})}")
    context = {
        "topics": Topic.choices,
        "shelves": [(shelf, reverse(shelf.url_name), number) for shelf, number in reading.filled_shelves()],
        "newest": reading.newest(NEWEST),
        "news": list(queries.latest_news(None)),
    }
    return render(request, "knowledge/front.html", context)


@require_safe
def shelf(request: HttpRequest, shelf: str) -> HttpResponse:
    """One shelf: its texts by words and topic."""
    found: Shelf = BY_SLUG[shelf]
    return _list(request, queries.pages_on(found), "knowledge/shelf.html", shelf=found)


@require_safe
def text(request: HttpRequest, shelf: str, slug: str) -> HttpResponse:
    """A published text, kept as a whole under what it shows; Wagtail would walk the tree to it."""
    found = BY_SLUG[shelf]
    if found.is_tool:  # shows what changes by the hour: draws its middle itself
        page = _page(shelf, slug)
        note_reader(request, page.pk)
        return page.serve(request)
    values = reading.values_at(shelf, slug)
    if values is None:
        raise Http404
    note_reader(request, reading.number_in(values))
    return kept_page(
        request, found.kind.template, values, lambda _fresh: _page(shelf, slug).get_context(request)
    )


def _page(shelf: str, slug: str) -> ReviewedPage:
    page = reading.text_at(shelf, slug)
    if page is None:
        raise Http404
    return page


def _list(request: HttpRequest, pages: Any, template: str, **more: Any) -> HttpResponse:
    """One page of a list, by words and topic. An unknown topic means all."""
    typed, topic = _typed(request), request.GET.get("temat", "")
    topic = topic if topic in Topic.values else ""
    page = Paginator(queries.find(pages, typed, topic), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "typed": typed, "topic": topic, "topics": Topic.choices, **more}
    return render(request, template, context)
