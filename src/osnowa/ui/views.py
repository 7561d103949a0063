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
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

THEMES = ("auto", "light", "dark")
A_YEAR = 60 * 60 * 24 * 365


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the reader's colours in a strictly functional cookie; "auto" removes it."""
    following = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        following, {request.get_host()}, require_https=request.is_secure()
    ):
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

    name = forms.CharField(
        label=pgettext_lazy("example", "Name and surname"),
        help_text=pgettext_lazy("example", "It will stand on the certificate."),
    )
    email = forms.EmailField(
        label=pgettext_lazy("example", "E-mail address"),
        help_text=pgettext_lazy("example", "We will send a confirmation and a reminder."),
        error_messages={
            "invalid": pgettext_lazy("example", "enter an e-mail address with its ending, for example .pl")
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=pgettext_lazy("example", "Phone"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    place = forms.ChoiceField(
        label=pgettext_lazy("example", "Show"),
        choices=[("", pgettext_lazy("example", "all places (9)")), ("1", pgettext_lazy("example", "Desk 1"))],
        required=False,
    )
    level = forms.ChoiceField(
        label=pgettext_lazy("example", "How do you keep tasks today?"),
        choices=[
            ("mail", pgettext_lazy("example", "in e-mails")),
            ("board", pgettext_lazy("example", "on a shared board")),
            ("unknown", pgettext_lazy("example", "I do not know")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": pgettext_lazy("example", "choose one answer")},
    )
    days = forms.MultipleChoiceField(
        label=pgettext_lazy("example", "Which days suit you?"),
        choices=[("tue", pgettext_lazy("example", "Tuesday")), ("thu", pgettext_lazy("example", "Thursday"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(
        label=pgettext_lazy("example", "Evidence"),
        help_text=pgettext_lazy("example", "PDF or a photo, at most 2 MB."),
        required=False,
    )
    notes = forms.CharField(
        label=pgettext_lazy("example", "Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    needs = forms.BooleanField(
        label=pgettext_lazy("example", "I need adaptations, for example a sign language interpreter"),
        required=False,
    )


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
                SimpleNamespace(label=pgettext_lazy("example", "Diagnosis"), state="done"),
                SimpleNamespace(label=pgettext_lazy("example", "Choice"), state="done"),
                SimpleNamespace(label=pgettext_lazy("example", "Setting up"), state="now"),
                SimpleNamespace(label=pgettext_lazy("example", "In use"), state="ahead"),
            ],
            "figures": [
                (
                    pgettext_lazy("example", "People who completed a cycle"),
                    61,
                    120,
                    70,
                    "soon",
                    pgettext_lazy("example", "9 behind the plan"),
                ),
                (
                    pgettext_lazy("example", "Completed workshop cycles"),
                    4,
                    8,
                    4,
                    "done",
                    pgettext_lazy("example", "as planned"),
                ),
                (
                    pgettext_lazy("example", "Organisations with a new tool"),
                    11,
                    20,
                    10,
                    "done",
                    pgettext_lazy("example", "1 ahead of the plan"),
                ),
                (
                    pgettext_lazy("example", "Hours of mentors' advice"),
                    74,
                    160,
                    98,
                    "overdue",
                    pgettext_lazy("example", "24 behind the plan"),
                ),
            ],
            "page": Paginator(range(60), 20).page(2),
        },
    )
