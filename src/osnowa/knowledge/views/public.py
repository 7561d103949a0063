"""What readers open: the front page of knowledge and the lists. The texts themselves are served by Wagtail."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from osnowa.knowledge import queries
from osnowa.knowledge.models import Topic

NEWEST = 4
FOUND = 10
PER_PAGE = 20
LONGEST_SEARCH = 400


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "")[:LONGEST_SEARCH]


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Newest articles, tools and news; with `?q=`, what was found instead."""
    typed = _typed(request)
    context: dict[str, Any] = {"typed": typed, "topics": Topic.choices}
    if typed.strip():
        context["articles"] = list(queries.find(queries.article_pages(), typed)[: FOUND + 1])
        context["tools"] = list(queries.find(queries.tool_pages(), typed)[: FOUND + 1])
        context["limit"] = FOUND
    else:
        context["articles"] = list(queries.article_pages()[:NEWEST])
        context["tools"] = list(queries.tool_pages()[:FOUND])
        context["news"] = list(queries.latest_news(None))
    return render(request, "knowledge/front.html", context)


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    return _list(request, queries.article_pages(), "knowledge/articles.html")


def _list(request: HttpRequest, pages: Any, template: str) -> HttpResponse:
    """One page of a list, by words and topic. An unknown topic means all."""
    typed, topic = _typed(request), request.GET.get("temat", "")
    topic = topic if topic in Topic.values else ""
    page = Paginator(queries.find(pages, typed, topic), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "typed": typed, "topic": topic, "topics": Topic.choices}
    return render(request, template, context)
