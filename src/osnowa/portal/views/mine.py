"""What belongs to whoever is signed in: their affairs and their data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from osnowa.people.permissions import for_signed_in
from osnowa.people.queries import organisations_of_account, requests_for_answer
from osnowa.portal import queries
from osnowa.programme.queries import public_programmes


@require_safe
@for_signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Organisations that one speaks for, then one section for each room."""
    organisations = list(organisations_of_account(request.user))
    asking = requests_for_answer(organisations)
    for organisation in organisations:
        organisation.asking = asking.get(organisation.pk, 0)  # type: ignore[attr-defined]
    return render(
        request,
        "portal/mine.html",
        {
            "organisations": organisations,
            "sections": queries.affairs_of(request.user),
            "public": list(public_programmes()[:1]),
        },
    )
