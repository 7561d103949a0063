"""The way of an organisation through the programmes: for the team, and for its own members."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from osnowa.people.models import Organisation
from osnowa.people.permissions import for_organisation, for_registry
from osnowa.portal.queries.paths import path_of
from osnowa.programme.queries import programmes_of


@require_safe
@for_registry()
def organisation_path(request: HttpRequest, number: int) -> HttpResponse:
    """For the team: steps of the programmes in which the reader has a role."""
    found = get_object_or_404(Organisation, pk=number)
    if found.merged_into_id is not None:
        return redirect("portal:organisation_path", found.merged_into_id)
    mine = frozenset(programmes_of(request.user).values_list("pk", flat=True))
    return render(
        request, "portal/path.html", {"organisation": found, "steps": path_of(found, mine), "for_team": True}
    )


@require_safe
@for_organisation
def own_path(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """For the organisation's members: everything that is known of it."""
    return render(
        request, "portal/path.html", {"organisation": organisation, "steps": path_of(organisation, None)}
    )
