"""A member's own side: what their organisations announced, whom they answered, whom they met."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.cooperation import queries
from osnowa.cooperation.actions import announcements as actions
from osnowa.cooperation.forms import AnnouncementForm, CloseForm, WordsForm
from osnowa.cooperation.models import Announcement
from osnowa.cooperation.views.done import by_button, by_form
from osnowa.lib.errors import RuleBroken
from osnowa.people.permissions import for_signed_in
from osnowa.ui import words

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 20


@require_safe
@for_signed_in
def overview(request: HttpRequest) -> HttpResponse:
    mine = queries.organisations_named(request.user)
    if not mine:
        return render(request, "cooperation/own/no_organisation.html")
    own = Paginator(queries.announcements_of(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "mine": mine,
        "page": own,
        "received": list(queries.answers_received(request.user)),
        "given": list(queries.answers_given(request.user)[:PAGE]),
        "connections": list(queries.connections_of(request.user)[:PAGE]),
    }
    return render(request, "cooperation/own/overview.html", context)


@GET_AND_POST
@for_signed_in
def new(request: HttpRequest) -> HttpResponse:
    mine = queries.organisations_named(request.user)
    if not mine:
        return render(request, "cooperation/own/no_organisation.html")
    form = AnnouncementForm(
        request.POST if request.method == "POST" else None,
        mine=mine,
        programmes=queries.running_programmes(),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.announce(
                form.organisation,
                kind=data["kind"],
                title=data["title"],
                body=data["body"],
                topic=data["topic"],
                valid_until=data["valid_until"],
                programme=form.programme,
                submission_key=data["submission_key"],
                by=request.user,  # type: ignore[arg-type]  # signed in
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            said = _("Your announcement is on the board until %(day)s.")
            messages.success(request, said % {"day": words.short_date(made.valid_until)})
            return redirect("cooperation:own_announcement", made.pk)
    return render(request, "cooperation/own/announcement_form.html", {"form": form, "mine": mine})


@require_safe
@for_signed_in
def announcement(request: HttpRequest, announcement: int) -> HttpResponse:
    found = _own(request, announcement)
    answers = list(found.answers.select_related("organisation"))
    return render(request, "cooperation/own/announcement.html", {"announcement": found, "answers": answers})


@GET_AND_POST
@for_signed_in
def change(request: HttpRequest, announcement: int) -> HttpResponse:
    found = _own(request, announcement)
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "title": found.title,
            "body": found.text,
            "topic": found.topic,
            "valid_until": found.valid_until,
        },
    )
    over = request.method != "POST" and not found.is_open
    if over or by_form(
        request,
        form,
        lambda data: actions.change_announcement(found, **data, by=request.user),  # type: ignore[arg-type]
        _("The announcement is changed."),
    ):
        return redirect("cooperation:own_announcement", found.pk)
    return render(request, "cooperation/own/announcement_form.html", {"form": form, "announcement": found})


@require_POST
@for_signed_in
def renew(request: HttpRequest, announcement: int) -> HttpResponse:
    found = _own(request, announcement)
    by_button(
        request,
        lambda: actions.renew_announcement(found, by=request.user),  # type: ignore[arg-type]
        lambda renewed: (
            _("The announcement hangs on the board until %(day)s.")
            % {"day": words.short_date(renewed.valid_until)}
        ),
    )
    return redirect("cooperation:own_announcement", found.pk)


@GET_AND_POST
@for_signed_in
def close(request: HttpRequest, announcement: int) -> HttpResponse:
    """An interruption first: answers that wait are declined with it."""
    found = _own(request, announcement)
    form = CloseForm(request.POST if request.method == "POST" else None)
    over = request.method != "POST" and not found.is_open
    if over or by_form(
        request,
        form,
        lambda data: actions.close_announcement(found, data["outcome"], by=request.user),  # type: ignore[arg-type]
        _("The announcement is closed. It is no longer on the board."),
    ):
        return redirect("cooperation:own_announcement", found.pk)
    return render(request, "cooperation/own/close.html", {"form": form, "announcement": found})


def _own(request: HttpRequest, number: int) -> Announcement:
    """Of one of the reader's organisations; anything else is 404."""
    return get_object_or_404(queries.announcements_of(request.user), pk=number)
