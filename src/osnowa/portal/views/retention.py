"""How long a programme keeps personal data, and whom it would erase when."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.lib.errors import RuleBroken
from osnowa.portal import queries
from osnowa.portal.forms import RetentionForm
from osnowa.programme.actions import set_retention
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def retention(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = RetentionForm(request.POST or None, initial={"years": programme.keep_years})
    if request.method == "POST" and form.is_valid():
        try:
            set_retention(programme, years=form.cleaned_data["years"], by=request.user)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:retention", programme.slug)
    kept = queries.people_kept(programme).count()
    page = Paginator(queries.people_to_erase(programme), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "portal/retention.html",
        {
            "programme": programme,
            "form": form,
            "kept": kept,
            "going": page.paginator.count,
            "staying": kept - page.paginator.count,
            "page": page,
        },
    )
