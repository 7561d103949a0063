"""Published cycles as readers find them."""

from collections.abc import Iterator

from django.urls import reverse

from osnowa.lib import search
from osnowa.workshops.models import Cycle

KIND = "cycle"


def entry_of(cycle: Cycle) -> search.Entry | None:
    """The cycle with the titles of its sessions; None while it is not published.

    Whether its programme is public is asked when something is looked for (facet `programme`).
    """
    if not cycle.is_published:
        return None
    titles = [session.title for session in cycle.sessions.all()]
    said = (cycle.summary, cycle.for_whom, cycle.outcomes, *titles, cycle.level, cycle.place)
    return search.Entry(
        KIND,
        cycle.pk,
        cycle.title,
        "\n".join(part for part in said if part),
        reverse("workshops:cycle", args=[cycle.programme.slug, cycle.slug]),
        {"programme": (cycle.programme.slug,)},
    )


def entries() -> Iterator[search.Entry]:
    cycles = Cycle.objects.filter(is_published=True).select_related("programme").order_by("pk")
    for cycle in cycles.prefetch_related("sessions"):
        if found := entry_of(cycle):
            yield found
