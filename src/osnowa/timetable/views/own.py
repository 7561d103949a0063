"""Ticking when one can come: behind the link of a sign-up, or signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.lib import audit
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import person_of
from osnowa.people.models import Person
from osnowa.programme.models import Programme
from osnowa.timetable.actions.slots import tick_dates
from osnowa.timetable.forms.dates import DatesForm
from osnowa.timetable.models import Asking
from osnowa.timetable.permissions import is_asked_as_trainer
from osnowa.timetable.queries.slots import ASKED, asked, asking_of, availability_of, remembered, slots_of
from osnowa.workshops.queries.enrolments import enrolment_by_token

SEE_OTHER = 303


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a sign-up's person; whoever holds the link may answer for them, as everywhere behind that link."""
    enrolment = enrolment_by_token(token)
    if enrolment is None or enrolment.person.erased_at is not None or enrolment.state not in ASKED:
        raise Http404
    programme = enrolment.cycle.programme
    request.programme = programme  # type: ignore[attr-defined]  # read by project.navigation
    asking = asking_of(programme)
    if asking is None:
        raise Http404
    form = _form(request, asking, enrolment.person)
    context = {"enrolment": enrolment, "cycle": enrolment.cycle}
    if (
        request.method != "POST"
        and "zapisano" in request.GET
        and availability_of(programme, enrolment.person)
    ):
        return _private(_page(request, "timetable/own/saved.html", asking, form, enrolment.person, context))
    if request.method == "POST" and _answered(form, asking, enrolment.person, audit.PARTICIPANT):
        return _private(
            HttpResponseRedirect(reverse("timetable:dates", args=[token]) + "?zapisano", status=SEE_OTHER)
        )
    return _private(_page(request, "timetable/own/by_link.html", asking, form, enrolment.person, context))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def signed_in(request: HttpRequest, programme: str) -> HttpResponse:
    """Trainers of the programme, and whoever has a sign-up to a cycle that is not over."""
    found = get_object_or_404(Programme, slug=programme)
    asking = asking_of(found)
    as_trainer = is_asked_as_trainer(request.user, found)
    person_id = request.user.person_id
    if asking is None or not (
        as_trainer or (person_id and asked(found).filter(person_id=person_id).exists())
    ):
        raise Http404
    person = request.user.person
    if request.method == "POST" and person is None:
        person = person_of(request.user, by=request.user)
    form = _form(request, asking, person)
    if request.method == "POST" and person is not None and _answered(form, asking, person, request.user):
        messages.success(request, _("Saved. Thank you: this is how dates are found that suit people."))
        return _private(HttpResponseRedirect(reverse("portal:mine"), status=SEE_OTHER))
    context = {"as_trainer": as_trainer}
    return _private(_page(request, "timetable/own/signed_in.html", asking, form, person, context))


def _form(request: HttpRequest, asking: Asking, person: Person | None) -> DatesForm:
    ticks, closed, _own = remembered(asking.programme, person) if person is not None else ({}, set(), False)
    return DatesForm(
        request.POST if request.method == "POST" else None,
        asking=asking,
        slots=slots_of(asking.programme),
        ticks=ticks,
        closed=closed,
    )


def _answered(form: DatesForm, asking: Asking, person: Person, by: object) -> bool:
    """Saved? What is wrong stands in the form."""
    if not form.is_valid():
        return False
    try:
        tick_dates(asking, person, by=by, **form.cleaned_data)  # type: ignore[arg-type]
    except RuleBroken as refusal:
        form.refuse(refusal)
        return False
    return True


def _page(  # noqa: PLR0917  two doors, one page
    request: HttpRequest,
    template: str,
    asking: Asking,
    form: DatesForm,
    person: Person | None,
    more: dict[str, object],
) -> HttpResponse:
    _ticks, _closed, said = remembered(asking.programme, person) if person is not None else ({}, set(), False)
    context = {
        "asking": asking,
        "programme": asking.programme,
        "form": form,
        "is_said": said,
        "is_remembered": bool(_ticks) and not said,
        **more,
    }
    return render(request, template, context)


def _private(response: HttpResponse) -> HttpResponse:
    """No cache, no search engine, no address told to other sites (see workshops.views.public.keep_private)."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
