"""What people are told about their data: the team's page and the public one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.programme import actions, documents, queries
from osnowa.programme.forms import ClauseForm
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def write(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The version in force, or a draft to begin with. Saving changed words makes a new version."""
    current = queries.current_clause(programme)
    initial = (
        {"text": current.text, "text_en": current.text_en}
        if current
        else {
            "text": documents.default_clause(programme, "pl"),
            "text_en": documents.default_clause(programme, "en"),
        }
    )
    form = ClauseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            clause = actions.publish_clause(programme, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(refusal.field or None, str(refusal.message))
        else:
            messages.success(
                request,
                _("Version %(number)s of the information clause is in force.") % {"number": clause.version},
            )
            return redirect("programme:overview", programme.slug)
    return render(
        request,
        "programme/clause_write.html",
        {"programme": programme, "form": form, "current": current, "versions": queries.clauses(programme)},
    )


@require_safe
def clause(request: HttpRequest, programme: str) -> HttpResponse:
    """The public page: the version in force, or an older one by `?wersja=`, for who signed up under it."""
    found = get_object_or_404(queries.programmes_with_clause_for_readers(), slug=programme)
    request.programme = found  # type: ignore[attr-defined]  # read by project.navigation
    versions = list(queries.clauses(found))
    if not versions:
        raise Http404
    wanted = request.GET.get("wersja", "")
    shown = next((row for row in versions if str(row.version) == wanted), None) if wanted else versions[0]
    if shown is None:
        raise Http404
    return render(
        request,
        "programme/clause.html",
        {
            "programme": found,
            "clause": shown,
            "paragraphs": parts_of(shown.text_for(get_language() or "pl")),
            "newest": versions[0],
            "versions": versions,
        },
    )


def parts_of(text: str) -> list[tuple[str, list[str], list[str]]]:
    """Paragraphs of a plain text: (heading, lines, bullets). A short first line without a full stop is a heading."""
    parts = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        heading = ""
        if len(lines) > 1 and len(lines[0]) <= 80 and not lines[0].endswith((".", ":", ";", ",", "?", "!")):  # noqa: PLR2004
            heading, lines = lines[0], lines[1:]
        parts.append(
            (
                heading,
                [line for line in lines if not line.startswith("- ")],
                [line[2:] for line in lines if line.startswith("- ")],
            )
        )
    return parts
