"""Where facts of knowledge stand."""

from osnowa.knowledge.models import KINDS, NewsPage, ReviewedPage
from osnowa.programme.models import Programme
from osnowa.reporting.queries.addresses.shapes import Addresses, Finder, Ids


def _texts(kind: type[ReviewedPage] | type[NewsPage]) -> Finder:
    """Only to what everybody can open: who reads figures need not be an editor, and then a draft is not found."""

    def addresses(programme: Programme, ids: Ids) -> Addresses:
        pages = kind.objects.live().filter(pk__in=ids, programme=programme).defer("body")
        return {page.pk: page.url for page in pages if page.url}

    return addresses


_KINDS: tuple[type[ReviewedPage] | type[NewsPage], ...] = (*KINDS, NewsPage)
FINDERS: dict[str, Finder] = {
    kind._meta.label_lower: _texts(kind)  # noqa: SLF001  the public name of a model's kind
    for kind in _KINDS
}
