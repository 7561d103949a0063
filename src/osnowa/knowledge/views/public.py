"""What readers open: the front page of knowledge and the lists. The texts themselves are served by Wagtail."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from osnowa.knowledge import queries
from osnowa.knowledge.models import Topic

NEWEST = 4
SHOWN = 10
PER_PAGE = 20
LONGEST_SEARCH = 400


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "")[:LONGEST_SEARCH]


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Newest articles, tools and news. Its box searches the whole site; an old address with `?q=` leads there."""
    if _typed(request).strip():
        return redirect(f"{reverse('portal:search')}?{urlencode({'q': _typed(request)})}")
    context = {
        "articles": list(queries.article_pages()[:NEWEST]),
        "tools": list(queries.tool_pages()[:SHOWN]),
        "news": list(queries.latest_news(None)),
    }
    return render(request, "knowledge/front.html", context)


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    return _list(request, queries.article_pages(), "knowledge/articles.html")


@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    return _list(request, queries.tool_pages(), "knowledge/tools.html")


def _list(request: HttpRequest, pages: Any, template: str) -> HttpResponse:
    """One page of a list, by words and topic. An unknown topic means all."""
    typed, topic = _typed(request), request.GET.get("temat", "")
    topic = topic if topic in Topic.values else ""
    page = Paginator(queries.find(pages, typed, topic), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "typed": typed, "topic": topic, "topics": Topic.choices}
    return render(request, template, context)
