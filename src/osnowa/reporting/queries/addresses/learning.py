"""Where facts of learning stand."""

from django.urls import reverse

from osnowa.learning.models import Sitting
from osnowa.programme.models import Programme
from osnowa.reporting.queries.addresses.shapes import Addresses, Finder, Ids


def _sitting(programme: Programme, ids: Ids) -> Addresses:
    rows = Sitting.objects.filter(pk__in=ids, enrolment__cycle__programme=programme).values_list(
        "pk", "enrolment__cycle__number"
    )
    return {pk: reverse("learning:cycle", args=[programme.slug, cycle]) for pk, cycle in rows}


FINDERS: dict[str, Finder] = {"learning.sitting": _sitting}
