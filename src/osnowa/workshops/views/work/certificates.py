"""The certificates of a cycle: who gets one, who does not and why, issuing, taking back, issuing anew."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.workshops import documents
from osnowa.workshops.actions import certificates as actions
from osnowa.workshops.forms.certificates import ReissueForm, RevokeForm
from osnowa.workshops.permissions import can_manage_cycles, can_see_needs
from osnowa.workshops.queries.certificates import candidates, certificates_of, running_batch
from osnowa.workshops.queries.papers import paper_not_issued
from osnowa.workshops.views.work.reach import READERS, TEAM, certificate_of, cycle_of, enrolment_of


@require_safe
@for_team(*READERS)
def listing(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    issued = list(certificates_of(cycle))
    rows = candidates(cycle, issued)
    sessions = list(cycle.sessions.all())
    still_open = [session for session in sessions if session.closed_at is None]
    context = {
        "programme": programme,
        "cycle": cycle,
        "tab": "certificates",
        "issued": issued,
        "valid_count": sum(certificate.is_valid for certificate in issued),
        "uncovered": {row.certificate.pk for row in rows if row.is_uncovered and row.certificate},
        "due": [row for row in rows if row.is_due],
        "without": [row for row in rows if row.certificate is None and not row.is_due],
        "batch": running_batch(cycle),
        "still_open": still_open,
        "is_finished": bool(sessions) and not still_open,
        "may_manage": can_manage_cycles(request.user, programme),
        # Names, and the codes by which anybody reads a name off the public page of checking.
        "may_see_people": can_see_needs(request.user, cycle),
    }
    return render(request, "workshops/work/certificates.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def issue(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    try:
        issued = actions.issue_certificates(cycle, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        if running_batch(cycle) is None:
            said = ngettext(
                "%(count)d certificate is issued.", "%(count)d certificates are issued.", len(issued)
            )
            messages.success(request, said % {"count": len(issued)})
    return redirect("workshops:certificates", programme.slug, number)


@require_safe
@for_team(*TEAM)
def paper(request: HttpRequest, programme: Programme, number: int, sequence: int) -> HttpResponse:
    certificate = certificate_of(cycle_of(request, programme, number), sequence)
    response = HttpResponse(documents.certificate(certificate), content_type="application/pdf")
    name = certificate.number.replace("/", "-")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@require_safe
@for_team(*TEAM)
def preview(request: HttpRequest, programme: Programme, number: int, enrolment: int) -> HttpResponse:
    """The paper that somebody would get today: looked at before many are issued."""
    cycle = cycle_of(request, programme, number)
    found = paper_not_issued(cycle, enrolment_of(cycle, enrolment).pk) if cycle.sessions.all() else None
    if found is None:
        raise Http404
    response = HttpResponse(documents.certificate(found, preview=True), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="preview-{enrolment}.pdf"'
    return response


@require_safe
@for_team(*TEAM)
def all_papers(request: HttpRequest, programme: Programme, number: int) -> StreamingHttpResponse:
    """Every valid certificate of the cycle in one ZIP, for printing; sent while it is made."""
    cycle = cycle_of(request, programme, number)
    response = StreamingHttpResponse(documents.certificates_zipped(cycle), content_type="application/zip")
    name = f"W{cycle.number}-{cycle.slug}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def revoke(request: HttpRequest, programme: Programme, number: int, sequence: int) -> HttpResponse:
    """An interruption first: the person gets a mail, and everybody who checks the code sees it."""
    cycle = cycle_of(request, programme, number)
    certificate = certificate_of(cycle, sequence)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke_certificate(
                certificate,
                form.cleaned_data["reason"],
                because=form.cleaned_data["because"],
                by=request.user,
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            said = _("Certificate %(number)s is no longer valid. The person gets an e-mail.")
            messages.success(request, said % {"number": certificate.number})
            return redirect("workshops:certificates", programme.slug, number)
    context = {"programme": programme, "cycle": cycle, "certificate": certificate, "form": form}
    return render(request, "workshops/work/certificate_revoke.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def reissue(request: HttpRequest, programme: Programme, number: int, sequence: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    certificate = certificate_of(cycle, sequence)
    form = ReissueForm(
        request.POST if request.method == "POST" else None, initial={"language": certificate.language}
    )
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.reissue_certificate(
                certificate, language=form.cleaned_data["language"], by=request.user
            )
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
        else:
            said = _("Certificate %(number)s is issued. The person gets an e-mail.")
            messages.success(request, said % {"number": new.number})
        return redirect("workshops:certificates", programme.slug, number)
    context = {"programme": programme, "cycle": cycle, "certificate": certificate, "form": form}
    return render(request, "workshops/work/certificate_reissue.html", context)
