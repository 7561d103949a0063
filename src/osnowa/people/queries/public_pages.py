"""Organisations that agreed to be found by everybody."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from osnowa.lib import search
from osnowa.people.models import Organisation, PublicPage
from osnowa.people.models.public_page import entry_of


def pages_shown() -> QuerySet[PublicPage]:
    """Of organisations that are shown to everybody, by name, with the organisation."""
    return (
        PublicPage.objects.filter(
            withdrawn_at=None, organisation__merged_into=None, organisation__confirmed_at__isnull=False
        )
        .select_related("organisation")
        .order_by("organisation__sort_key", "organisation_id")
    )


def is_shown(organisation: str) -> Exists:
    """For `annotate`: does the organisation with the id in this column ("organisation", "pk") have a public page?"""
    return Exists(pages_shown().order_by().filter(organisation=OuterRef(organisation)))


def public_page_at(number: int) -> PublicPage | None:
    """The page of the organisation with this id, or of the one that it was merged into."""
    merged = Organisation.objects.filter(pk=number).values("merged_into")
    return pages_shown().filter(Q(organisation=number) | Q(organisation__in=merged)).first()


def consent_of(organisation: Organisation) -> PublicPage | None:
    """Its living consent, shown or not yet."""
    return (
        PublicPage.objects.filter(organisation=organisation, withdrawn_at=None)
        .select_related("noted_by")
        .first()
    )


def entries() -> Iterator[search.Entry]:
    """As readers find them."""
    for page in pages_shown().order_by("pk").iterator(chunk_size=500):
        if found := entry_of(page):
            yield found
