"""Topics that readers choose, and groups of readers that the team saves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.newsletter.actions import lists as actions
from osnowa.newsletter.forms.work import ListForm, SegmentForm
from osnowa.newsletter.models import MailingList, Segment
from osnowa.newsletter.permissions import WRITERS
from osnowa.newsletter.queries.readers import addressees, list_rows
from osnowa.newsletter.queries.segments import segments_of
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team, is_coordinator

FIRST = 10


@require_safe
@for_team(*WRITERS)
def lists(request: HttpRequest, programme: Programme) -> HttpResponse:
    context = {
        "programme": programme,
        "rows": list_rows(programme),
        "coordinates": is_coordinator(request.user, programme),
    }
    return render(request, "newsletter/readers/lists.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def list_new(request: HttpRequest, programme: Programme) -> HttpResponse:
    return _list_form(request, programme, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def list_change(request: HttpRequest, programme: Programme, mailing_list: int) -> HttpResponse:
    found = get_object_or_404(MailingList, programme=programme, pk=mailing_list)
    return _list_form(request, programme, found)


def _list_form(request: HttpRequest, programme: Programme, found: MailingList | None) -> HttpResponse:
    initial = (
        {"title": found.title, "description": found.description, "is_public": found.is_public}
        if found
        else {}
    )
    form = ListForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_list(found, programme=programme, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("newsletter:lists", programme.slug)
    context = {"programme": programme, "form": form, "mailing_list": found}
    return render(request, "newsletter/readers/list_form.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def list_close(request: HttpRequest, programme: Programme, mailing_list: int) -> HttpResponse:
    """Posted: `deed` = close or open."""
    found = get_object_or_404(MailingList, programme=programme, pk=mailing_list)
    if request.POST.get("deed") == "open":
        actions.open_list(found, by=request.user)
        messages.success(request, _("The topic is open again."))
    else:
        actions.close_list(found, by=request.user)
        messages.success(request, _("The topic is closed. Nobody can choose it, and nothing goes to it."))
    return redirect("newsletter:lists", programme.slug)


@require_safe
@for_team(*WRITERS)
def segments(request: HttpRequest, programme: Programme) -> HttpResponse:
    rows = [(row, addressees(row).count()) for row in segments_of(programme)]
    return render(request, "newsletter/readers/segments.html", {"programme": programme, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def segment_new(request: HttpRequest, programme: Programme) -> HttpResponse:
    return _segment_form(request, programme, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def segment(request: HttpRequest, programme: Programme, segment: int) -> HttpResponse:
    found = get_object_or_404(Segment, programme=programme, pk=segment)
    return _segment_form(request, programme, found)


def _segment_form(request: HttpRequest, programme: Programme, found: Segment | None) -> HttpResponse:
    """Posted: `deed` = look (who would get it now) or save."""
    is_posted = request.method == "POST"
    data = request.POST.copy() if is_posted else None
    if data is not None and request.POST.get("deed") == "look" and not data.get("name"):
        data["name"] = "?"  # one may look before giving a name
    form = SegmentForm(data, programme=programme, segment=found)
    looked: Segment | None = found
    if is_posted and form.is_valid():
        if request.POST.get("deed") == "look":
            looked = Segment(programme=programme, filter=form.chosen)
        else:
            try:
                name = form.cleaned_data["name"]
                actions.save_segment(
                    found, programme=programme, name=name, chosen=form.chosen, by=request.user
                )
            except RuleBroken as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect("newsletter:segments", programme.slug)
    context = {
        "programme": programme,
        "form": form,
        "segment": found,
        **(_look(looked, with_addresses=is_coordinator(request.user, programme)) if looked else {}),
    }
    return render(request, "newsletter/readers/segment.html", context)


def _look(segment: Segment, *, with_addresses: bool) -> dict[str, Any]:
    """How many, and the first ten; addresses are for coordinators, editors see the number."""
    found = addressees(segment)
    return {
        "looked": True,
        "count": found.count(),
        "first": list(found.order_by("sort_key", "pk")[:FIRST]) if with_addresses else [],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def segment_remove(request: HttpRequest, programme: Programme, segment: int) -> HttpResponse:
    found = get_object_or_404(Segment, programme=programme, pk=segment)
    if request.method == "POST":
        try:
            actions.remove_segment(found, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
            return redirect("newsletter:segment", programme.slug, found.pk)
        messages.success(request, _("The group is removed. Readers stay."))
        return redirect("newsletter:segments", programme.slug)
    return render(
        request, "newsletter/readers/segment_remove.html", {"programme": programme, "segment": found}
    )
