"""Answering, and what becomes of an answer: the page of the two sides, which nobody else opens."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.cooperation import queries
from osnowa.cooperation.actions import answers as actions
from osnowa.cooperation.forms import AnswerForm, CameOfForm, DeclineForm
from osnowa.cooperation.models import Answer
from osnowa.cooperation.permissions import gave, receives
from osnowa.cooperation.views.done import by_button, by_form
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.people.permissions import for_signed_in

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_AND_POST
@for_signed_in
def give(request: HttpRequest, announcement: int) -> HttpResponse:
    """Whoever speaks for no organisation is told how to; whoever answered already is led to that answer."""
    found = get_object_or_404(queries.announcements_for_readers(), pk=announcement)
    everybody = queries.organisations_named(request.user)
    mine = [one for one in everybody if one.pk != found.organisation_id]
    if not everybody:
        return render(request, "cooperation/own/no_organisation.html", {"announcement": found})
    if not mine:
        return redirect("cooperation:own_announcement", found.pk)
    given = found.answers.filter(organisation__in=mine).exclude(state=Answer.State.WITHDRAWN).first()
    if len(mine) == 1 and given is not None:
        return redirect("cooperation:answer", given.pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, mine=mine)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.answer_announcement(
                found,
                form.organisation,
                form.cleaned_data["body"],
                by=request.user,  # type: ignore[arg-type]  # signed in
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            said = _("Your answer is sent. We write an e-mail as soon as %(organisation)s decides.")
            messages.success(request, said % {"organisation": found.organisation.name})
            return redirect("cooperation:answer", made.pk)
    context = {"announcement": found, "form": form, "mine": mine}
    return render(request, "cooperation/own/answer_form.html", context)


@require_safe
@for_signed_in
def answer(request: HttpRequest, answer: int) -> HttpResponse:
    found = _seen(request, answer)
    return render(request, "cooperation/own/answer.html", _page_of(request, found))


@require_POST
@for_signed_in
def accept(request: HttpRequest, answer: int) -> HttpResponse:
    found = _seen(request, answer)
    if not receives(request.user, found):
        raise Http404
    by_button(
        request,
        lambda: actions.accept_answer(found, by=request.user),  # type: ignore[arg-type]
        _("You have a connection. Both sides see each other's contact now."),
    )
    return redirect("cooperation:answer", found.pk)


@GET_AND_POST
@for_signed_in
def decline(request: HttpRequest, answer: int) -> HttpResponse:
    found = _seen(request, answer)
    if not receives(request.user, found):
        raise Http404
    form = DeclineForm(request.POST if request.method == "POST" else None)
    settled = request.method != "POST" and found.state != Answer.State.WAITING
    if settled or by_form(
        request,
        form,
        lambda data: actions.decline_answer(found, data["because"], by=request.user),  # type: ignore[arg-type]
        _("The answer is declined. The other side gets an e-mail."),
    ):
        return redirect("cooperation:answer", found.pk)
    return render(request, "cooperation/own/decline.html", {"answer": found, "form": form})


@require_POST
@for_signed_in
def withdraw(request: HttpRequest, answer: int) -> HttpResponse:
    found = _seen(request, answer)
    if not gave(request.user, found):
        raise Http404
    by_button(
        request,
        lambda: actions.withdraw_answer(found, by=request.user),  # type: ignore[arg-type]
        _("Your answer is withdrawn. You may answer anew."),
    )
    return redirect("cooperation:answer", found.pk)


@GET_AND_POST
@for_signed_in
def came_of(request: HttpRequest, answer: int) -> HttpResponse:
    found = _seen(request, answer)
    form = CameOfForm(
        request.POST if request.method == "POST" else None,
        initial={
            "came_of": found.came_of,
            "on": found.came_of_on or clock.today(),
            "said": found.came_of_words,
        },
    )
    nothing_yet = request.method != "POST" and not found.is_connection
    if nothing_yet or by_form(
        request,
        form,
        lambda data: actions.note_outcome(found, **data, by=request.user),  # type: ignore[arg-type]
        _("Noted. Thank you: this is how we know what the board is good for."),
    ):
        return redirect("cooperation:answer", found.pk)
    return render(request, "cooperation/own/came_of.html", {"answer": found, "form": form})


def _seen(request: HttpRequest, number: int) -> Answer:
    """One of whose sides the reader speaks for; anything else is 404."""
    return get_object_or_404(queries.answers_seen_by(request.user), pk=number)


def _page_of(request: HttpRequest, answer: Answer) -> dict[str, object]:
    on_receiving_side = receives(request.user, answer)
    other = answer.person if on_receiving_side else answer.contact
    return {
        "answer": answer,
        "announcement": answer.announcement,
        "receives": on_receiving_side,
        "gave": gave(request.user, answer),
        "other_organisation": answer.organisation if on_receiving_side else answer.announcement.organisation,
        "contact": other if answer.is_connection else None,
    }
