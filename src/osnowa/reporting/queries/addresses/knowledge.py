"""Where facts of knowledge stand."""

from django.urls import reverse

from osnowa.knowledge.models import ArticlePage, ReviewedPage, ToolPage
from osnowa.programme.models import Programme
from osnowa.reporting.queries.addresses.shapes import Addresses, Finder, Ids


def _texts(kind: type[ReviewedPage]) -> Finder:
    """What readers can open leads there; the rest to the editors' page of the text."""

    def addresses(programme: Programme, ids: Ids) -> Addresses:
        pages = kind.objects.filter(pk__in=ids, programme=programme).defer("body", "search_text")
        return {
            page.pk: (page.live and page.url) or reverse("knowledge:text", args=[page.pk]) for page in pages
        }

    return addresses


FINDERS: dict[str, Finder] = {
    "knowledge.articlepage": _texts(ArticlePage),
    "knowledge.toolpage": _texts(ToolPage),
}
