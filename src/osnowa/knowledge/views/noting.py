"""Readers are noted where they read: in memory, so that opening a page changes nothing (actions.reads)."""

from django.http import HttpRequest
from django.http.request import split_domain_port

from osnowa.knowledge.actions import note_use
from osnowa.knowledge.models import ReadCount
from osnowa.knowledge.permissions import counts_as_reader
from osnowa.knowledge.rules.reads import MARK


def note_reader(request: HttpRequest, page_id: int, kind: str = ReadCount.Kind.READ, what: str = "") -> None:
    """`what`: which file of the text was taken."""
    if counts_as_reader(request):
        note_use(
            f"{page_id} {what}",
            kind,
            request.headers,
            host=split_domain_port(request.get_host())[0],
            address=request.META.get("REMOTE_ADDR", ""),
            mark=request.GET.get(MARK, ""),
            page_id=page_id,
        )
