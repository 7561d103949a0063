"""The choice of colours, and the living page of parts."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

THEMES = ("auto", "light", "dark")
A_YEAR = 60 * 60 * 24 * 365


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the reader's colours in a strictly functional cookie; "auto" removes it."""
    following = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure()):
        following = "/"
    response = HttpResponseRedirect(following)
    chosen = request.POST.get("theme")
    if chosen in ("light", "dark"):
        response.set_cookie(
            "theme", chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


class ExampleForm(forms.Form):
    """Every kind of field, for the page of parts."""

    name = forms.CharField(label=_("Name and surname"), help_text=_("It will stand on the certificate."))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We will send a confirmation and a reminder."),
        error_messages={"invalid": _("enter an e-mail address with its ending, for example .pl")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(label=_("Phone"), required=False, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    place = forms.ChoiceField(label=_("Show"), choices=[("", _("all places (9)")), ("1", _("Desk 1"))], required=False)
    level = forms.ChoiceField(
        label=_("How do you keep tasks today?"),
        choices=[("mail", _("in e-mails")), ("board", _("on a shared board")), ("unknown", _("I do not know"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("choose one answer")},
    )
    days = forms.MultipleChoiceField(
        label=_("Which days suit you?"),
        choices=[("tue", _("Tuesday")), ("thu", _("Thursday"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(label=_("Evidence"), help_text=_("PDF or a photo, at most 2 MB."), required=False)
    notes = forms.CharField(label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    needs = forms.BooleanField(label=_("I need adaptations, for example a sign language interpreter"), required=False)


@require_GET
def parts(request: HttpRequest) -> HttpResponse:
    """Every part with example data; only where there is nothing but example data."""
    if not (settings.DEBUG or getattr(settings, "DEMONSTRATION", False)):
        raise Http404
    wrong = {"name": "Maria Przykładowa", "email": "biuro@zielonepodworka"}
    return render(
        request,
        "ui/parts_page.html",
        {
            "extends": "ui/public.html" if "front" in request.GET else "ui/work.html",
            "here": reverse("ui:parts"),
            "example": ExampleForm(prefix="example"),
            "wrong": ExampleForm(wrong, prefix=None),
            "day": date(2017, 9, 12),
            "steps": [
                SimpleNamespace(label=_("Diagnosis"), state="done"),
                SimpleNamespace(label=_("Choice"), state="done"),
                SimpleNamespace(label=_("Setting up"), state="now"),
                SimpleNamespace(label=_("In use"), state="ahead"),
            ],
            "figures": [
                (_("People who completed a cycle"), 61, 120, 70, "soon", _("9 behind the plan")),
                (_("Completed workshop cycles"), 4, 8, 4, "done", _("as planned")),
                (_("Organisations with a new tool"), 11, 20, 10, "done", _("1 ahead of the plan")),
                (_("Hours of mentors' advice"), 74, 160, 98, "overdue", _("24 behind the plan")),
            ],
            "page": Paginator(range(60), 20).page(2),
        },
    )
