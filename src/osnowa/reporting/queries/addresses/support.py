"""Where facts of support stand."""

from django.urls import reverse

from osnowa.programme.models import Programme
from osnowa.reporting.queries.addresses.shapes import Addresses, Finder, Ids
from osnowa.support.models import Adoption, Consultation, WorkLog


def _adoption(programme: Programme, ids: Ids) -> Addresses:
    known = Adoption.objects.filter(pk__in=ids, programme=programme).values_list("pk", flat=True)
    return {pk: reverse("support:adoption", args=[programme.slug, pk]) for pk in known}


def _consultation(programme: Programme, ids: Ids) -> Addresses:
    known = Consultation.objects.filter(pk__in=ids, programme=programme).values_list("pk", flat=True)
    return {pk: reverse("support:consultation", args=[programme.slug, pk]) for pk in known}


def _work_log(programme: Programme, ids: Ids) -> Addresses:
    known = WorkLog.objects.filter(pk__in=ids, programme=programme).values_list("pk", flat=True)
    return {pk: reverse("support:work_log", args=[programme.slug, pk]) for pk in known}


FINDERS: dict[str, Finder] = {
    "support.adoption": _adoption,
    "support.consultation": _consultation,
    "support.worklog": _work_log,
}
