"""Organisations that agreed to be found by everybody: the list, and a short page of each."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from osnowa.cooperation.queries import on_board
from osnowa.knowledge.queries import tools_used_by
from osnowa.people.queries import pages_shown, public_page_at

PER_PAGE = 40


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """By name, the Polish way."""
    page = Paginator(pages_shown(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/public_organisations.html", {"page": page})


@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """What is public of one; an entry that was merged leads to the one that it is now. No agreement: 404."""
    found = public_page_at(number)
    if found is None:
        raise Http404
    organisation = found.organisation
    if organisation.pk != number:
        return redirect("portal:public_organisation", organisation.pk)
    context = {
        "page": found,
        "organisation": organisation,
        "tools": tools_used_by(organisation),
        "announcements": list(on_board().filter(organisation=organisation)),
    }
    return render(request, "portal/public_organisation.html", context)
