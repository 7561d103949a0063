"""The participant's own page, opened by the link in the mail. Opening changes nothing; buttons do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
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
from osnowa.workshops.actions.offers import accept_offer, ask_again, decline_offer, reconfirm
from osnowa.workshops.forms.enrolment import ActForForm, ChangeForm
from osnowa.workshops.models import Attendance, Enrolment, Material, Session
from osnowa.workshops.queries.calendars import calendar_of_cycle
from osnowa.workshops.queries.certificates import valid_certificate
from osnowa.workshops.queries.cycles import every_session, is_ranked, places
from osnowa.workshops.queries.enrolments import (
    colleagues_of,
    enrolment_by_token,
)
from osnowa.workshops.queries.materials import material_for, materials_for
from osnowa.workshops.queries.messages import asks_to_confirm
from osnowa.workshops.queries.own_choices import (
    consents_here,
    may_bring_colleagues,
    may_change_answers,
    waits_for_limit,
)
from osnowa.workshops.queries.own_page import tasks_of
from osnowa.workshops.queries.questions import answers_of
from osnowa.workshops.queries.ranking import because_said, row_of
from osnowa.workshops.queries.reserve import odds_in, position_on_reserve, somebody_waits
from osnowa.workshops.queries.terms import terms_of
from osnowa.workshops.rules import presence
from osnowa.workshops.views.materials import material_download
from osnowa.workshops.views.own_sheet import TEMPLATE, own_sheet
from osnowa.workshops.views.public import SEE_OTHER, ics, keep_private
from osnowa.workshops.views.recognising import remember

State = Enrolment.State
OwnView = Callable[..., Any]


def by_token(view: OwnView) -> OwnView:
    """Open a page to whoever holds the link; anybody else gets 404. The view gets the Enrolment."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        found = enrolment_by_token(token)
        if found is None or found.person.erased_at is not None:
            raise Http404
        request.programme = found.cycle.programme  # type: ignore[attr-defined]  # read by project.navigation
        return keep_private(view(request, found, **more))

    return opened


@require_http_methods(["GET", "HEAD"])
@by_token
def own_page(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    return _page(request, enrolment)


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def change(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    if enrolment.state in (State.CANCELLED, State.REFUSED):
        return back_to_own_page(enrolment)
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
            return back_to_own_page(enrolment, "changed")
    context = {**own_context(enrolment), "form": form, "is_full": seat_is_precious(enrolment)}
    return render(request, "workshops/public/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def cancel(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    if request.method == "POST":
        try:
            cancel_enrolment(enrolment, by=audit.PARTICIPANT)
        except RuleBroken as broken:
            return _page(request, enrolment, refusal=broken)
        return back_to_own_page(enrolment)
    if enrolment.state in (State.CANCELLED, State.REFUSED):
        return back_to_own_page(enrolment)
    return render(request, "workshops/public/cancel.html", own_context(enrolment))


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def undo(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    if request.method == "POST":
        try:
            undo_cancellation(enrolment, by=audit.PARTICIPANT)
        except RuleBroken as broken:
            return _page(request, enrolment, refusal=broken)
        return back_to_own_page(enrolment, "undone")
    return back_to_own_page(enrolment)


ANSWERS: dict[str, Callable[..., Enrolment]] = {
    "yes": accept_offer,
    "no": decline_offer,
    "again": ask_again,
    "coming": reconfirm,
}


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def answer(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Yes or no to an offered place, "I would still like one", "I am coming". Opening it leads to the own page."""
    given = request.POST.get("answer", "")
    deed = ANSWERS.get(given)
    if request.method != "POST" or deed is None:
        return back_to_own_page(enrolment)
    try:
        deed(enrolment, by=audit.PARTICIPANT)
    except RuleBroken as broken:
        enrolment.refresh_from_db()
        return _page(request, enrolment, refusal=broken)
    return back_to_own_page(enrolment, given)


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
            return back_to_own_page(enrolment, "asked")
    context = {**own_context(enrolment), "form": form, "membership": membership}
    return render(request, "workshops/public/act_for.html", context)


@require_GET
@by_token
def calendar(_request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    if enrolment.state != State.PLACED:
        raise Http404
    cycle = enrolment.cycle
    return ics(calendar_of_cycle(cycle, every_session(cycle), with_links=True), cycle)


@require_GET
@by_token
def material(_request: HttpRequest, enrolment: Enrolment, material: int) -> HttpResponseBase:
    return material_download(material_for(enrolment, material))


@require_GET
@by_token
def certificate(_request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    found = valid_certificate(enrolment)
    if found is None:
        raise Http404
    response = HttpResponse(documents.certificate(found), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{enrolment.reference}.pdf"'
    return response


def back_to_own_page(enrolment: Enrolment, said: str = "") -> HttpResponse:
    address = reverse("workshops:enrolment", args=[enrolment.token])
    return HttpResponseRedirect(f"{address}?{said}=1" if said else address, status=SEE_OTHER)


def own_context(enrolment: Enrolment) -> dict[str, Any]:
    return {"enrolment": enrolment, "cycle": enrolment.cycle, "programme": enrolment.cycle.programme}


def _page(request: HttpRequest, enrolment: Enrolment, refusal: RuleBroken | None = None) -> HttpResponse:
    now = clock.now()
    every = every_session(enrolment.cycle)
    sessions = [session for session in every if not session.is_called_off]
    begun = any(session.starts_at <= now for session in sessions)
    ahead = [
        session for session in sessions if session.ends_at > now
    ] or sessions  # all of them once it is over
    tasks = tasks_of(enrolment, sorted(sessions, key=lambda session: session.starts_at))
    until = enrolment.undo_until
    marks = (
        dict(Attendance.objects.filter(enrolment=enrolment).values_list("session_id", "mark"))
        if begun
        else {}
    )
    context = {
        **own_context(enrolment),
        "sessions": sessions,
        "called_off": [session for session in every if session.is_called_off],
        "prepared": _prepared(enrolment, sessions),
        "first": ahead[0] if ahead else None,
        "later": ahead[1:],
        "begun": begun,
        "over": bool(sessions) and all(session.ends_at <= now for session in sessions),
        **_of_waiting(enrolment, begun=begun),
        "asks_to_confirm": asks_to_confirm(enrolment, sessions, now),
        "answered": next((word for word in ANSWERS if word in request.GET), ""),
        "undo_until": until if until is not None and until > now else None,
        "minutes_left": max(1, round((until - now).total_seconds() / 60)) if until and until > now else 0,
        "marks": [(session, marks.get(session.pk, "")) for session in sessions if session.starts_at <= now],
        "certificate": valid_certificate(enrolment) if begun else None,
        "is_full": not begun and seat_is_precious(enrolment),
        "pending": enrolment.confirm_until is not None
        and enrolment.state not in (State.CANCELLED, State.REFUSED),
        "lapsed": bool(
            enrolment.confirm_until
            and enrolment.cancelled_at
            and enrolment.cancelled_at >= enrolment.confirm_until
        ),
        "answers": answers_of(enrolment) if _shows_answers(enrolment) else [],  # type: ignore[attr-defined]
        "may_change_answers": may_change_answers(enrolment),
        "may_bring_colleagues": may_bring_colleagues(enrolment),
        "colleagues": colleagues_of(enrolment) if enrolment.brings_colleagues else [],  # type: ignore[attr-defined]
        "consents": consents_here(enrolment) if _is_asked_consents(enrolment) else [],
        "over_limit": waits_for_limit(enrolment),
        "somebody_waits": until is not None and until > now and somebody_waits(enrolment.cycle),
        **_ranked(enrolment),
        "takes_codes": enrolment.state == State.PLACED
        and any(
            session.closed_at is None and presence.is_open(now, session.starts_at, session.ends_at)
            for session in sessions
        ),
        "tasks": [task for task in tasks if task.deed],
        "tasks_done": [task for task in tasks if not task.deed],
        "refusal": refusal,
        "changed": "changed" in request.GET,
        "undone": "undone" in request.GET,
        "asked": "asked" in request.GET,
        "answers_saved": "answered" in request.GET,
        "brought": "brought" in request.GET,
        "noted": "noted" in request.GET,
        "may_act_for": enrolment.membership is not None
        and enrolment.membership.match != Membership.Match.NONE,
    }
    response = own_sheet(request, enrolment, context) or render(request, TEMPLATE, context)
    if context["takes_codes"]:
        remember(response, enrolment)  # the camera's way to the list then asks nothing
    return response


def _prepared(enrolment: Enrolment, sessions: list[Session]) -> list[tuple[Session, list[Material]]]:
    """Sessions that bring something along: a link, a programme, materials, homework. Only for who has a place."""
    if enrolment.state != State.PLACED:
        return []
    some = any(session.has_materials for session in sessions)  # type: ignore[attr-defined]  # by `every_session`
    materials = materials_for(enrolment) if some else {}
    return [
        (session, materials.get(session.pk, []))
        for session in sessions
        if session.online_url or session.agenda or session.homework or session.pk in materials
    ]


def _ranked(enrolment: Enrolment) -> dict[str, Any]:
    """Where places go by a list: when it is promised, and, once it is out, the person's own line with why."""
    if not is_ranked(enrolment.cycle):
        return {}
    row = row_of(enrolment)
    terms = terms_of(enrolment.cycle)
    return {
        "row": row if enrolment.state != State.CANCELLED else None,
        "because": because_said(row, row.ranking.terms) if row else "",
        "results_on": terms.results_on if terms else None,
    }


def _shows_answers(enrolment: Enrolment) -> bool:
    """Not to who has still to confirm: they are asked then."""
    return bool(enrolment.asks_questions) and enrolment.confirm_until is None  # type: ignore[attr-defined]


def _is_asked_consents(enrolment: Enrolment) -> bool:
    return enrolment.state != State.CANCELLED and enrolment.confirm_until is None


def _of_waiting(enrolment: Enrolment, *, begun: bool) -> dict[str, Any]:
    """What the page of somebody on the reserve list says: is a place offered, is the person set aside, the chances."""
    if enrolment.state != State.RESERVE:
        return {}
    position = position_on_reserve(enrolment)
    chances = None if begun else odds_in(enrolment.cycle)
    return {
        "position": position,
        "is_likely": bool(chances and position and chances.are_good(position)),
        "offered_until": None if begun else enrolment.offered_until,
        "is_set_aside": enrolment.set_aside_at is not None,
        "odds": chances,
    }


def seat_is_precious(enrolment: Enrolment) -> bool:
    """Would somebody who cancels only to put an address right lose the seat, or the position on the reserve list?"""
    if enrolment.state in (State.CANCELLED, State.APPLIED, State.REFUSED):
        return False
    return enrolment.state == State.RESERVE or places(enrolment.cycle).is_full
