"""Messages of one cycle: which are sent, otherwise than the programme's, and letters that are written once."""

from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.workshops import emails
from osnowa.workshops.actions.messages import checked_words, send_letter, switch_message_in_cycle
from osnowa.workshops.forms.messages import LetterForm
from osnowa.workshops.models import Cycle, Letter, MessageKind
from osnowa.workshops.queries.messages import audience, people_of, rules_of_cycle, session_for_words
from osnowa.workshops.rules.message_texts import Words
from osnowa.workshops.rules.messages import window
from osnowa.workshops.views.work import preview
from osnowa.workshops.views.work.messages import KINDS, SLUGS, preview_context, shown_page
from osnowa.workshops.views.work.reach import cycle_of

STEPS = {"on": True, "off": False, "programme": None}
NAMED = 12  # so many people are named before sending; of more, how many


@require_safe
@for_team(Role.COORDINATOR)
def overview(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    rows = [(rule, SLUGS[rule.kind], _next(cycle, rule.kind)) for rule in rules_of_cycle(cycle)]
    letters = list(Letter.objects.filter(cycle=cycle).select_related("sent_by"))
    context = {
        "programme": programme,
        "cycle": cycle,
        "tab": "messages",
        "may_manage": True,
        "rows": rows,
        "letters": [(letter, _audience_words(cycle, letter)) for letter in letters],
    }
    return render(request, "workshops/work/cycle_messages.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def switch(request: HttpRequest, programme: Programme, number: int, kind: str) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    found, step = KINDS.get(kind), request.POST.get("as", "")
    if found is None:
        raise Http404
    if step in STEPS:
        switch_message_in_cycle(cycle, found, on=STEPS[step], by=request.user)
        messages.success(request, _("Saved."))
    return redirect("workshops:cycle_messages", programme.slug, number)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def new(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """Write, look and count, send: two steps, the second of which names to how many it goes."""
    cycle = cycle_of(request, programme, number)
    people = people_of(cycle)
    form = LetterForm(
        request.POST or None, cycle=cycle, people=people, initial={"audience": request.GET.get("do", "")}
    )
    context: dict[str, Any] = {
        "programme": programme,
        "cycle": cycle,
        "form": form,
        **preview_context(people, request, "workshops:letter_preview", programme.slug, number),
    }
    if request.method == "POST" and form.is_valid() and "again" not in request.POST:
        try:
            if "send" in request.POST:
                return _send(request, cycle, form)
            return _ask(request, cycle, form, context)
        except RuleBroken as refusal:
            form.refuse(refusal)
    return render(request, "workshops/work/letter.html", context)


@csp_replace(preview.POLICY)
@xframe_options_sameorigin
@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def shown(request: HttpRequest, programme: Programme, number: int, language: str) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    if request.method != "POST":
        return preview.refused(_("The preview stands here as soon as you have written something."))
    return shown_page(request, people_of(cycle), language, Words("", "", "", ""), english_too=False)


def _ask(request: HttpRequest, cycle: Cycle, form: LetterForm, context: dict[str, Any]) -> HttpResponse:
    words = checked_words(form.words, english_too=False)
    to = audience(cycle, form.cleaned_data["audience"])
    if not to:
        raise RuleBroken(_("There is nobody there to write to."), code="nobody", field="audience")
    first, session = to[0], session_for_words(cycle.sessions.all())
    first.cycle = cycle
    languages = sorted(
        {"pl", *(one.language for one in to if one.language in preview.LANGUAGES)}, reverse=True
    )
    context |= {
        "count": len(to),
        "names": [one.person.name for one in to[:NAMED]],
        "more": max(len(to) - NAMED, 0),
        "audience_words": form.audience_words(),
        "letters": [emails.preview(words, first, session, language) for language in languages],
    }
    return render(request, "workshops/work/letter_check.html", context)


def _send(request: HttpRequest, cycle: Cycle, form: LetterForm) -> HttpResponse:
    letter = send_letter(
        cycle,
        form.cleaned_data["audience"],
        form.words,
        submission_key=form.cleaned_data["submission_key"],
        by=request.user,  # type: ignore[arg-type]  # for_team lets accounts in only
    )
    said = ngettext(
        "Written to %(count)d person. The letter leaves within a minute.",
        "Written to %(count)d people. The letters leave within a minute.",
        letter.people,
    )
    messages.success(request, said % {"count": letter.people})
    return redirect("workshops:cycle_messages", cycle.programme.slug, cycle.number)


def _next(cycle: Cycle, kind: MessageKind) -> Any:
    """When the next message of a kind will be written, or None where no session lies ahead."""
    now = clock.now()
    sessions = list(cycle.sessions.all())
    asked = sessions[:1] if kind == MessageKind.CONFIRM else sessions
    windows = (window(kind, one.starts_at, one.ends_at, clock.WARSAW) for one in asked)
    return min((one.opens_at for one in windows if one.opens_at > now), default=None)


def _audience_words(cycle: Cycle, letter: Letter) -> str:
    kind, _colon, number = letter.audience.partition(":")
    if kind == "placed":
        return _("everybody with a place")
    if kind == "reserve":
        return _("everybody on the reserve list")
    if kind == "missed":
        return _("those who missed session %(number)s") % {"number": number}
    return f"W{cycle.number}-{int(number):04d}"
