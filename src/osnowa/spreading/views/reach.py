"""From an address to the thing of this programme, or 404; and what pages of the team share."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from osnowa.programme.models import Programme
from osnowa.spreading.models import Handout, ShortLink
from osnowa.spreading.queries.handouts import handouts_of
from osnowa.spreading.queries.links import links_of

SEE_OTHER = 303
PAGE = 30


def handout_of(programme: Programme, pk: int) -> Handout:
    found = get_object_or_404(handouts_of(programme), pk=pk)
    found.programme = programme
    return found


def link_of(programme: Programme, pk: int) -> ShortLink:
    found = get_object_or_404(links_of(programme), pk=pk)
    found.programme = programme
    return found


def to_page(name: str, programme: Programme, *args: int) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"spreading:{name}", args=[programme.slug, *args]), status=SEE_OTHER)
