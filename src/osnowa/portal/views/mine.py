"""What belongs to whoever is signed in: their affairs and their data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.newsletter.queries.readers import reader_of
from osnowa.people import actions as people_actions
from osnowa.people.permissions import for_signed_in, remember_organisations
from osnowa.people.queries import consent_choices, organisations_of_account
from osnowa.people.rules.affairs import Affair
from osnowa.portal import actions, queries
from osnowa.portal.forms import AddressForm, CodeForm, OwnDataForm
from osnowa.portal.views.account import remember_language
from osnowa.portal.views.rights import archive
from osnowa.workshops.actions.needs import stop_keeping_needs
from osnowa.workshops.queries.affairs import clauses_told
from osnowa.workshops.queries.enrolments import needs_kept


@require_safe
@for_signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, organisations that one speaks for, then one section for each room."""
    organisations = list(organisations_of_account(request.user))
    remember_organisations(request.user, [one.pk for one in organisations if one.speaks])
    requests = [
        Affair(
            title=organisation.name,
            second=ngettext(
                "%(count)d person asks to act for it",
                "%(count)d people ask to act for it",
                organisation.asking,
            )
            % {"count": organisation.asking},
            url=reverse("people:own_organisation", args=[organisation.pk]),
            deed=_("Answer"),
            state="soon",
            state_label=_("waits for you"),
        )
        for organisation in organisations
        if organisation.asking
    ]
    own = queries.affairs_of(request.user)
    return render(
        request,
        "portal/mine.html",
        {
            "organisations": organisations,
            "waiting": [*own.waiting, *requests],
            "sections": own.sections,
        },
    )


@require_safe
@for_signed_in
def own_data(request: HttpRequest) -> HttpResponse:
    """All that is kept about the reader, in words, with the ways to correct it, take it along or have it erased."""
    person = request.user.person
    return render(
        request,
        "portal/own_data.html",
        {
            "person": person,
            "nodes": queries.data_in_words(person) if person is not None else [],
            "choices": consent_choices(person, get_language() or "pl"),
            "needs": needs_kept(person) if person is not None else "",
            "clauses": clauses_told(person) if person is not None else [],
            "newsletter_url": _newsletter_url(request.user.email),
        },
    )


def _newsletter_url(address: str) -> str:
    """The reader's page of whoever is signed in: signing in proves the address. Empty where it gets no letters."""
    reader = reader_of(address)
    return reverse("newsletter:choices", args=[reader.token]) if reader is not None else ""


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def change_own_data(request: HttpRequest) -> HttpResponse:
    own = request.user
    initial = {
        "name": own.person.name if own.person else own.name,
        "phone": own.person.phone if own.person else "",
        "language": own.language,
    }
    form = OwnDataForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_own_data(own, **form.cleaned_data, by=own)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
        else:
            messages.success(request, _("Saved."))
            return remember_language(request, redirect("portal:own_data"), changed.language)
    return render(request, "portal/own_data_change.html", {"form": form})


@require_POST
@for_signed_in
def download_own_data(request: HttpRequest) -> HttpResponse:
    person = actions.own_person(request.user)
    actions.note_export(person, by=request.user)
    return archive(person)


@require_POST
@for_signed_in
def consent(request: HttpRequest) -> HttpResponse:
    """Posted: `kind` of the consent (or "needs": keep them no longer) and `deed` = give or withdraw."""
    kind, gives = request.POST.get("kind", ""), request.POST.get("deed") == "give"
    person = actions.own_person(request.user)
    try:
        if kind == "needs":
            stop_keeping_needs(person, by=request.user)
        elif gives:
            people_actions.give_consent(person, kind, by=request.user)
        else:
            people_actions.withdraw_consent(person, kind, by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
    else:
        messages.success(request, _("Noted. It holds from now on."))
    return redirect("portal:own_data")


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def address(request: HttpRequest) -> HttpResponse:
    """A new address to sign in with: a code goes there first."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people_actions.ask_address_change(request.user, form.cleaned_data["address"], by=request.user)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
        else:
            return redirect("portal:own_address_code")
    return render(request, "portal/own_address.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def address_code(request: HttpRequest) -> HttpResponse:
    """The code from the new address. Whether the address is free is not told: its owner hears by mail."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people_actions.prove_address(request.user, form.cleaned_data["code"], by=request.user)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
        else:
            messages.success(request, _("From now on you sign in with the new address."))
            return redirect("portal:own_data")
    return render(request, "portal/own_address_code.html", {"form": form})
