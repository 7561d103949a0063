"""Taking one's data along and being forgotten: by a link from the mail, without an account."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib import audit
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Person
from osnowa.people.permissions import for_registry, for_signed_in
from osnowa.portal import actions, documents, queries
from osnowa.portal.forms import ErasureForm
from osnowa.workshops.queries.enrolments import enrolment_by_token


def archive(person: Person) -> HttpResponse:
    """The download. `no-store`: nothing of it is left in a browser that others use."""
    name = _("osnowa-my-data")
    return HttpResponse(
        documents.personal_archive(person, get_language() or "pl"),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.zip"',
            "Cache-Control": "no-store, private",
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """From the page of a sign-up: have a link sent to the person's own address. Opening sends nothing."""
    enrolment = enrolment_by_token(token)
    if enrolment is None or enrolment.person.erased_at is not None:
        raise Http404
    request.programme = enrolment.cycle.programme  # type: ignore[attr-defined]  # read by project.navigation
    if request.method == "POST":
        actions.send_data_link(
            enrolment.person, language=get_language() or enrolment.language, by=audit.PARTICIPANT
        )
        return HttpResponseRedirect(f"{request.path}?wyslano=1")
    return render(
        request,
        "portal/rights_ask.html",
        {"enrolment": enrolment, "sent": "wyslano" in request.GET},
    )


def _person(signed: str) -> Person:
    person = queries.person_by_link(signed)
    if person is None:
        raise Http404
    return person


@never_cache
@require_safe
def by_link(request: HttpRequest, signed: str) -> HttpResponse:
    """What the mail's link opens, for a day: the data in words, the download, the way to erasure."""
    person = queries.person_by_link(signed)
    if person is None:
        return render(request, "portal/rights_gone.html", status=404)
    return render(
        request,
        "portal/rights.html",
        {"person": person, "signed": signed, "nodes": queries.data_in_words(person)},
    )


@never_cache
@require_POST
def download_by_link(_request: HttpRequest, signed: str) -> HttpResponse:
    person = _person(signed)
    actions.note_export(person, by=audit.PARTICIPANT)
    return archive(person)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase_by_link(request: HttpRequest, signed: str) -> HttpResponse:
    """Says what goes, what stays and what ends; then the deed. Opening changes nothing: mail scanners open links."""
    person = _person(signed)
    refusal = None
    if request.method == "POST":
        try:
            actions.erase_person(person, by=audit.PARTICIPANT)
        except RuleBroken as broken:
            refusal = broken
        else:
            return redirect("portal:forgotten")
    context: dict[str, Any] = {"person": person, "signed": signed, "refusal": refusal}
    return render(request, "portal/rights_erase.html", context | queries.before_erasure(person))


@never_cache
@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/rights_forgotten.html")


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def erase_own(request: HttpRequest) -> HttpResponse:
    """For who is signed in: what erasure would do. The link that does it goes to their mailbox."""
    person = request.user.person
    if request.method == "POST":
        person = actions.own_person(request.user)
        actions.send_data_link(person, language=request.user.language, by=request.user)
        messages.success(request, _("We have sent you a link. It works for a day."))
        return redirect("portal:erase_own")
    context = {"person": person}
    if person is not None:
        context |= queries.before_erasure(person)
    return render(request, "portal/erase_own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_registry(manage=True)
def erase_somebody(request: HttpRequest, person: int) -> HttpResponse:
    """The team erases somebody who asked for it, with a reason out of a list."""
    found = get_object_or_404(Person, pk=person)
    if found.erased_at is not None and request.method != "POST":
        raise Http404
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        back = found.memberships.filter(organisation__isnull=False).values_list("organisation", flat=True)
        number = back.first()
        try:
            actions.erase_person(found, reason=form.cleaned_data["reason"], by=request.user)
        except RuleBroken as broken:
            form.add_error(None, str(broken.message))
        else:
            messages.success(request, _("The data are erased. Totals and reports stay as they were."))
            return HttpResponseRedirect(
                reverse("people:organisation", args=[number]) if number else reverse("people:organisations")
            )
    context = {"person": found, "form": form}
    return render(request, "portal/erase_somebody.html", context | queries.before_erasure(found))
