"""Where facts of the newsletter stand."""

from django.urls import reverse

from osnowa.newsletter.models import Issue
from osnowa.programme.models import Programme
from osnowa.reporting.queries.addresses.shapes import Addresses, Finder, Ids


def _issues(programme: Programme, ids: Ids) -> Addresses:
    found = Issue.objects.filter(pk__in=ids, programme=programme).values_list("pk", flat=True)
    return {pk: reverse("newsletter:work_issue", args=[programme.slug, pk]) for pk in found}


FINDERS: dict[str, Finder] = {"newsletter.issue": _issues}
