"""Materials and homework of one session: the trainer of the cycle adds them, and the coordinator."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team
from osnowa.workshops.actions.materials import add_material, remove_material, set_homework
from osnowa.workshops.forms.enrolment import new_key
from osnowa.workshops.forms.session import HomeworkForm, MaterialForm
from osnowa.workshops.models import Session
from osnowa.workshops.permissions import can_prepare
from osnowa.workshops.queries.materials import all_materials
from osnowa.workshops.views.materials import material_download
from osnowa.workshops.views.work.reach import READERS, TEAM, cycle_of, session_of


@require_safe
@for_team(*READERS)
def listing(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    found = session_of(cycle_of(request, programme, number), session)
    return _page(request, programme, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*TEAM)
def add(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    found = _to_prepare(request, programme, number, session)
    usual = MaterialForm.usual(request.user.get_full_name(), new_key())
    form = MaterialForm(*([request.POST, request.FILES] if request.method == "POST" else []), initial=usual)
    if request.method == "POST" and form.is_valid():
        try:
            add_material(found, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The material is added."))
            return redirect("workshops:materials", programme.slug, number, session)
    context = {"programme": programme, "cycle": found.cycle, "session": found, "form": form}
    return render(request, "workshops/work/material_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*TEAM)
def homework(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    found = _to_prepare(request, programme, number, session)
    known = {"homework": found.homework, "homework_due_on": found.homework_due_on}
    form = HomeworkForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            set_homework(found, data["homework"], data["homework_due_on"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("workshops:materials", programme.slug, number, session)
    context = {"programme": programme, "cycle": found.cycle, "session": found, "form": form}
    return render(request, "workshops/work/homework_form.html", context)


@require_safe
@for_team(*READERS)
def download(
    request: HttpRequest, programme: Programme, number: int, session: int, material: int
) -> HttpResponseBase:
    found = session_of(cycle_of(request, programme, number), session)
    return material_download(found.materials.filter(pk=material).first())


@require_POST
@for_team(*TEAM)
def remove(
    request: HttpRequest, programme: Programme, number: int, session: int, material: int
) -> HttpResponse:
    found = _to_prepare(request, programme, number, session)
    remove_material(get_object_or_404(found.materials, pk=material), by=request.user)
    messages.success(request, _("The material is removed."))
    return redirect("workshops:materials", programme.slug, number, session)


def _to_prepare(request: HttpRequest, programme: Programme, number: int, session: int) -> Session:
    found = session_of(cycle_of(request, programme, number), session)
    if not can_prepare(request.user, found):
        raise Http404
    return found


def _page(request: HttpRequest, programme: Programme, session: Session) -> HttpResponse:
    context = {
        "programme": programme,
        "cycle": session.cycle,
        "session": session,
        "materials": all_materials(session),
        "may_prepare": can_prepare(request.user, session),
    }
    return render(request, "workshops/work/materials.html", context)
