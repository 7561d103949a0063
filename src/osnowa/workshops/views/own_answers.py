"""Around the participant's own page, behind its link: answers, a yes to a colleague, colleagues, consents."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.lib import audit
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import give_consent, withdraw_consent
from osnowa.people.rules.consents import ASKED_OF_EVERYBODY, words_of
from osnowa.programme.queries import current_clause
from osnowa.workshops import emails
from osnowa.workshops.actions.answers import change_answers
from osnowa.workshops.actions.colleagues import confirm_sign_up, sign_up_colleagues
from osnowa.workshops.forms.answers import AnswersForm
from osnowa.workshops.forms.enrolment import ConfirmForm, new_key
from osnowa.workshops.forms.interest import ColleaguesForm
from osnowa.workshops.models import Enrolment
from osnowa.workshops.queries.own_choices import consents_here, may_bring_colleagues, may_change_answers
from osnowa.workshops.queries.questions import answers_of, questions_for
from osnowa.workshops.views.enrolment import back_to_own_page, by_token, own_context
from osnowa.workshops.views.public import too_many_from

State = Enrolment.State


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def answers(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Change answers, until recruitment closes. What is remembered from earlier sign-ups is not shown."""
    if not may_change_answers(enrolment):
        return back_to_own_page(enrolment)
    form = AnswersForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    form.ask(questions_for(enrolment.cycle), answers_of(enrolment))
    if request.method == "POST" and form.is_valid():
        try:
            change_answers(enrolment, form.answers(), by=audit.PARTICIPANT)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return back_to_own_page(enrolment, "answered")
    return render(request, "workshops/public/own_answers.html", {**own_context(enrolment), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def confirm(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Say yes to what a colleague began, with what only the person knows."""
    if enrolment.confirm_until is None or enrolment.state == State.CANCELLED:
        return back_to_own_page(enrolment)
    form = ConfirmForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if enrolment.asks_questions:  # type: ignore[attr-defined]  # enrolment_by_token
        form.ask(questions_for(enrolment.cycle))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            confirm_sign_up(
                enrolment,
                phone=data["phone"],
                needs=data["needs"],
                keep_needs=data["keep_needs"],
                answers=form.answers(),
                clause=current_clause(enrolment.cycle.programme),
                by=audit.PARTICIPANT,
            )
        except RuleBroken as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return back_to_own_page(enrolment)
    return render(request, "workshops/public/confirm.html", {**own_context(enrolment), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def colleagues(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Sign up others of the organisation; each gets a letter and answers for themselves."""
    if not may_bring_colleagues(enrolment):
        return back_to_own_page(enrolment)
    form = ColleaguesForm(
        request.POST if request.method == "POST" else None, initial={"submission_key": new_key()}
    )
    if request.method == "POST" and form.is_valid() and too_many_from(request):
        form.add_error(
            None,
            _("Many forms have come from your network this minute. Wait a minute and send it once more."),
        )
    elif request.method == "POST" and form.is_valid():
        try:
            sign_up_colleagues(
                enrolment,
                form.cleaned_data["people"],
                submission_key=form.cleaned_data["submission_key"],
                by=audit.PARTICIPANT,
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return back_to_own_page(enrolment, "brought")
    return render(request, "workshops/public/colleagues.html", {**own_context(enrolment), "form": form})


@require_POST
@by_token
def consent(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Posted: `kind` of the consent and `deed` = give or withdraw. Only what was given from here is taken back here."""
    kind, gives = request.POST.get("kind", ""), request.POST.get("deed") == "give"
    if kind not in ASKED_OF_EVERYBODY:
        raise Http404
    here = {choice.kind: choice.given for choice in consents_here(enrolment)}
    try:
        if gives and here[kind] is None:
            given = give_consent(enrolment.person, kind, by=audit.PARTICIPANT)
            if given.given_at >= enrolment.created_at:  # an older one was told about at its time
                emails.consent_given(enrolment, words_of(kind, given.version, enrolment.language))
        elif not gives and here[kind] is not None:
            withdraw_consent(enrolment.person, kind, by=audit.PARTICIPANT)
    except RuleBroken as refusal:  # only somebody erased meanwhile: their page is gone
        raise Http404 from refusal
    return back_to_own_page(enrolment, "noted")
