"""Open offices as readers find them."""

from collections.abc import Iterator

from django.urls import reverse

from osnowa.coworking.models import Space
from osnowa.coworking.queries.spaces import open_spaces
from osnowa.lib import search

KIND = "space"


def entry_of(space: Space) -> search.Entry | None:
    """None while the office is not shown."""
    if not space.is_open:
        return None
    said = (space.description, space.address, space.accessibility, space.house_rules)
    return search.Entry(
        KIND,
        space.pk,
        space.name,
        "\n".join(part for part in said if part),
        reverse("coworking:space", args=[space.slug]),
        {"topic": ("coworking",), "programme": (search.ALL,)},
    )


def entries() -> Iterator[search.Entry]:
    for space in open_spaces().order_by("pk"):
        if found := entry_of(space):
            yield found
