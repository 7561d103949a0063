"""Frameworks of competences: what they hold, and importing another one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.learning.actions.frameworks import import_framework
from osnowa.learning.forms.frameworks import ImportForm
from osnowa.learning.permissions import can_choose_theme
from osnowa.learning.queries.bank import frameworks_for
from osnowa.learning.views.work.reach import READERS
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team


@require_safe
@for_team(*READERS)
def listing(request: HttpRequest, programme: Programme) -> HttpResponse:
    language = request.LANGUAGE_CODE
    context = {
        "programme": programme,
        "tab": "frameworks",
        "frameworks": [
            (framework, [(one, one.name(language)) for one in framework.competences.all()])
            for framework in frameworks_for(programme)
        ],
        "may_import": can_choose_theme(request.user, programme),
    }
    return render(request, "learning/work/frameworks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def take_in(request: HttpRequest, programme: Programme) -> HttpResponse:
    """A file is looked at first, row by row; imported is only what was looked at, whole."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    sheet = None
    if request.method == "POST" and form.is_valid():
        sheet = form.sheet
        if sheet is not None and "import" in request.POST:
            try:
                made = import_framework(
                    programme,
                    name=form.cleaned_data["name"],
                    version=form.cleaned_data["version"],
                    attribution=form.cleaned_data["attribution"],
                    sheet=sheet,
                    by=request.user,
                )
            except RuleBroken as refusal:
                form.refuse(refusal)
            else:
                count = made.competences.count()
                said = ngettext("%(count)d row is imported.", "%(count)d rows are imported.", count)
                messages.success(request, said % {"count": count})
                return redirect("learning:frameworks", programme.slug)
    faults = {
        "code": _("there is no code"),
        "name": _("there is no Polish name"),
        "twice": _("this code stands in an earlier row"),
        "area": _("the area is no code of this file"),
        "long": _("the code or a name is too long"),
    }
    rows = [(row, [faults[fault] for fault in row.faults]) for row in sheet.rows] if sheet else []
    context = {
        "programme": programme,
        "form": form,
        "rows": rows,
        "is_good": sheet is not None and sheet.is_good,
        "wrong": sum(bool(said) for _row, said in rows),
        "words": form.cleaned_data.get("words", "") if form.is_bound and sheet else "",
    }
    return render(request, "learning/work/framework_import.html", context)
