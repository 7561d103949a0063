"""Where facts of cooperation stand."""

from django.urls import reverse

from osnowa.cooperation.models import Announcement, Answer
from osnowa.programme.models import Programme
from osnowa.reporting.queries.addresses.shapes import Addresses, Finder, Ids


def _announcement(programme: Programme, ids: Ids) -> Addresses:
    rows = Announcement.objects.filter(pk__in=ids, programme=programme).values_list("pk", flat=True)
    return {pk: reverse("cooperation:work_announcement", args=[programme.slug, pk]) for pk in rows}


def _answer(programme: Programme, ids: Ids) -> Addresses:
    rows = Answer.objects.filter(pk__in=ids, announcement__programme=programme)
    return {
        pk: f"{reverse('cooperation:work_announcement', args=[programme.slug, announcement])}#answers"
        for pk, announcement in rows.values_list("pk", "announcement_id")
    }


FINDERS: dict[str, Finder] = {
    "cooperation.announcement": _announcement,
    "cooperation.answer": _answer,
}
