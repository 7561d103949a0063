"""Short links of the team: the list with their visits, one of them with its code and poster, what is typed about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib import typeset
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team
from osnowa.spreading.actions import links as deeds
from osnowa.spreading.documents import poster as poster_paper
from osnowa.spreading.forms.links import LinkForm
from osnowa.spreading.permissions import READERS, WRITERS, may_write
from osnowa.spreading.queries.links import (
    address_of,
    links_of,
    short_address_of,
    target_of,
    visits_by_day,
)
from osnowa.spreading.views.reach import PAGE, link_of, to_page

TYPES = {"svg": "image/svg+xml", "png": "image/png"}
DAYS_SHOWN = 60


@require_safe
@for_team(*READERS)
def listing(request: HttpRequest, programme: Programme) -> HttpResponse:
    page = Paginator(links_of(programme), PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "page": page,
        "may_write": may_write(request.user, programme),
    }
    return render(request, "spreading/work/links.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def new(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = LinkForm(programme, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = deeds.make_links(programme, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            said = ngettext(
                "%(count)d code is ready. Print its poster.",
                "%(count)d codes are ready, one for each place. Print their posters.",
                len(made),
            )
            messages.success(request, said % {"count": len(made)})
            return to_page("link", programme, made[0].pk) if len(made) == 1 else to_page("links", programme)
    return render(request, "spreading/work/link_form.html", {"programme": programme, "form": form})


@require_safe
@for_team(*READERS)
def page(request: HttpRequest, programme: Programme, link: int) -> HttpResponse:
    found = link_of(programme, link)
    days = visits_by_day(found)
    context = {
        "programme": programme,
        "link": found,
        "target": target_of(found),
        "address": address_of(found),
        "short": short_address_of(found),
        "picture": mark_safe(typeset.qr(address_of(found))),  # noqa: S308  drawn by us out of our own address
        "days": days[:DAYS_SHOWN],
        "more_days": max(len(days) - DAYS_SHOWN, 0),
        "may_write": may_write(request.user, programme),
    }
    return render(request, "spreading/work/link.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def change(request: HttpRequest, programme: Programme, link: int) -> HttpResponse:
    found = link_of(programme, link)
    form = LinkForm(
        programme,
        request.POST if request.method == "POST" else None,
        link=found,
        initial=LinkForm.initial_of(found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            deeds.change_link(found, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. The printed code stays the same."))
            return to_page("link", programme, found.pk)
    context = {"programme": programme, "form": form, "link": found}
    return render(request, "spreading/work/link_form.html", context)


@require_POST
@for_team(*WRITERS)
def end(request: HttpRequest, programme: Programme, link: int) -> HttpResponse:
    found = link_of(programme, link)
    deeds.end_link(found, by=request.user)
    messages.success(request, _("Ended. Who comes by the code is told that the poster is out of date."))
    return to_page("link", programme, found.pk)


@require_POST
@for_team(*WRITERS)
def reopen(request: HttpRequest, programme: Programme, link: int) -> HttpResponse:
    found = link_of(programme, link)
    deeds.reopen_link(found, by=request.user)
    messages.success(request, _("The code leads again."))
    return to_page("link", programme, found.pk)


@require_safe
@for_team(*READERS)
def code(_request: HttpRequest, programme: Programme, link: int, ending: str) -> HttpResponse:
    """The code alone, for a poster that somebody makes elsewhere."""
    found = link_of(programme, link)
    if ending not in TYPES:
        raise Http404
    content = typeset.qr_file(address_of(found), ending)
    return _download(content, TYPES[ending], f"kod-{found.code}.{ending}")


@require_safe
@for_team(*READERS)
def poster(_request: HttpRequest, programme: Programme, link: int) -> HttpResponse:
    found = link_of(programme, link)
    content = poster_paper(found, get_language() or "pl")
    return _download(content, "application/pdf", f"plakat-{found.code}.pdf")


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
