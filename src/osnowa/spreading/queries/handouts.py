"""Reading prints that were handed out."""

from django.db.models import Count, Q, QuerySet, Sum
from wagtail.models import Page

from osnowa.newsletter.queries.issues import pages_to_tell_of
from osnowa.people.models import Organisation
from osnowa.people.queries import organisations_found
from osnowa.programme.models import Programme
from osnowa.spreading.models import Handout

MOST_FOUND = 40


def handouts_of(programme: Programme) -> QuerySet[Handout]:
    """Every one of the programme, newest first, each with `organisations_count` and `proofs_count`."""
    return (
        Handout.objects.filter(programme=programme)
        .annotate(
            organisations_count=Count("organisations", distinct=True),
            proofs_count=Count("proofs", distinct=True),
        )
        .select_related("logged_by", "withdrawn_by", "text")
        .order_by("-given_on", "-pk")
    )


def copies_by_kind(programme: Programme) -> list[tuple[str, int]]:
    """Copies that count, by kind of print, the most first. One question."""
    rows = Handout.objects.filter(programme=programme, withdrawn_at=None).order_by().values_list("kind")
    return sorted(
        ((str(Handout.Kind(kind).label), n) for kind, n in rows.annotate(n=Sum("copies"))),
        key=lambda row: -row[1],
    )


def texts_to_print(programme: Programme) -> QuerySet[Page]:
    """Published texts of the programme and of none, the latest first: what may have been printed or be linked to."""
    return pages_to_tell_of(programme)


def organisations_to_name(handout: Handout, typed: str) -> list[Organisation]:
    """Organisations that the team may have meant and that the handout does not name yet, by name.

    Nothing typed: those that got prints of this programme before.
    """
    if typed.strip():
        found = organisations_found(typed)
    else:
        found = Organisation.objects.filter(
            Q(handouts__programme=handout.programme_id), merged_into=None
        ).distinct()
    return list(found.exclude(handouts=handout.pk).order_by("sort_key", "pk")[:MOST_FOUND])
