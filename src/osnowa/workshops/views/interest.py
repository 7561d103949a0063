"""Who wants to hear that a sign-up opens: leaves an address, confirms it from the mailbox, or has it deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.lib import audit
from osnowa.lib.errors import RuleBroken
from osnowa.workshops.actions.interest import confirm_interest, delete_interest, note_interest
from osnowa.workshops.forms.interest import InterestForm
from osnowa.workshops.models import Cycle, Interest
from osnowa.workshops.views.public import SEE_OTHER, keep_private, public_cycle_or_404, too_many_from


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, programme: str, cycle: str) -> HttpResponse:
    """Leave an address. The answer is the same whether it was known or not."""
    found = public_cycle_or_404(request, programme, cycle)
    form = InterestForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if too_many_from(request):
            form.add_error(
                None,
                _("Many forms have come from your network this minute. Wait a minute and send it once more."),
            )
            status = 429
        else:
            try:
                note_interest(
                    found,
                    email=form.cleaned_data["email"],
                    name=form.cleaned_data["name"],
                    language=get_language() or "pl",
                    by=audit.PARTICIPANT,
                )
            except RuleBroken as refusal:
                if refusal.code == "open":  # better than what was asked for
                    return redirect("workshops:cycle", programme, cycle)
                form.refuse(refusal)
            else:
                address = reverse("workshops:interest_leave", args=[programme, cycle])
                return HttpResponseRedirect(f"{address}?sent=1", status=SEE_OTHER)
    context = {**_of(found), "form": form, "sent": "sent" in request.GET and request.method != "POST"}
    return render(request, "workshops/public/interest_leave.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in the letter: confirm, or delete. `deed` says which; opening changes nothing."""
    found = get_object_or_404(Interest.objects.select_related("cycle__programme"), token=token)
    request.programme = found.cycle.programme  # type: ignore[attr-defined]  # read by project.navigation
    if request.method == "POST":
        if request.POST.get("deed") == "delete":
            delete_interest(found, by=audit.PARTICIPANT)
            return keep_private(render(request, "workshops/public/interest_deleted.html", _of(found.cycle)))
        confirm_interest(found, by=audit.PARTICIPANT)
        return HttpResponseRedirect(reverse("workshops:interest", args=[token]), status=SEE_OTHER)
    return keep_private(
        render(request, "workshops/public/interest.html", {**_of(found.cycle), "interest": found})
    )


def _of(cycle: Cycle) -> dict[str, Any]:
    return {"cycle": cycle, "programme": cycle.programme}
