"""The participant's own page, opened by the link in the mail. Opening changes nothing; buttons do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import ask_membership
from osnowa.people.models import Membership
from osnowa.workshops import documents
from osnowa.workshops.actions.enrolment import cancel_enrolment, change_enrolment, undo_cancellation
from osnowa.workshops.forms.enrolment import ActForForm, ChangeForm
from osnowa.workshops.models import Attendance, Enrolment
from osnowa.workshops.queries.calendars import calendar_of_cycle
from osnowa.workshops.queries.certificates import valid_certificate
from osnowa.workshops.queries.cycles import places
from osnowa.workshops.queries.enrolments import enrolment_by_token, position_on_reserve, somebody_waits
from osnowa.workshops.queries.own_page import tasks_of
from osnowa.workshops.views.public import SEE_OTHER, ics, keep_private

State = Enrolment.State
OwnView = Callable[..., HttpResponse]


def by_token(view: OwnView) -> OwnView:
    """Open a page to whoever holds the link; anybody else gets 404. The view gets the Enrolment."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        found = enrolment_by_token(token)
        if found is None or found.person.erased_at is not None:
            raise Http404
        request.programme = found.cycle.programme  # type: ignore[attr-defined]  # read by project.navigation
        return keep_private(view(request, found))

    return opened


@require_http_methods(["GET", "HEAD"])
@by_token
def own_page(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    return _page(request, enrolment)


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def change(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    if enrolment.state == State.CANCELLED:
        return _back(enrolment)
    needs = getattr(enrolment, "needs", None)
    if needs is not None and needs.is_carried:
        needs = None  # typed for another sign-up: health data that this link must not open
    typed = {
        "name": enrolment.person.name,
        "organisation": enrolment.membership.typed if enrolment.membership else "",
        "needs": needs.text if needs else "",
        "keep_needs": bool(needs and needs.keep),
    }
    form = ChangeForm(request.POST or None, initial=typed, has_phone=bool(enrolment.person.phone))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_enrolment(
                enrolment,
                name=data["name"],
                phone=data["phone"],
                remove_phone=data.get("remove_phone", False),
                organisation=data["organisation"],
                needs=data["needs"],
                keep_needs=data["keep_needs"],
                by=audit.PARTICIPANT,
            )
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
        else:
            return _back(enrolment, "changed")
    context = {**_of(enrolment), "form": form, "is_full": seat_is_precious(enrolment)}
    return render(request, "workshops/public/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def cancel(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    if request.method == "POST":
        try:
            cancel_enrolment(enrolment, by=audit.PARTICIPANT)
        except RuleBroken as broken:
            return _page(request, enrolment, refusal=broken)
        return _back(enrolment)
    if enrolment.state == State.CANCELLED:
        return _back(enrolment)
    return render(request, "workshops/public/cancel.html", _of(enrolment))


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def undo(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    if request.method == "POST":
        try:
            undo_cancellation(enrolment, by=audit.PARTICIPANT)
        except RuleBroken as broken:
            return _page(request, enrolment, refusal=broken)
        return _back(enrolment, "undone")
    return _back(enrolment)


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def act_for(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Ask to sign in and act for the organisation in whose name one signed up."""
    membership = enrolment.membership
    if membership is None or membership.match == Membership.Match.NONE:
        raise Http404
    form = ActForForm(request.POST or None, initial={"address": membership.address})
    if request.method == "POST" and form.is_valid():
        try:
            ask_membership(
                membership,
                address=form.cleaned_data["address"],
                language=get_language() or enrolment.language,
                by=audit.PARTICIPANT,
            )
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
        else:
            return _back(enrolment, "asked")
    context = {**_of(enrolment), "form": form, "membership": membership}
    return render(request, "workshops/public/act_for.html", context)


@require_GET
@by_token
def calendar(_request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    if enrolment.state != State.PLACED:
        raise Http404
    return ics(calendar_of_cycle(enrolment.cycle, enrolment.cycle.sessions.all()), enrolment.cycle)


@require_GET
@by_token
def certificate(_request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    found = valid_certificate(enrolment)
    if found is None:
        raise Http404
    response = HttpResponse(documents.certificate(found), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{enrolment.reference}.pdf"'
    return response


def _back(enrolment: Enrolment, said: str = "") -> HttpResponse:
    address = reverse("workshops:enrolment", args=[enrolment.token])
    return HttpResponseRedirect(f"{address}?{said}=1" if said else address, status=SEE_OTHER)


def _of(enrolment: Enrolment) -> dict[str, Any]:
    return {"enrolment": enrolment, "cycle": enrolment.cycle, "programme": enrolment.cycle.programme}


def _page(request: HttpRequest, enrolment: Enrolment, refusal: RuleBroken | None = None) -> HttpResponse:
    now = clock.now()
    prefetch_related_objects([enrolment.cycle], "sessions")  # asked once, for this page and for `tasks_of`
    sessions = list(enrolment.cycle.sessions.all())
    begun = any(session.starts_at <= now for session in sessions)
    until = enrolment.undo_until
    marks = (
        dict(Attendance.objects.filter(enrolment=enrolment).values_list("session_id", "mark"))
        if begun
        else {}
    )
    context = {
        **_of(enrolment),
        "sessions": sessions,
        "first": sessions[0] if sessions else None,
        "later": sessions[1:],
        "begun": begun,
        "over": bool(sessions) and all(session.ends_at <= now for session in sessions),
        "position": position_on_reserve(enrolment),
        "undo_until": until if until is not None and until > now else None,
        "minutes_left": max(1, round((until - now).total_seconds() / 60)) if until and until > now else 0,
        "marks": [(session, marks.get(session.pk, "")) for session in sessions if session.starts_at <= now],
        "certificate": valid_certificate(enrolment) if begun else None,
        "is_full": not begun and seat_is_precious(enrolment),
        "somebody_waits": until is not None and until > now and somebody_waits(enrolment.cycle),
        "tasks": tasks_of(enrolment),
        "refusal": refusal,
        "changed": "changed" in request.GET,
        "undone": "undone" in request.GET,
        "asked": "asked" in request.GET,
        "may_act_for": enrolment.membership is not None
        and enrolment.membership.match != Membership.Match.NONE,
    }
    return render(request, "workshops/public/enrolment.html", context)


def seat_is_precious(enrolment: Enrolment) -> bool:
    """Would somebody who cancels only to put an address right lose the seat, or the position on the reserve list?"""
    if enrolment.state == State.CANCELLED:
        return False
    return enrolment.state == State.RESERVE or places(enrolment.cycle).is_full
