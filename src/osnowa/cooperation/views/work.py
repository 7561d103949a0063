"""The programme's team looks after the board: figures, the list, hiding with a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.cooperation import queries
from osnowa.cooperation.actions import moderation as actions
from osnowa.cooperation.forms import HideForm
from osnowa.cooperation.models import Announcement
from osnowa.cooperation.permissions import READERS, may_moderate
from osnowa.cooperation.views.done import by_form
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team

PAGE = 30


@require_safe
@for_team(*READERS)
def listing(request: HttpRequest, programme: Programme) -> HttpResponse:
    found = queries.announcements_moderated(programme)
    context = {
        "programme": programme,
        "figures": queries.board_figures(programme),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "cooperation/work/listing.html", context)


@require_safe
@for_team(*READERS)
def announcement(request: HttpRequest, programme: Programme, announcement: int) -> HttpResponse:
    """With the organisations that answered and how it ended; what they wrote is between the two sides."""
    found = _moderated(programme, announcement)
    context = {
        "programme": programme,
        "announcement": found,
        "answers": list(found.answers.select_related("organisation").order_by("created_at", "id")),
        "may_moderate": may_moderate(request.user, programme),
    }
    return render(request, "cooperation/work/announcement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def hide(request: HttpRequest, programme: Programme, announcement: int) -> HttpResponse:
    """An interruption first: the author gets an e-mail with the reason."""
    found = _moderated(programme, announcement)
    form = HideForm(request.POST if request.method == "POST" else None)
    if by_form(
        request,
        form,
        lambda data: actions.hide_announcement(
            found,
            data["because"],
            programme_id=programme.pk,
            by=request.user,  # type: ignore[arg-type]  # signed in
        ),
        _("The announcement is hidden. Its author gets an e-mail with the reason."),
    ):
        return redirect("cooperation:work_announcement", programme.slug, found.pk)
    context = {"programme": programme, "announcement": found, "form": form}
    return render(request, "cooperation/work/hide.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def show(request: HttpRequest, programme: Programme, announcement: int) -> HttpResponse:
    found = _moderated(programme, announcement)
    actions.show_announcement(found, programme_id=programme.pk, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The announcement is shown again."))
    return redirect("cooperation:work_announcement", programme.slug, found.pk)


def _moderated(programme: Programme, number: int) -> Announcement:
    return get_object_or_404(queries.announcements_moderated(programme), pk=number)
