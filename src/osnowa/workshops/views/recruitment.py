"""By what places go, for everybody to read; once it is out, the list, with reference numbers only."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from osnowa.workshops.models import Cycle
from osnowa.workshops.queries.cycles import is_ranked, public_cycle
from osnowa.workshops.queries.ranking import rows_of, versions
from osnowa.workshops.queries.said import TermsSaid
from osnowa.workshops.rules.ranking import lot

PER_PAGE = 200


@require_GET
def recruitment(request: HttpRequest, programme: str, cycle: str) -> HttpResponse:
    found = public_cycle(programme, cycle)
    if found is None or not is_ranked(found):
        raise Http404
    request.programme = found.programme  # type: ignore[attr-defined]  # read by project.navigation
    lists = versions(found)
    asked = request.GET.get("wersja", "")
    ranking = next((one for one in lists if str(one.version) == asked), lists[0] if lists else None)
    page = None
    if ranking is not None:
        page = Paginator(rows_of(ranking), PER_PAGE).get_page(request.GET.get("page"))
        for row in page.object_list:
            row.lot = lot(ranking.seed, row.enrolment.reference)
    first = page.object_list[0].enrolment.reference if page is not None and page.object_list else ""
    context = {
        "cycle": found,
        "programme": found.programme,
        "said": TermsSaid.of(found),
        "by_lot": found.mode == Cycle.Mode.LOTTERY,
        "versions": lists,
        "ranking": ranking,
        "is_latest": ranking is not None and ranking == lists[0],
        "page": page,
        "example": first,
        "example_lot": lot(ranking.seed, first) if ranking is not None and first else "",
    }
    return render(request, "workshops/public/recruitment.html", context)
