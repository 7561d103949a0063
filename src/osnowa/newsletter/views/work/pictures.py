"""A picture at the head of an issue or beside an item: chosen from the site or sent, described, taken out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.newsletter.actions import pictures
from osnowa.newsletter.forms.picture import PictureForm
from osnowa.newsletter.models import Issue, IssueItem
from osnowa.newsletter.permissions import WRITERS
from osnowa.newsletter.queries.issues import items_of
from osnowa.newsletter.queries.pictures import choices_for, shown_pictures
from osnowa.newsletter.views.reach import by_button, by_form, issue_of, item_of
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def of_issue(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)
    return _choose(request, found, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def of_item(request: HttpRequest, programme: Programme, issue: int, item: int) -> HttpResponse:
    found = issue_of(programme, issue)
    return _choose(request, found, item_of(found, item))


def _choose(request: HttpRequest, issue: Issue, where: Issue | IssueItem) -> HttpResponse:
    back = _place_of(issue, where)
    if not issue.is_draft:
        return redirect(back)
    words = request.GET.get("szukaj", "")[:100]
    choices, count = choices_for(where, words)
    is_sent = request.method == "POST"
    form = PictureForm(
        *((request.POST, request.FILES) if is_sent else ()),
        choices=choices,
        initial={
            "picture": where.picture_id,
            "alt": where.picture_alt,
            "credit": where.picture_credit,
            "is_decoration": where.picture_is_decoration,
        },
    )
    if by_form(
        request,
        form,
        lambda data: pictures.put_picture(
            where,
            form.chosen,
            alt=data["alt"],
            credit=data["credit"],
            is_decoration=data["is_decoration"],
            by=request.user,
        ),
        _("The picture is in the letter."),
    ):
        return redirect(back)
    item = where if isinstance(where, IssueItem) else None
    context = {
        "programme": issue.programme,
        "issue": issue,
        "item": item,
        "title_of_thing": next(
            (one.title for one in items_of(issue) if item and one.pk == item.pk), issue.title
        ),
        "form": form,
        "words": words,
        "hidden": count - len(choices),
        "shown": shown_pictures([where]).get(where.pk),
        "back_url": back,
    }
    return render(request, "newsletter/work/picture.html", context)


@require_POST
@for_team(*WRITERS)
def of_text(request: HttpRequest, programme: Programme, issue: int, item: int) -> HttpResponse:
    """The text's own picture, by one press; where nobody described it, the page on which that is done."""
    found = issue_of(programme, issue)
    row = item_of(found, item)
    said = _("The picture is in the letter, with its description from the text.")
    if by_button(request, lambda: pictures.take_picture_of_text(row, by=request.user), said):
        return redirect(_place_of(found, row))
    return redirect("newsletter:item_picture", programme.slug, found.pk, row.pk)


@require_POST
@for_team(*WRITERS)
def remove_of_issue(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)
    return _remove(request, found, found)


@require_POST
@for_team(*WRITERS)
def remove_of_item(request: HttpRequest, programme: Programme, issue: int, item: int) -> HttpResponse:
    found = issue_of(programme, issue)
    return _remove(request, found, item_of(found, item))


def _remove(request: HttpRequest, issue: Issue, where: Issue | IssueItem) -> HttpResponse:
    by_button(
        request, lambda: pictures.remove_picture(where, by=request.user), _("The picture is taken out.")
    )
    return redirect(_place_of(issue, where))


def _place_of(issue: Issue, where: Issue | IssueItem) -> str:
    """The issue's page, at the item where it is about one."""
    assert issue.programme is not None
    page = reverse("newsletter:work_issue", args=[issue.programme.slug, issue.pk])
    return f"{page}#pozycja-{where.pk}" if isinstance(where, IssueItem) else page
