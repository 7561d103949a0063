"""A test, one question on a page. Opening changes nothing; every answer is a POST, kept at once."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from osnowa.learning.actions.tests import answer, start_test
from osnowa.learning.forms.tests import ReplyForm
from osnowa.learning.models import Reply, Sitting
from osnowa.learning.queries.survey import has_answered
from osnowa.learning.queries.tests import (
    as_asked,
    is_open,
    length_of,
    questions_of,
    replies_of,
    sitting_of,
    test_of,
    window_of,
)
from osnowa.learning.rules import tests as rules
from osnowa.learning.views.own.reach import by_token
from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.workshops.models import Enrolment

SEE_OTHER = 303


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def front(request: HttpRequest, enrolment: Enrolment, *, moment: str) -> HttpResponse:
    """Before: what it is, and one button. Begun: go on. Done: thanks, and after the second test the explanations."""
    sitting = sitting_of(enrolment, moment)
    if sitting is None and test_of(enrolment.cycle) is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            sitting = start_test(enrolment, moment, language=request.LANGUAGE_CODE, by=audit.PARTICIPANT)
        except RuleBroken as broken:
            refusal = str(broken.message)
        else:
            sitting.enrolment = enrolment
            return _next(sitting)
    if sitting is not None and sitting.finished_at is not None:
        return render(request, "learning/own/done.html", _done(request, enrolment, sitting))
    span = window_of(enrolment, moment)
    context = {
        **_of(enrolment, moment),
        "refusal": refusal,
        "is_open": is_open(span),
        "opens_at": span[0] if span and span[0] > clock.now() else None,
        "closes_at": span[1] if span else None,
        "begun": sitting is not None,
        "continue_url": _url_of_next(sitting) if sitting is not None else "",
        "length": _length(enrolment, moment, sitting),
    }
    return render(request, "learning/own/front.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def question(request: HttpRequest, enrolment: Enrolment, *, moment: str, position: int) -> HttpResponse:
    sitting = sitting_of(enrolment, moment)
    if sitting is None or sitting.finished_at is not None:
        if sitting is None and test_of(enrolment.cycle) is None:
            raise Http404
        return _to_front(enrolment, moment)
    replies = replies_of(sitting)
    reply = next((one for one in replies if one.position == position), None)
    if reply is None:
        raise Http404
    language = request.LANGUAGE_CODE
    form = ReplyForm(request.POST or None, reply=reply, language=language, initial={"given": reply.given})
    if request.method == "POST":
        form = ReplyForm(request.POST, reply=reply, language=language)
        if form.is_valid():
            try:
                answer(sitting, position, form.cleaned_data["given"], by=audit.PARTICIPANT)
            except RuleBroken as broken:
                if broken.code == "over":
                    return _to_front(enrolment, moment)
                form.refuse(broken)
            else:
                return _next(sitting, after=position)
    return render(
        request,
        "learning/own/question.html",
        {**_of(enrolment, moment), **_place(replies, position), "form": form},
    )


def _of(enrolment: Enrolment, moment: str) -> dict[str, Any]:
    cycle = enrolment.cycle
    return {"enrolment": enrolment, "cycle": cycle, "programme": cycle.programme, "moment": moment}


def _place(replies: list[Reply], position: int) -> dict[str, Any]:
    """Where in the test the reader is. Skipped questions are not counted: the test is shorter for who does not know."""
    passed_over = rules.skipped(as_asked(replies))
    shown = [
        reply.position for reply in replies if reply.position not in passed_over or reply.position == position
    ]
    place = shown.index(position)
    return {
        "number": place + 1,
        "all": len(shown),
        "done": place,
        "left_out": len(replies) - len(shown),
        "back": shown[place - 1] if place else None,
        "position": position,
    }


def _length(enrolment: Enrolment, moment: str, sitting: Sitting | None) -> Any:
    if sitting is not None:
        return length_of(reply.item for reply in replies_of(sitting))
    test = test_of(enrolment.cycle)
    return length_of(questions_of(test.theme, rules.form_of(moment, enrolment.number))) if test else None


def _url_of_next(sitting: Sitting, after: int = 0) -> str:
    """The next question that waits, first of those that come after the one just answered."""
    replies = replies_of(sitting)
    asked = as_asked(replies)
    later = [row for row in asked if row.position > after]
    passed_over = rules.skipped(asked)
    position = next(
        (row.position for row in later if not row.given and row.position not in passed_over),
        rules.next_position(asked),
    )
    args = [sitting.enrolment.token, sitting.moment]
    if position is None:
        return reverse("learning:test", args=args)
    return reverse("learning:test_question", args=[*args, position])


def _next(sitting: Sitting, after: int = 0) -> HttpResponse:
    return HttpResponseRedirect(_url_of_next(sitting, after), status=SEE_OTHER)


def _to_front(enrolment: Enrolment, moment: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("learning:test", args=[enrolment.token, moment]), status=SEE_OTHER)


def _done(request: HttpRequest, enrolment: Enrolment, sitting: Sitting) -> dict[str, Any]:
    """After the first test only thanks: its questions are somebody else's second test. After the second: everything."""
    context = {**_of(enrolment, sitting.moment), "sitting": sitting}
    if sitting.moment != Sitting.Moment.AFTER:
        return context
    language = request.LANGUAGE_CODE
    replies = replies_of(sitting)
    before = sitting_of(enrolment, Sitting.Moment.BEFORE)
    before_replies = replies_of(before) if before is not None and before.finished_at is not None else []
    return {
        **context,
        "result": rules.result(as_asked(replies)),
        "before": rules.result(as_asked(before_replies)) if before_replies else None,
        "asks_survey": is_open(window_of(enrolment, "after")) and not has_answered(enrolment),
        "rows": [_explained(reply, language) for reply in replies if reply.item.correct],
    }


def _explained(reply: Reply, language: str) -> dict[str, Any]:
    words = dict(reply.item.labels(language))
    return {
        "question": reply.item.question(language),
        "is_right": reply.given == reply.item.correct,
        "given": words.get(reply.given, ""),
        "right": words.get(reply.item.correct, ""),
        "why": reply.item.explanation(language),
    }
