"""Addresses that the team brings: upload, look at every row, take over."""

from pathlib import PurePath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from osnowa.lib import text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.sheet_reading import read_table
from osnowa.newsletter.actions import sheets as actions
from osnowa.newsletter.forms.work import SheetForm
from osnowa.newsletter.models import AddressSheet
from osnowa.newsletter.queries.sheets import judged
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team

MOST_SHOWN = 100
REASONS = {
    "empty": gettext_lazy("there is no address"),
    "many": gettext_lazy("more than one address in the cell"),
    "no_at": gettext_lazy("no @ in the address"),
    "domain": gettext_lazy("what stands after @ is no domain"),
    "letters": gettext_lazy("a letter or sign that an address cannot have"),
    "long": gettext_lazy("too long for an address"),
    "machine": gettext_lazy("an address that no person reads"),
    "double": gettext_lazy("stands higher in this list already"),
    "known": gettext_lazy("gets the newsletter already"),
    "waits": gettext_lazy("was asked already and has not confirmed yet"),
    "ended": gettext_lazy("unsubscribed: only they can come back"),
    "suppressed": gettext_lazy("letters came back from this address"),
    "no_consent": gettext_lazy("the list says that there is no consent"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def upload(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = SheetForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()), programme=programme
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_table(file, file.size, most_rows=actions.MOST_ROWS)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            kept = actions.keep_sheet(
                programme,
                name=text.clean(PurePath(file.name).name),
                header=table.header,
                rows=table.rows,
                origin=text.clean(form.cleaned_data["origin"]),
                has_proof=form.cleaned_data["has_proof"],
                lists=form.cleaned_data.get("lists", []),
                by=request.user,
            )
            return redirect("newsletter:sheet", programme.slug, kept.pk)
    context = {"programme": programme, "form": form, "most": actions.MOST_ROWS}
    return render(request, "newsletter/readers/upload.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def sheet(request: HttpRequest, programme: Programme, sheet: int) -> HttpResponse:
    """Posted: `deed` = import or drop."""
    found = get_object_or_404(AddressSheet, programme=programme, pk=sheet)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    if deed == "drop":
        actions.drop_sheet(found, by=request.user)
        return redirect("newsletter:readers", programme.slug)
    if deed == "import":
        try:
            done = actions.import_sheet(found, by=request.user)
        except AddressSheet.DoesNotExist:  # a second click: the first one has done it
            return redirect("newsletter:readers", programme.slug)
        messages.success(request, _said(done))
        return redirect("newsletter:readers", programme.slug)
    rows = judged(found)
    context = {
        "programme": programme,
        "sheet": found,
        "lists": list(found.mailing_lists.all()),
        "judged": rows,
        "comes_in": len(rows.fresh) + len(rows.asked),
        "out": [(row, REASONS[row.verdict]) for row in rows.out[:MOST_SHOWN]],
        "out_more": max(0, len(rows.out) - MOST_SHOWN),
        "shown": [*rows.fresh, *rows.asked][:20],
        "shown_more": max(0, len(rows.fresh) + len(rows.asked) - 20),
    }
    return render(request, "newsletter/readers/sheet.html", context)


def _said(done: actions.Imported) -> str:
    words = [
        ngettext("%(count)d reader added.", "%(count)d readers added.", done.added) % {"count": done.added}
        if done.added
        else "",
        ngettext(
            "%(count)d address gets a letter asking for a yes.",
            "%(count)d addresses get a letter asking for a yes.",
            done.asked,
        )
        % {"count": done.asked}
        if done.asked
        else "",
    ]
    return " ".join(word for word in words if word) or _("Nobody new came in.")
