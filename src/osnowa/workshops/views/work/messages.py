"""Messages of a programme: their words in both languages, a preview on real data, on and off."""

from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.workshops import emails
from osnowa.workshops.actions.messages import checked_words, switch_message, write_message
from osnowa.workshops.forms.messages import WordsForm
from osnowa.workshops.models import Enrolment, MessageKind
from osnowa.workshops.queries.messages import (
    Rule,
    people_to_show,
    rules_of_programme,
    session_for_words,
)
from osnowa.workshops.rules.message_texts import USUAL, Words
from osnowa.workshops.rules.messages import PLACEHOLDERS
from osnowa.workshops.views.work import preview

# Kinds as they stand in addresses.
SLUGS = {
    MessageKind.WEEK_BEFORE: "zaproszenie",
    MessageKind.CONFIRM: "potwierdzenie",
    MessageKind.DAY_BEFORE: "dzien-przed",
    MessageKind.HOURS_BEFORE: "dwie-godziny-przed",
    MessageKind.AFTER: "po-spotkaniu",
    MessageKind.MISSED: "nieobecni",
}
KINDS = {slug: kind for kind, slug in SLUGS.items()}


def legend() -> list[tuple[str, str, str]]:
    """What may stand in braces: the Polish word, the English word, what comes there."""
    means = {
        "name": _("first and last name of the person"),
        "cycle": _("title of the cycle"),
        "session": _("title of the session"),
        "date": _("day of the session, with the day of the week"),
        "time": _("from when to when"),
        "place": _("where the session is held"),
        "own_page": _("address of the person's own page, where the sign-up can be changed or cancelled"),
        "survey": _("address of the survey about the cycle; it opens with the last session"),
    }
    return [("{" + polish + "}", "{" + english + "}", means[key]) for key, polish, english in PLACEHOLDERS]


@require_safe
@for_team(Role.COORDINATOR)
def overview(request: HttpRequest, programme: Programme) -> HttpResponse:
    rows = [(rule, SLUGS[rule.kind]) for rule in rules_of_programme(programme)]
    return render(request, "workshops/work/messages.html", {"programme": programme, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def change(request: HttpRequest, programme: Programme, kind: str) -> HttpResponse:
    rule = _rule_of(programme, kind)
    if request.method == "POST" and "usual" in request.POST:
        write_message(programme, rule.kind, USUAL[rule.kind], by=request.user)
        messages.success(request, _("The usual words are back."))
        return redirect("workshops:message_change", programme.slug, kind)
    form = WordsForm(request.POST or None, initial=WordsForm.initial_of(rule.words))
    if request.method == "POST" and form.is_valid():
        try:
            write_message(programme, rule.kind, form.words, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. From now on these words are sent."))
            return redirect("workshops:messages", programme.slug)
    context = {
        "programme": programme,
        "rule": rule,
        "slug": kind,
        "form": form,
        **preview_context(
            people_to_show(programme), request, "workshops:message_preview", programme.slug, kind
        ),
    }
    return render(request, "workshops/work/message.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def switch(request: HttpRequest, programme: Programme, kind: str) -> HttpResponse:
    rule = _rule_of(programme, kind)
    on = request.POST.get("on") == "yes"
    switch_message(programme, rule.kind, on=on, by=request.user)
    said = _("Switched on: %(what)s.") if on else _("Switched off: %(what)s.")
    messages.success(request, said % {"what": rule.kind.label})
    return redirect("workshops:messages", programme.slug)


@csp_replace(preview.POLICY)
@xframe_options_sameorigin
@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def shown(request: HttpRequest, programme: Programme, kind: str, language: str) -> HttpResponse:
    """The message on the chosen person's data: as saved, or (POST) as typed. Nothing is changed or sent."""
    rule = _rule_of(programme, kind)
    return shown_page(
        request, people_to_show(programme), language, rule.words, kind=rule.kind, english_too=True
    )


def preview_context(people: list[Enrolment], request: HttpRequest, name: str, *args: Any) -> dict[str, Any]:
    """What `work/preview.html` needs: on whom it can be shown, who is chosen, and the addresses of both frames."""
    chosen = _chosen(people, request)
    return {
        "people": people,
        "shown_on": chosen,
        "frames": [(language, reverse(name, args=[*args, language])) for language in preview.LANGUAGES],
        "legend": legend(),
    }


def shown_page(
    request: HttpRequest,
    people: list[Enrolment],
    language: str,
    words: Words,
    *,
    kind: str = "",
    english_too: bool,
) -> HttpResponse:
    if language not in preview.LANGUAGES:
        raise Http404
    enrolment = _chosen(people, request)
    if enrolment is None:
        return preview.refused(_("The preview stands here as soon as somebody has signed up."))
    if request.method == "POST":
        names = ("subject_pl", "text_pl", "subject_en", "text_en")
        try:
            words = checked_words(
                Words(*(request.POST.get(name, "") for name in names)), english_too=english_too
            )
        except RuleBroken as refusal:
            return preview.refused(refusal)
    session = session_for_words(enrolment.cycle.sessions.all())
    return preview.page_of(emails.preview(words, enrolment, session, language, kind=kind))


def _chosen(people: list[Enrolment], request: HttpRequest) -> Enrolment | None:
    wanted = request.POST.get("shown_on") or request.GET.get("shown_on", "")
    return next((one for one in people if str(one.pk) == wanted), people[0] if people else None)


def _rule_of(programme: Programme, slug: str) -> Rule:
    kind = KINDS.get(slug)
    if kind is None:
        raise Http404
    return next(rule for rule in rules_of_programme(programme) if rule.kind == kind)
