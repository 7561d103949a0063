"""The registry as the team reads it."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from osnowa.lib import sheets
from osnowa.people import queries
from osnowa.people.forms import SearchForm
from osnowa.people.forms.register import COMPLETE, TO_COMPLETE
from osnowa.people.models import Identifier, Merge, Organisation
from osnowa.people.permissions import for_registry, may_manage_registry
from osnowa.people.rules import completeness
from osnowa.people.views import history

PER_PAGE = 25
HISTORY = 15
PEOPLE = 100  # who came in an organisation's name, on its page
MISSING = {
    completeness.FORM: gettext_lazy("legal form"),
    completeness.CONTACT: gettext_lazy("contact person"),
    completeness.NUMBER: gettext_lazy("number in a register"),
    completeness.TOWN: gettext_lazy("town"),
    completeness.REACH: gettext_lazy("e-mail or phone"),
}


def _chosen(request: HttpRequest) -> tuple[SearchForm, QuerySet[Organisation]]:
    """The organisations that the address of the list asks for. Nonsense in it asks for all."""
    form = SearchForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    found = queries.organisations_found(asked.get("q", ""))
    if asked.get("forma"):
        found = found.filter(legal_form=asked["forma"])
    if asked.get("dane") == TO_COMPLETE:
        found = found.filter(pk__in=queries.organisations_to_complete().values("pk"))
    elif asked.get("dane") == COMPLETE:
        found = found.exclude(pk__in=queries.organisations_to_complete().values("pk"))
    return form, found.order_by("sort_key", "id")


def _needed(organisation: Organisation) -> list[Any]:
    parts = completeness.needed(legal_form=organisation.legal_form, has_contact=organisation.has_contact)
    return [MISSING[part] for part in parts]


def _page(request: HttpRequest, rows: QuerySet[Any]) -> Any:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


@require_safe
@for_registry()
def organisations(request: HttpRequest) -> HttpResponse:
    form, found = _chosen(request)
    page = _page(request, queries.with_membership_count(found).prefetch_related("identifiers"))
    for row in page:
        row.needed = _needed(row)
    return render(
        request,
        "people/organisations.html",
        {
            "form": form,
            "page": page,
            "asked": any(request.GET.get(key) for key in ("q", "forma", "dane")),
            "address": request.GET.urlencode(),
            "may_manage": may_manage_registry(request.user),
            "to_settle": queries.memberships_to_settle().count(),
            "to_complete": queries.organisations_to_complete().count(),
        },
    )


@require_safe
@for_registry()
def organisations_csv(request: HttpRequest) -> StreamingHttpResponse:
    """What the list shows, as a table: organisations' own data, no contact persons."""
    _form, found = _chosen(request)
    rows = queries.with_membership_count(found).prefetch_related("identifiers")
    header = [
        _("Name"),
        _("Abbreviation"),
        _("Legal form"),
        "KRS",
        "NIP",
        "REGON",
        _("Other numbers"),
        _("Town"),
        _("Street and number"),
        _("Postcode"),
        _("Commune"),
        _("County"),
        _("Voivodeship"),
        _("E-mail"),
        _("Phone"),
        _("Website"),
        _("Registered on"),
        _("In liquidation"),
        _("OPP"),
        _("People signed up"),
    ]
    return sheets.csv_download("organizacje", header, _csv_rows(rows))


def _csv_rows(rows: QuerySet[Organisation]) -> Iterator[list[Any]]:
    yes = {True: _("yes"), False: _("no")}
    for o in rows.iterator(chunk_size=200):
        numbers: dict[str, str] = {}
        others = []
        for i in o.identifiers.all():
            if i.kind in (Identifier.Kind.KRS, Identifier.Kind.NIP, Identifier.Kind.REGON):
                numbers.setdefault(i.kind, i.value)
            else:
                others.append(f"{i.get_kind_display()}: {i.value}{f' ({i.office})' if i.office else ''}")
        yield [
            o.name,
            o.short_name,
            o.get_legal_form_display(),
            numbers.get("krs"),
            numbers.get("nip"),
            numbers.get("regon"),
            ", ".join(others),
            o.town,
            o.street,
            o.postcode,
            o.commune,
            o.county,
            o.voivodeship,
            o.email,
            o.phone,
            o.website,
            o.registered_on,
            yes[o.in_liquidation],
            yes[o.public_benefit],
            getattr(o, "people_count", 0),
        ]


@require_safe
@for_registry()
def to_complete(request: HttpRequest) -> HttpResponse:
    page = _page(
        request,
        queries.organisations_to_complete().prefetch_related("identifiers").order_by("created_at", "id"),
    )
    for row in page:
        row.needed = _needed(row)
    context = {"page": page, "may_manage": may_manage_registry(request.user)}
    return render(request, "people/to_complete.html", context)


@require_safe
@for_registry()
def organisation(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Organisation.objects.select_related("merged_into", "patron"), pk=number)
    if found.merged_into is not None:
        return redirect("people:organisation", found.merged_into_id)
    identifiers = list(found.identifiers.all())
    merges = list(
        Merge.objects.filter(kept=found, undone_at=None).select_related("absorbed").order_by("-merged_at")
    )
    may_manage = may_manage_registry(request.user)
    welcome = completeness.welcome(
        legal_form=found.legal_form,
        has_number=bool(identifiers),
        has_town=bool(found.town),
        has_reach=bool(found.email or found.phone or found.has_contact),
    )
    return render(
        request,
        "people/organisation.html",
        {
            "organisation": found,
            "identifiers": identifiers,
            "krs": next((i.value for i in identifiers if i.kind == Identifier.Kind.KRS), ""),
            "stages": queries.stages_of(found),
            "people": found.memberships.aggregate(people=Count("person", distinct=True))["people"],
            "in_its_name": list(queries.people_of(found)[:PEOPLE]) if may_manage else [],
            "answers": list(found.register_answers.defer("payload")[:10]),
            "merges": merges,
            "fresh_merge": next((m for m in merges if str(m.pk) == request.GET.get("polaczono")), None),
            "history": history.told(
                found,
                queries.history_of(found)[:HISTORY],
                {m.absorbed_id: m.absorbed.name for m in merges},
                with_names=may_manage,
            ),
            "needed": _needed(found),
            "welcome": [MISSING[part] for part in welcome],
            "may_manage": may_manage,
            "consent": queries.consent_of(found) if may_manage else None,
        },
    )
