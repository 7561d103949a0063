"""What one sign-up answered, for the team, and the files that came with it."""

from pathlib import PurePosixPath

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from osnowa.lib import files
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team
from osnowa.workshops.models import Answer
from osnowa.workshops.permissions import can_manage_cycles
from osnowa.workshops.queries.enrolments import colleagues_of
from osnowa.workshops.queries.questions import answers_of
from osnowa.workshops.views.work.reach import TEAM, cycle_of, enrolment_of


@require_safe
@for_team(*TEAM)
def detail(request: HttpRequest, programme: Programme, number: int, enrolment: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    found = enrolment_of(cycle, enrolment)
    context = {
        "programme": programme,
        "cycle": cycle,
        "enrolment": found,
        "answers": answers_of(found),
        "leader": found.signed_up_by,
        "colleagues": colleagues_of(found),
        "may_manage": can_manage_cycles(request.user, programme),
    }
    return render(request, "workshops/work/answers.html", context)


@require_safe
@for_team(*TEAM)
def download(
    request: HttpRequest, programme: Programme, number: int, enrolment: int, question: int
) -> HttpResponse:
    """A file, whole (it is small by rule), as a download only: never opened in the page."""
    found = enrolment_of(cycle_of(request, programme, number), enrolment)
    row = Answer.objects.filter(enrolment=found, question=question).exclude(file="").first()
    if row is None:
        raise Http404
    try:
        with row.file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = files.BY_ENDING.get(PurePosixPath(row.value).suffix)
    response = HttpResponse(content, content_type=kind.type if kind else "application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{row.value}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
