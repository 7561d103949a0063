"""The blocks of a programme."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.programme import actions, queries, rules
from osnowa.programme.forms import ActivityForm
from osnowa.programme.models import Activity, Programme, Role
from osnowa.programme.permissions import for_team, is_coordinator
from osnowa.programme.views.setup import READERS


@require_safe
@for_team(*READERS)
def activities(request: HttpRequest, programme: Programme) -> HttpResponse:
    rows = list(queries.activities(programme))
    return render(
        request,
        "programme/activities.html",
        {
            "programme": programme,
            "activities": rows,
            "outside": {
                row.pk
                for row in rows
                if rules.outside(row.starts_on, row.ends_on, programme.starts_on, programme.ends_on)
            },
            "may_write": is_coordinator(request.user, programme),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def add(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = ActivityForm(
        request.POST or None,
        initial={
            "number": queries.next_number(Activity.objects.filter(programme=programme)),
            "starts_on": programme.starts_on,
            "ends_on": programme.ends_on,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            activity = actions.add_activity(programme, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(refusal.field or None, str(refusal.message))
        else:
            _tell(request, programme, activity)
            return redirect("programme:activities", programme.slug)
    return render(
        request, "programme/activity.html", {"programme": programme, "form": form, "activity": None}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def change(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    activity = get_object_or_404(Activity.objects.filter(programme=programme), number=number)
    form = ActivityForm(request.POST or None, initial=ActivityForm.initial_of(activity))
    if request.method == "POST" and form.is_valid():
        try:
            activity = actions.change_activity(activity, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(refusal.field or None, str(refusal.message))
        else:
            _tell(request, programme, activity)
            return redirect("programme:activities", programme.slug)
    return render(
        request, "programme/activity.html", {"programme": programme, "form": form, "activity": activity}
    )


@require_POST
@for_team(Role.COORDINATOR)
def remove(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    activity = Activity.objects.filter(programme=programme, number=number).first()
    if activity is not None:  # gone already: the button was pressed twice
        try:
            actions.remove_activity(activity, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("The activity is removed."))
    return redirect("programme:activities", programme.slug)


def _tell(request: HttpRequest, programme: Programme, activity: Activity) -> None:
    messages.success(request, _("Saved."))
    if rules.outside(activity.starts_on, activity.ends_on, programme.starts_on, programme.ends_on):
        messages.warning(
            request,
            _(
                "This activity lasts beyond the programme's dates. Costs of such days are usually not paid for."
            ),
        )
