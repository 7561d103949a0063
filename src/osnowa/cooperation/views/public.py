"""What anybody sees: the board and one announcement. Organisations are named, people never."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from osnowa.cooperation import queries
from osnowa.cooperation.forms import KIND_IN_ADDRESS, SearchForm
from osnowa.cooperation.permissions import may_manage
from osnowa.people.queries import pages_shown

PAGE = 20


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    form.is_valid()  # a word that the board does not know is passed over, not scolded
    asked = form.cleaned_data
    kind = KIND_IN_ADDRESS.get(asked.get("rodzaj", ""), "")
    found = queries.on_board(kind, asked.get("temat", ""), asked.get("q", ""))
    context = {
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "asked": any(asked.get(name) for name in ("q", "rodzaj", "temat")),
    }
    return render(request, "cooperation/public/board.html", context)


@require_safe
def announcement(request: HttpRequest, announcement: int) -> HttpResponse:
    found = get_object_or_404(queries.announcements_for_readers(), pk=announcement)
    context = {
        "announcement": found,
        "is_own": may_manage(request.user, found),
        "is_shown": pages_shown().filter(organisation=found.organisation_id).exists(),
    }
    response = render(request, "cooperation/public/announcement.html", context)
    if not found.is_on_board:  # whoever has the link may read on; nobody needs to find it any more
        response.headers["X-Robots-Tag"] = "noindex"
    if request.user.is_authenticated:
        response.headers["Cache-Control"] = "no-store, private"
    return response
