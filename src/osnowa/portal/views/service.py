"""Certificates of work: for trainers, mentors and volunteers. Hours come from the rooms in which they were proven."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.people.permissions import for_signed_in
from osnowa.portal.queries.service import own_service_papers, service_row, service_rows
from osnowa.programme import documents
from osnowa.programme.actions.papers import issue_service_paper, revoke_service_paper
from osnowa.programme.models import Programme, Role, ServicePaper
from osnowa.programme.permissions import for_team


@require_safe
@for_team(Role.COORDINATOR)
def listing(request: HttpRequest, programme: Programme) -> HttpResponse:
    rows = service_rows(programme)
    revoked = ServicePaper.objects.filter(programme=programme, revoked_at__isnull=False)
    context = {"programme": programme, "rows": rows, "revoked": revoked.select_related("account")}
    return render(request, "portal/service.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def issue(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Account and kind of work come from the button; hours are counted here, never sent."""
    account = request.POST.get("account", "")
    row = service_row(programme, int(account), request.POST.get("kind", "")) if account.isdecimal() else None
    if row is None:
        messages.error(request, _("There are no hours yet that could be certified."))
        return redirect("portal:service", programme.slug)
    try:
        paper = issue_service_paper(
            programme,
            row.account,
            row.kind,
            hours=row.served.hours,
            first_on=row.served.first_on,
            last_on=row.served.last_on,
            work=list(row.served.work),
            by=request.user,
        )
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        said = _("Certificate %(number)s is issued. The person gets an e-mail.")
        messages.success(request, said % {"number": paper.number})
    return redirect("portal:service", programme.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def revoke(request: HttpRequest, programme: Programme, paper: int) -> HttpResponse:
    """An interruption first: everybody who checks the code sees it."""
    found = get_object_or_404(ServicePaper.objects.select_related("account"), programme=programme, pk=paper)
    if request.method == "POST":
        revoke_service_paper(found, by=request.user)
        said = _("Certificate %(number)s is no longer valid.")
        messages.success(request, said % {"number": found.number})
        return redirect("portal:service", programme.slug)
    return render(request, "portal/service_revoke.html", {"programme": programme, "paper": found})


@require_safe
@for_team(Role.COORDINATOR)
def paper(_request: HttpRequest, programme: Programme, paper: int) -> HttpResponse:
    return _pdf(get_object_or_404(ServicePaper, programme=programme, pk=paper))


@require_safe
@for_signed_in
def own_paper(request: HttpRequest, paper: int) -> HttpResponse:
    """One's own, and nobody else's."""
    found = next((one for one in own_service_papers(request.user) if one.pk == paper), None)
    if found is None:
        raise Http404
    return _pdf(found)


def _pdf(found: ServicePaper) -> HttpResponse:
    response = HttpResponse(documents.service_paper(found), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{found.number.replace("/", "-")}.pdf"'
    response.headers["Cache-Control"] = "no-store, private"
    return response
