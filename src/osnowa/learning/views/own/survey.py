"""The survey after a cycle. One short page; sent once."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from osnowa.learning.actions.survey import answer_survey
from osnowa.learning.forms.survey import SurveyForm
from osnowa.learning.queries.survey import has_answered
from osnowa.learning.queries.tests import is_open, window_of
from osnowa.learning.rules.survey import FEWEST_ANSWERS
from osnowa.learning.views.own.reach import by_token
from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.workshops.models import Enrolment

SEE_OTHER = 303


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def survey(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    answered = has_answered(enrolment)
    span = window_of(enrolment, "after")
    form = SurveyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_survey(enrolment, by=audit.PARTICIPANT, **form.said)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return HttpResponseRedirect(reverse("learning:survey", args=[enrolment.token]), status=SEE_OTHER)
    context = {
        "enrolment": enrolment,
        "cycle": enrolment.cycle,
        "programme": enrolment.cycle.programme,
        "answered": answered,
        "is_open": is_open(span),
        "opens_at": span[0] if span and span[0] > clock.now() else None,
        "closes_at": span[1] if span else None,
        "fewest": FEWEST_ANSWERS,
        "form": form,
    }
    return render(request, "learning/own/survey.html", context)
