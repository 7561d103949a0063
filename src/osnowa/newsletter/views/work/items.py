"""What an issue tells about: picked from the site, own words, in an order that buttons change."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.newsletter.actions import composing
from osnowa.newsletter.forms.issue import ItemForm, PickForm
from osnowa.newsletter.permissions import WRITERS
from osnowa.newsletter.queries.issues import candidates
from osnowa.newsletter.views.reach import by_button, by_form, issue_of, item_of
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def pick(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)
    if not found.is_draft:
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    there = candidates(found)
    form = PickForm(request.POST if request.method == "POST" else None, candidates=there)
    added: list[int] = []
    if by_form(
        request,
        form,
        lambda data: added.append(
            composing.add_items(found, data["picked"], with_pictures=data["with_pictures"], by=request.user)
        ),
        "",
    ):
        said = ngettext("%(count)d thing was added.", "%(count)d things were added.", added[0])
        by_button(request, lambda: None, said % {"count": added[0]})
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    context = {"programme": programme, "issue": found, "form": form, "is_empty": not there}
    return render(request, "newsletter/work/pick.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def new(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)
    if not found.is_draft:
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    form = ItemForm(request.POST if request.method == "POST" else None)
    if by_form(
        request,
        form,
        lambda data: composing.add_words(found, data["heading"], data["words"], by=request.user),
        _("Your words are in the issue."),
    ):
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    return render(
        request, "newsletter/work/item.html", {"programme": programme, "issue": found, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def change(request: HttpRequest, programme: Programme, issue: int, item: int) -> HttpResponse:
    found = issue_of(programme, issue)
    row = item_of(found, item)
    if not found.is_draft:
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    initial = {"heading": row.heading, "words": row.words}
    form = ItemForm(request.POST if request.method == "POST" else None, initial=initial, item=row)
    if by_form(
        request,
        form,
        lambda data: composing.change_item(row, data["heading"], data["words"], by=request.user),
        _("The item is changed."),
    ):
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    context = {"programme": programme, "issue": found, "form": form, "item": row}
    return render(request, "newsletter/work/item.html", context)


@require_POST
@for_team(*WRITERS)
def move(request: HttpRequest, programme: Programme, issue: int, item: int) -> HttpResponse:
    found = issue_of(programme, issue)
    row = item_of(found, item)
    by_button(
        request, lambda: composing.move_item(row, request.POST.get("kierunek") == "wyzej", by=request.user)
    )
    return redirect(f"{redirect('newsletter:work_issue', programme.slug, found.pk).url}#pozycja-{row.pk}")


@require_POST
@for_team(*WRITERS)
def remove(request: HttpRequest, programme: Programme, issue: int, item: int) -> HttpResponse:
    found = issue_of(programme, issue)
    row = found.items.filter(pk=item).first()
    if row is not None:
        by_button(request, lambda: composing.remove_item(row, by=request.user), _("The item is taken out."))
    return redirect("newsletter:work_issue", programme.slug, found.pk)
