"""Tests on paper: printing a form, and writing down what came back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.learning import documents
from osnowa.learning.actions.tests import enter_test
from osnowa.learning.forms.tests import PaperForm
from osnowa.learning.models import Item
from osnowa.learning.queries.tests import questions_of, replies_of, sitting_of, test_of
from osnowa.learning.rules.tests import FORMS, form_of
from osnowa.learning.views.work.reach import TEAM, cycle_of, enrolment_of
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team
from osnowa.workshops.models import Cycle, Enrolment


@require_safe
@for_team(*TEAM)
def printed(request: HttpRequest, programme: Programme, number: int, form: str) -> HttpResponse:
    """In the language of the page; `form` is A or B."""
    cycle = cycle_of(request, programme, number)
    test = test_of(cycle)
    if test is None or form not in FORMS:
        raise Http404
    content = documents.test(cycle, questions_of(test.theme, form), form, request.LANGUAGE_CODE)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="test-cykl-{cycle.number}-{form}.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*TEAM)
def enter(
    request: HttpRequest, programme: Programme, number: int, enrolment: int, moment: str
) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    person = enrolment_of(cycle, enrolment)
    if test_of(cycle) is None:
        raise Http404
    replies = _asked(cycle, person, moment)
    language = request.LANGUAGE_CODE
    form = PaperForm(request.POST if request.method == "POST" else None, replies=replies, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            enter_test(person, moment, form.answers, language=person.language, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The test is written down."))
            return redirect("learning:cycle", programme.slug, number)
    context = {
        "programme": programme,
        "cycle": cycle,
        "enrolment": person,
        "moment": moment,
        "form_letter": form_of(moment, person.number),
        "form": form,
    }
    return render(request, "learning/work/paper.html", context)


def _asked(cycle: Cycle, person: Enrolment, moment: str) -> list[tuple[int, Item, str]]:
    """What the person was asked, or is asked by the form that is theirs."""
    sitting = sitting_of(person, moment)
    if sitting is not None:
        return [(reply.position, reply.item, reply.given) for reply in replies_of(sitting)]
    test = test_of(cycle)
    items = questions_of(test.theme, form_of(moment, person.number)) if test else []
    return [(position, item, "") for position, item in enumerate(items, start=1)]
