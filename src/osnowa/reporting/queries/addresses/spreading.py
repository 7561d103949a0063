"""Where facts of spreading stand."""

from django.urls import reverse

from osnowa.programme.models import Programme
from osnowa.reporting.queries.addresses.shapes import Addresses, Finder, Ids
from osnowa.spreading.models import Handout


def _handout(programme: Programme, ids: Ids) -> Addresses:
    rows = Handout.objects.filter(pk__in=ids, programme=programme).values_list("pk", flat=True)
    return {pk: reverse("spreading:handout", args=[programme.slug, pk]) for pk in rows}


FINDERS: dict[str, Finder] = {"spreading.handout": _handout}
