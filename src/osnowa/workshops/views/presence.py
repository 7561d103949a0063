"""A participant says by the code on the screen: I am here. Opening the address changes nothing; the button does."""

from functools import partial
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.workshops.actions.presence import say_presence
from osnowa.workshops.forms.presence import PresenceForm, ScreenCodeForm
from osnowa.workshops.models import AttendanceMark, Enrolment, Session
from osnowa.workshops.queries.presence import enrolment_by_words, session_by_code, taking_codes
from osnowa.workshops.rules import presence as rules
from osnowa.workshops.views.enrolment import by_token
from osnowa.workshops.views.misses import TOO_MANY, Misses
from osnowa.workshops.views.public import SEE_OTHER, keep_private
from osnowa.workshops.views.recognising import recognised, remember

GONE = 410
UNKNOWN_CODES = Misses("presence-codes")
UNKNOWN_PEOPLE = Misses("presence-people")
_sign = partial(signing.dumps, salt="workshops.presence", compress=False)
_unsign = partial(signing.loads, salt="workshops.presence")


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Type the code that stands under the picture. It goes by GET: only the next page's button changes anything."""
    form = ScreenCodeForm(request.GET if "kod" in request.GET else None)
    if form.is_valid():
        return HttpResponseRedirect(
            reverse("workshops:presence", args=[rules.read_code(form.cleaned_data["kod"]) or "-"])
        )
    return keep_private(render(request, "workshops/public/presence_start.html", {"form": form}))


@require_http_methods(["GET", "HEAD", "POST"])
def presence(request: HttpRequest, code: str) -> HttpResponse:
    if UNKNOWN_CODES.are_too_many(request) or UNKNOWN_PEOPLE.are_too_many(request):
        refusal = _(
            "Many tries that led nowhere have come from your network. Wait a minute, or ask the trainer."
        )
        return _old(request, refusal, status=TOO_MANY)
    session = session_by_code(code)
    if request.method == "POST":
        session = _session_of_ticket(request.POST.get("ticket", "")) or session
    if session is None:
        UNKNOWN_CODES.count(request)
        return _old(request)
    request.programme = session.cycle.programme  # type: ignore[attr-defined]  # read by project.navigation
    known = recognised(request, session)
    if request.method == "POST" and "known" in request.POST and known is not None:
        return _known(request, session, known, code)
    form = PresenceForm(request.POST if request.method == "POST" and "known" not in request.POST else None)
    if form.is_bound and form.is_valid():
        found = enrolment_by_words(session, form.cleaned_data["email"], form.cleaned_data["name"])
        if found is None:
            UNKNOWN_PEOPLE.count(request)
            form.add_error(
                None,
                _(
                    "We do not find such a place in this cycle. Write the address and the name as at the sign-up, or "
                    "ask the trainer to mark you."
                ),
            )
        else:
            try:
                mark = say_presence(session, found)
            except RuleBroken as refusal:
                form.refuse(refusal)
            else:
                return _to_thanks(mark, found)
    if known is not None and not form.is_bound:
        return _ask_known(request, session, known, code)
    context = {**_of(session, code), "form": form}
    return keep_private(render(request, "workshops/public/presence.html", context))


def _of(session: Session, code: str) -> dict[str, Any]:
    cycle = session.cycle
    return {
        "session": session,
        "cycle": cycle,
        "programme": cycle.programme,
        "ticket": _ticket(session),
        "code": code,
    }


def _ask_known(
    request: HttpRequest, session: Session, known: Enrolment, code: str, refusal: str = ""
) -> HttpResponse:
    """The telephone is known: one button, and a way for somebody else who holds it."""
    context = {**_of(session, code), "known": known, "refusal": refusal, "form": PresenceForm()}
    return keep_private(render(request, "workshops/public/presence_known.html", context))


def _known(request: HttpRequest, session: Session, known: Enrolment, code: str) -> HttpResponse:
    try:
        mark = say_presence(session, known)
    except RuleBroken as refusal:
        return _ask_known(request, session, known, code, str(refusal.message))
    return _to_thanks(mark, known)


def _to_thanks(mark: AttendanceMark, enrolment: Enrolment) -> HttpResponse:
    """The telephone is known from now on, so that the next session asks nothing twice."""
    signed = _sign({"mark": mark.pk})
    response = HttpResponseRedirect(reverse("workshops:presence_said", args=[signed]), status=SEE_OTHER)
    remember(response, enrolment)
    return response


@require_safe
def said(request: HttpRequest, signed: str) -> HttpResponse:
    """After the button: what was written down, without a name."""
    try:
        pk = _unsign(signed)["mark"]
    except (signing.BadSignature, KeyError, TypeError):
        raise Http404 from None
    mark = get_object_or_404(AttendanceMark.objects.select_related("session__cycle__programme"), pk=pk)
    session = mark.session
    request.programme = session.cycle.programme  # type: ignore[attr-defined]  # read by project.navigation
    context = {
        "mark": mark,
        "session": session,
        "cycle": session.cycle,
        "programme": session.cycle.programme,
    }
    return keep_private(render(request, "workshops/public/presence_said.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def own(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """On the page behind the participant's own link the code is enough: who it is, is known."""
    if enrolment.state != Enrolment.State.PLACED:
        raise Http404
    form = ScreenCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if UNKNOWN_CODES.are_too_many(request):
            form.add_error("kod", _("Too many tries. Wait a minute, or ask the trainer."))
        else:
            session = session_by_code(form.cleaned_data["kod"])
            if session is None or session.cycle_id != enrolment.cycle_id:
                UNKNOWN_CODES.count(request)
                form.add_error("kod", _("This code is not on the screen any more. Type the one you see now."))
            else:
                return _say(session, enrolment, request, form)
    return _own_page(request, enrolment, form)


def _say(session: Session, enrolment: Enrolment, request: HttpRequest, form: ScreenCodeForm) -> HttpResponse:
    try:
        mark = say_presence(session, enrolment)
    except RuleBroken as refusal:
        form.add_error("kod", str(refusal.message))
        return _own_page(request, enrolment, form)
    return _to_thanks(mark, enrolment)


def _own_page(request: HttpRequest, enrolment: Enrolment, form: ScreenCodeForm) -> HttpResponse:
    context = {
        "enrolment": enrolment,
        "cycle": enrolment.cycle,
        "programme": enrolment.cycle.programme,
        "session": taking_codes().filter(cycle=enrolment.cycle_id).first(),
        "form": form,
    }
    response = render(request, "workshops/public/presence_own.html", context)
    if context["session"] is not None:
        remember(response, enrolment)
    return response


def _old(request: HttpRequest, refusal: str = "", *, status: int = GONE) -> HttpResponse:
    context = {"form": ScreenCodeForm(), "refusal": refusal}
    return keep_private(render(request, "workshops/public/presence_old.html", context, status=status))


def _ticket(session: Session) -> str:
    return _sign({"session": session.pk, "at": int(clock.now().timestamp())})


def _session_of_ticket(ticket: str) -> Session | None:
    """The session whose code was good when the form was opened, up to ten minutes ago."""
    try:
        data: dict[str, Any] = _unsign(ticket)
        age = clock.now().timestamp() - data["at"]
        pk = data["session"]
    except (signing.BadSignature, KeyError, TypeError):
        return None
    if not 0 <= age <= rules.TICKET_FOR.total_seconds():
        return None
    return taking_codes().filter(pk=pk).first()
