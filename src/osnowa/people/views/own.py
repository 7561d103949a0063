"""An organisation's page for its own people: who speaks for it, who asks to, whom we call."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.people import actions, queries
from osnowa.people.forms.speaking import ContactForm
from osnowa.people.models import Membership, Organisation
from osnowa.people.permissions import for_confirmers, speaks_for


@require_safe
@for_confirmers
def organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Members and requests only: who merely came to a workshop is not shown to others."""
    return render(
        request,
        "people/own_organisation.html",
        {
            "organisation": organisation,
            "identifiers": list(organisation.identifiers.all()),
            "members": list(queries.members_of(organisation)),
            "asking": list(queries.requests_of(organisation)),
            "speaks": speaks_for(request.user, organisation),
            "consent": queries.consent_of(organisation),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_confirmers
def contact(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = ContactForm(request.POST or None, initial=ContactForm.initial_of(organisation))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change_contact(
                organisation,
                name=data["contact_name"],
                email=data["contact_email"],
                phone=data["contact_phone"],
                by=request.user,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, _("Saved."))
            still = speaks_for(request.user, organisation) or data["contact_email"] == request.user.email
            return redirect("people:own_organisation", organisation.pk) if still else redirect("portal:mine")
    return render(request, "people/own_contact.html", {"organisation": organisation, "form": form})


@require_POST
@for_confirmers
def confirm(request: HttpRequest, organisation: Organisation, membership: int) -> HttpResponse:
    found = _asking(organisation, membership, "confirmed_at")
    try:
        actions.confirm_membership(found, by=request.user)
    except RuleBroken as broken:
        if broken.code in {"address", "no_address"}:
            # Whose address it is already is not told to members: the team settles it
            messages.error(
                request,
                _(
                    "This person needs another address of their own to sign in. "
                    "Ask the programme's team: they will set it with them."
                ),
            )
        else:
            messages.error(request, str(broken.message))
    else:
        messages.success(
            request,
            _("%(who)s can sign in and act for the organisation. We are sending them a letter.")
            % {"who": found.person.name},
        )
    return redirect("people:own_organisation", organisation.pk)


@require_POST
@for_confirmers
def refuse(request: HttpRequest, organisation: Organisation, membership: int) -> HttpResponse:
    found = _asking(organisation, membership, "refused_at")
    try:
        actions.refuse_membership(found, by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
    else:
        messages.success(request, _("Refused. The person gets a letter."))
    return redirect("people:own_organisation", organisation.pk)


@require_POST
@for_confirmers
def leave(request: HttpRequest, organisation: Organisation, membership: int) -> HttpResponse:
    """Members take back their own right only: somebody else's is the team's to end."""
    found = Membership.objects.filter(organisation=organisation, pk=membership).first()
    if found is None or found.person_id != request.user.person_id:
        raise Http404
    actions.end_membership(found, by=request.user)
    messages.success(request, _("You no longer act for “%(name)s”.") % {"name": organisation.name})
    return redirect("portal:mine")


def _asking(organisation: Organisation, membership: int, answered: str) -> Membership:
    """A request to this organisation, or one that was answered so already (a double click). Else 404."""
    found = (
        Membership.objects.filter(organisation=organisation, pk=membership).select_related("person").first()
    )
    if found is None or not (found.is_asking or getattr(found, answered) is not None):
        raise Http404
    return found
