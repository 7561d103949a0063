"""Typed names that may mean something known: a person of the team says."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.people import actions, queries
from osnowa.people.models import Membership, Organisation
from osnowa.people.permissions import for_registry
from osnowa.people.rules import identifiers

PER_PAGE = 15
FOUND = 10
_SETTLED = (Membership.Match.SETTLED, Membership.Match.NONE)


@require_safe
@for_registry(manage=True)
def memberships_to_settle(request: HttpRequest) -> HttpResponse:
    """What was typed, candidates as buttons, "a new organisation", and a search for others (`szukaj`, `q`)."""
    page = Paginator(queries.memberships_to_settle(), PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    candidates = queries.candidates_for(rows)
    searched, words = request.GET.get("szukaj", ""), request.GET.get("q", "").strip()
    for row in rows:
        row.candidates = candidates[row.pk]
        row.name_typed = identifiers.read_typed(row.typed).name or row.typed
        row.searched = str(row.pk) == searched
        suggested = [candidate.organisation.pk for candidate in row.candidates]
        found = queries.organisations_found(words) if row.searched and words else Organisation.objects.none()
        row.found = list(found.exclude(pk__in=suggested)[:FOUND])
        row.found_suggested = not row.found and found.exists()
    settled = request.GET.get("ustalono", "")
    fresh = (
        Membership.objects.select_related("organisation").filter(pk=settled, match__in=_SETTLED).first()
        if settled.isdecimal() and len(settled) < 19  # noqa: PLR2004  as long as the database's numbers
        else None
    )
    return render(
        request, "people/to_settle.html", {"page": page, "rows": rows, "words": words, "settled": fresh}
    )


@require_POST
@for_registry(manage=True)
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """Posted: `organisation` = an id, "new" or "none"."""
    membership = get_object_or_404(Membership, pk=number)
    chosen = request.POST.get("organisation", "")
    try:
        if chosen == "new":
            actions.settle_as_new(membership, by=request.user)
        elif chosen == "none":
            actions.settle_as_none(membership, by=request.user)
        elif chosen.isdecimal() and len(chosen) < 19:  # noqa: PLR2004
            actions.settle_membership(
                membership, get_object_or_404(Organisation, pk=int(chosen)), by=request.user
            )
        else:
            raise Http404
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
        return redirect("people:memberships_to_settle")
    response = redirect("people:memberships_to_settle")
    response.headers["Location"] += f"?ustalono={membership.pk}"
    return response


@require_POST
@for_registry(manage=True)
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    membership = get_object_or_404(Membership, pk=number)
    actions.reopen_membership(membership, by=request.user)
    messages.success(request, _("It waits for your answer again."))
    return redirect("people:memberships_to_settle")
