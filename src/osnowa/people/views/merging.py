"""Entries that may be one organisation: side by side, merged, and the way back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.people import actions, queries
from osnowa.people.models import LegalForm, Merge, Organisation
from osnowa.people.permissions import for_registry
from osnowa.people.views.history import FIELD_NAMES

COMPARED = (
    "name", "short_name", "legal_form", "town", "street", "postcode", "email", "phone", "website", "contact_name",
    "contact_email", "contact_phone", "founded_on", "registered_on", "supervisor",
)  # fmt: skip


def _pair(first: int, second: int) -> tuple[Organisation, Organisation]:
    if first == second:
        raise Http404
    found = {
        o.pk: o
        for o in queries.with_membership_count(
            Organisation.objects.filter(pk__in=(first, second), merged_into=None)
        ).prefetch_related("identifiers")
    }
    if len(found) != 2:  # noqa: PLR2004  a pair
        raise Http404
    return found[first], found[second]


@require_safe
@for_registry(manage=True)
def duplicates(request: HttpRequest) -> HttpResponse:
    return render(request, "people/duplicates.html", {"pairs": queries.duplicates_suggested()})


@require_safe
@for_registry(manage=True)
def compare(request: HttpRequest, first: int, second: int) -> HttpResponse:
    one, other = _pair(first, second)
    rows: list[dict[str, Any]] = []
    for field in COMPARED:
        values = [
            getattr(o, f"get_{field}_display")() if field == "legal_form" else getattr(o, field)
            for o in (one, other)
        ]
        if field == "legal_form":
            values = [
                "" if o.legal_form == LegalForm.UNKNOWN else value
                for o, value in zip((one, other), values, strict=True)
            ]
        if any(values):
            rows.append(
                {
                    "term": FIELD_NAMES[field],
                    "values": values,
                    "differ": all(values) and values[0] != values[1],
                }
            )
    numbers = [
        ", ".join(f"{i.get_kind_display()} {i.shown}" for i in o.identifiers.all()) for o in (one, other)
    ]
    if any(numbers):
        differ = all(numbers) and numbers[0] != numbers[1]
        rows.insert(1, {"term": FIELD_NAMES["identifiers"], "values": numbers, "differ": differ})
    rows.append(
        {
            "term": _("People signed up"),
            "values": [str(getattr(o, "people_count", 0)) for o in (one, other)],
            "figures": True,
        }
    )
    return render(request, "people/compare.html", {"first": one, "second": other, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_registry(manage=True)
def merge(request: HttpRequest, number: int, other: int) -> HttpResponse:
    """Asked first (GET), done then (POST): `number` is kept, `other` is absorbed."""
    if request.method == "POST":
        if number == other:
            raise Http404
        rows = {o.pk: o for o in Organisation.objects.filter(pk__in=(number, other))}
        if len(rows) != 2:  # noqa: PLR2004  a pair
            raise Http404
        try:
            done = actions.merge_organisations(rows[number], rows[other], by=request.user)
        except RuleBroken as broken:
            messages.error(request, str(broken.message))
            return redirect("people:duplicates")
        response = redirect("people:organisation", number)
        response.headers["Location"] += f"?polaczono={done.pk}"
        return response
    kept, absorbed = _pair(number, other)
    return render(request, "people/merge.html", {"kept": kept, "absorbed": absorbed})


@require_POST
@for_registry(manage=True)
def undo(request: HttpRequest, number: int) -> HttpResponse:
    merged = get_object_or_404(Merge.objects.select_related("kept", "absorbed"), pk=number)
    try:
        actions.undo_merge(merged, by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
        return redirect("people:organisation", merged.kept_id)
    messages.success(
        request, _("Undone: “%(name)s” is an entry of its own again.") % {"name": merged.absorbed.name}
    )
    return redirect("people:compare", merged.kept_id, merged.absorbed_id)


@require_POST
@for_registry(manage=True)
def told_apart(request: HttpRequest, first: int, second: int) -> HttpResponse:
    one, other = _pair(first, second)
    actions.tell_apart(one, other, by=request.user)
    messages.success(request, _("Noted: these are two organisations. We will not suggest them as one again."))
    return redirect("people:duplicates")
