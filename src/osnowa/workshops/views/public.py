"""What anybody sees: the cycles of a programme, one cycle with its sign-up, calendar files."""

from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.programme.queries import current_clause, public_programmes
from osnowa.ui.kept import kept_page, row_values
from osnowa.workshops.actions.enrolment import Enrolled, enrol
from osnowa.workshops.forms.enrolment import SignUpForm, new_key
from osnowa.workshops.forms.interest import InterestForm
from osnowa.workshops.models import Cycle, Enrolment, Question, Session
from osnowa.workshops.queries.calendars import calendar_of_cycle, changed_at
from osnowa.workshops.queries.cycles import (
    cycles_in,
    every_session,
    is_ranked,
    list_is_out,
    places,
    places_of,
    public_cycle,
    public_cycles,
    recruitment_of,
    recruitment_of_row,
    trainers_of,
)
from osnowa.workshops.queries.listing import event_of
from osnowa.workshops.queries.materials import public_material, public_materials
from osnowa.workshops.queries.questions import questions_for
from osnowa.workshops.queries.said import TermsSaid
from osnowa.workshops.rules.places import Places
from osnowa.workshops.rules.recruitment import Recruitment, is_deed
from osnowa.workshops.views.feeds import calendar_answer
from osnowa.workshops.views.materials import material_download

TEMPLATE = "workshops/public/cycle.html"
SEE_OTHER = 303
_sign = partial(signing.dumps, salt="workshops.received", compress=False)
_unsign = partial(signing.loads, salt="workshops.received")

# Status icon of the look for each stand of recruitment.
TAGS: dict[Recruitment, str] = {
    Recruitment.NOT_OPEN: "none",
    Recruitment.OPEN: "done",
    Recruitment.RESERVE: "na",
    Recruitment.CLOSED: "na",
    Recruitment.DECIDING: "progress",
    Recruitment.STARTED: "progress",
    Recruitment.OVER: "done",
}
BUTTONS: dict[Recruitment, str | Promise] = {
    Recruitment.OPEN: gettext_lazy("Sign up for cycle %(number)d"),
    Recruitment.RESERVE: gettext_lazy("Join the reserve list of cycle %(number)d"),
    Recruitment.CLOSED: gettext_lazy("Join the reserve list of cycle %(number)d"),
}


@dataclass(frozen=True)
class Row:
    """One cycle on the list."""

    cycle: Cycle
    stands: Recruitment
    places: Places

    @property
    def tag(self) -> str:
        return TAGS[self.stands]


@require_GET
def cycles(request: HttpRequest, programme: str) -> HttpResponse:
    found = get_object_or_404(public_programmes(), slug=programme)
    request.programme = found  # type: ignore[attr-defined]  # read by project.navigation
    rows = [Row(cycle, recruitment_of_row(cycle), places_of(cycle)) for cycle in public_cycles(found)]
    coming = (Recruitment.NOT_OPEN, Recruitment.CLOSED, Recruitment.DECIDING)
    order = {Recruitment.OPEN: 0, Recruitment.RESERVE: 0, **dict.fromkeys(coming, 1)}
    context = {
        "programme": found,
        "open_rows": [row for row in rows if order.get(row.stands) == 0],
        "coming_rows": [row for row in rows if order.get(row.stands) == 1],
        "going_rows": [row for row in rows if row.stands == Recruitment.STARTED],
        "over_rows": [row for row in rows if row.stands == Recruitment.OVER],
    }
    return render(request, "workshops/public/cycles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle(request: HttpRequest, programme: str, cycle: str) -> HttpResponse:
    found = public_cycle_or_404(request, programme, cycle)
    if request.method == "POST":
        return _sign_up(request, found)
    page = _CyclePage(found)
    if page.is_shared:
        return kept_page(
            request,
            TEMPLATE,
            (clock.today(), page.seats, page.told),
            lambda fresh: page.context(SignUpForm(initial=dict(fresh)), request.LANGUAGE_CODE),
            submission_key=new_key(),
        )
    form = SignUpForm(initial={"submission_key": new_key()})
    form.ask(_questions(found))
    return render(request, TEMPLATE, page.context(form, request.LANGUAGE_CODE))


@require_GET
def calendar(request: HttpRequest, programme: str, cycle: str) -> HttpResponse:
    """Of one cycle: to be opened once, or read again and again by a calendar program."""
    found = public_cycle_or_404(request, programme, cycle)
    sessions = every_session(found)
    content = calendar_of_cycle(found, sessions)
    return calendar_answer(request, content, f"{found.slug}.ics", changed_at(sessions), public=True)


@require_GET
def material(_request: HttpRequest, programme: str, cycle: str, material: int) -> HttpResponseBase:
    return material_download(public_material(programme, cycle, material))


@require_GET
def received(request: HttpRequest, signed: str) -> HttpResponse:
    """After a repeat: the reference, and nothing that the sender did not type. The link went to the mailbox."""
    try:
        pk = _unsign(signed)
    except signing.BadSignature:
        raise Http404 from None
    enrolment = get_object_or_404(Enrolment.objects.select_related("cycle__programme"), pk=pk)
    request.programme = enrolment.cycle.programme  # type: ignore[attr-defined]
    response = render(
        request,
        "workshops/public/received.html",
        {"enrolment": enrolment, "cycle": enrolment.cycle, "programme": enrolment.cycle.programme},
    )
    return keep_private(response)


def public_cycle_or_404(request: HttpRequest, programme: str, cycle: str) -> Cycle:
    found = public_cycle(programme, cycle)
    if found is None:
        raise Http404
    request.programme = found.programme  # type: ignore[attr-defined]  # read by project.navigation
    return found


def _page(request: HttpRequest, cycle: Cycle, form: SignUpForm, *, status: int = 200) -> HttpResponse:
    """With what somebody typed, and therefore made for them alone."""
    page = _CyclePage(cycle)
    return render(request, TEMPLATE, page.context(form, request.LANGUAGE_CODE), status=status)


class _CyclePage:
    """What the page of a cycle says, read once: three queries, more where it has materials or a list of who got in."""

    def __init__(self, cycle: Cycle) -> None:
        self.cycle = cycle
        self.every = every_session(cycle)
        self.sessions = [session for session in self.every if not session.is_called_off]
        self.seats = places(cycle)
        self.stands = stand_of(cycle, self.seats, self.sessions)
        self.trainers = trainers_of(cycle)
        self.materials = (
            public_materials(cycle) if any(one.has_materials for one in self.every) else {}  # type: ignore[attr-defined]
        )

    @property
    def is_shared(self) -> bool:
        """Can the page be kept by its values? Questions, terms, materials and the form of interest are read deeper."""
        return not (
            self.materials
            or is_ranked(self.cycle)
            or self.cycle.asks_questions  # type: ignore[attr-defined]  # public_cycle
            or self.stands == Recruitment.NOT_OPEN
        )

    @property
    def tag(self) -> str:
        return "soon" if self.stands == Recruitment.OPEN and self.seats.are_few else TAGS[self.stands]

    @cached_property
    def told(self) -> tuple[Any, ...]:
        """What the page says beside how many places are left: the values behind its main column."""
        rows = [self.cycle, self.cycle.programme, *self.every, *self.trainers]
        rows += [material for found in self.materials.values() for material in found]
        return ([row_values(row) for row in rows], cycles_in(self.cycle.programme), self.stands, self.tag)

    def context(self, form: SignUpForm, language: str) -> dict[str, Any]:
        cycle, stands = self.cycle, self.stands
        if stands == Recruitment.CLOSED:  # the page says "reserve list", so sending it means just that
            if form.is_bound:
                typed = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict, with several answers to one question
                typed["accept_reserve"] = "True"
                form.data = typed
            else:
                form.initial["accept_reserve"] = True
        return {
            "cycle": cycle,
            "programme": cycle.programme,
            "cycles_in_programme": cycles_in(cycle.programme),
            "sessions": self.every,
            "materials": self.materials,
            "event": event_of(cycle, self.every, self.seats, stands),
            "trainers": self.trainers,
            "places": self.seats,
            "stands": stands,
            "tag": self.tag,
            "told": repr((language, clock.today(), bool(form.errors), self.told)),
            "spans_years": len({timezone.localtime(one.starts_at).year for one in self.sessions}) > 1,
            "abilities_are_deeds": all(is_deed(ability) for ability in cycle.abilities),
            "button": _button(cycle, stands),
            "is_ranked": is_ranked(cycle),
            "said": TermsSaid.of(cycle) if is_ranked(cycle) else None,
            "list_is_out": is_ranked(cycle) and list_is_out(cycle),
            "form": form,
            "interest_form": InterestForm() if stands == Recruitment.NOT_OPEN else None,
            "blank_fields": partial(_blank_fields, language),
        }


def _button(cycle: Cycle, stands: Recruitment) -> str:
    if stands == Recruitment.OPEN and is_ranked(cycle):
        return _("Apply for cycle %(number)d") % {"number": cycle.number}
    return BUTTONS[stands] % {"number": cycle.number} if stands in BUTTONS else ""


@lru_cache(maxsize=8)
def _blank_fields(language: str) -> SafeString:
    """The fields of a form that nobody has typed into are the same for every reader of a language: made once."""
    with translation.override(language):
        return render_to_string("workshops/public/sign_up_fields.html", {"form": SignUpForm()})


def _questions(cycle: Cycle) -> list[Question]:
    """What the form asks of its own. No query where it asks nothing: the cycle's row knows."""
    return questions_for(cycle) if cycle.asks_questions else []  # type: ignore[attr-defined]  # public_cycle


def stand_of(cycle: Cycle, seats: Places, sessions: list[Session]) -> Recruitment:
    return recruitment_of(
        cycle,
        seats,
        min((session.starts_at for session in sessions), default=None),
        max((session.ends_at for session in sessions), default=None),
    )


def _sign_up(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    form = SignUpForm(request.POST, request.FILES)
    form.ask(_questions(cycle))
    if not form.is_valid():
        return _page(request, cycle, form)
    if too_many_from(request):
        form.add_error(
            None,
            _("Many sign-ups have come from your network this minute. Wait a minute and send it once more."),
        )
        return _page(request, cycle, form, status=429)
    data = form.cleaned_data
    try:
        result = enrol(
            cycle,
            name=data["name"],
            email=data["email"],
            phone=data["phone"],
            organisation=data["organisation"],
            needs=data["needs"],
            keep_needs=data["keep_needs"],
            submission_key=data["submission_key"],
            clause=current_clause(cycle.programme),
            language=request.LANGUAGE_CODE,
            accept_reserve=data["accept_reserve"],
            answers=form.answers(),
            by=audit.PARTICIPANT,
        )
    except RuleBroken as broken:
        return _refused(request, cycle, form, broken)
    return HttpResponseRedirect(_result_of(result), status=SEE_OTHER)


def _result_of(result: Enrolled) -> str:
    """Whoever sent the form sees its page; whoever repeats another's sign-up gets the reference only."""
    if result.same_form:
        return reverse("workshops:enrolment", args=[result.enrolment.token])
    return reverse("workshops:enrolment_received", args=[_sign(result.enrolment.pk)])


def _refused(request: HttpRequest, cycle: Cycle, form: SignUpForm, broken: RuleBroken) -> HttpResponse:
    """Not eligible is no mistake of the reader: a page explains, and keeps what was typed where it can still help."""
    if broken.code == "unpublished":
        raise Http404
    if broken.code not in ("closed", "deciding", "not_open", "started"):
        form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
        return _page(request, cycle, form)
    kept = None
    if broken.code == "closed":
        kept = SignUpForm(initial={**form.cleaned_data, "accept_reserve": True})
        kept.ask(form.questions)
    context = {"cycle": cycle, "programme": cycle.programme, "form_kept": kept, "code": broken.code}
    return render(request, "workshops/public/refused.html", context)


def too_many_from(request: HttpRequest) -> bool:
    """A workshop room signs up together behind one address; a machine that does it all day is stopped.

    Counted by each web process for itself: a shared count would cost every sign-up a write of its own to the database.
    """
    local = caches["local"]
    address = request.META.get("REMOTE_ADDR", "")
    key = f"workshops.signups.{address}.{int(clock.now().timestamp() // 60)}"
    count = local.get(key, 0) + 1  # two at once may count as one: cheaper than exact, and nobody is wronged
    local.set(key, count, timeout=120)
    return count > settings.SIGNUPS_PER_MINUTE_PER_ADDRESS


def ics(content: bytes, cycle: Cycle) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{cycle.slug}.ics"'
    return response


def keep_private(response: HttpResponse) -> HttpResponse:
    """For pages that a link opens: no cache, no search engine, no address told to other sites.

    "same-origin", not "no-referrer": under the latter browsers send "Origin: null", and every button is refused.
    """
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
