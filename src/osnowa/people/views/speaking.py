"""The team says who speaks for an organisation: requests that wait, and everybody who came in its name."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.people import actions, queries
from osnowa.people.forms.speaking import AddressForm
from osnowa.people.models import Membership
from osnowa.people.permissions import for_registry

PER_PAGE = 25
OF_ADDRESSES = {"address", "no_address"}


@require_safe
@for_registry(manage=True)
def waiting(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.requests_waiting(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/requests.html", {"page": page})


@require_POST
@for_registry(manage=True)
def confirm(request: HttpRequest, number: int, membership: int) -> HttpResponse:
    found = _membership(number, membership)
    try:
        actions.confirm_membership(found, by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
        if broken.code in OF_ADDRESSES:
            return redirect("people:member_address", number, membership)
    else:
        _say_confirmed(request, found)
    return _back(request, number)


@require_http_methods(["GET", "HEAD", "POST"])
@for_registry(manage=True)
def address(request: HttpRequest, number: int, membership: int) -> HttpResponse:
    """Confirm somebody who needs an address of their own to sign in."""
    found = _membership(number, membership)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_membership(found, address=form.cleaned_data["address"], by=request.user)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            _say_confirmed(request, found)
            return redirect("people:organisation", number)
    return render(
        request,
        "people/member_address.html",
        {"membership": found, "organisation": found.organisation, "form": form},
    )


@require_POST
@for_registry(manage=True)
def refuse(request: HttpRequest, number: int, membership: int) -> HttpResponse:
    try:
        actions.refuse_membership(_membership(number, membership), by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
    else:
        messages.success(request, _("Refused. The person gets a letter."))
    return _back(request, number)


@require_POST
@for_registry(manage=True)
def end(request: HttpRequest, number: int, membership: int) -> HttpResponse:
    actions.end_membership(_membership(number, membership), by=request.user)
    messages.success(
        request,
        _("This person no longer speaks for the organisation and gets a letter. You can confirm again."),
    )
    return redirect("people:organisation", number)


def _membership(number: int, membership: int) -> Membership:
    return get_object_or_404(
        Membership.objects.select_related("person", "organisation"), pk=membership, organisation=number
    )


def _back(request: HttpRequest, number: int) -> HttpResponse:
    """Whoever answers requests from their list goes on there, while others wait."""
    if "from_requests" in request.POST and queries.requests_waiting().exists():
        return redirect("people:requests")
    return redirect("people:organisation", number)


def _say_confirmed(request: HttpRequest, membership: Membership) -> None:
    messages.success(
        request,
        _("%(who)s can sign in and act for the organisation. We are sending them a letter.")
        % {"who": membership.person.name},
    )
