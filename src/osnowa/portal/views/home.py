"""What anybody sees first."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from osnowa.cooperation.queries import latest_announcements
from osnowa.knowledge.models import SHELVES
from osnowa.knowledge.queries import latest_news
from osnowa.knowledge.queries.reading import newest
from osnowa.lib import clock
from osnowa.newsletter.queries.issues import public_issues, topics_told_of
from osnowa.people.queries import pages_shown
from osnowa.portal import queries
from osnowa.programme.models import Programme
from osnowa.programme.queries import activities, public_programmes

SHOWN_FIGURES = 4
SHOWN_ANNOUNCEMENTS = 3
SHOWN_TEXTS = 3
MOST_ORGANISATIONS = 10_000
MOST_TEXTS = 20_000  # in the map of the site; 50,000 addresses are allowed in one file


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The one public programme; a list where there are several; words of welcome where there is none."""
    found = list(public_programmes())
    if len(found) == 1:
        return _programme(request, found[0])
    running = [programme for programme in found if programme.ends_on >= clock.today()]
    over = [programme for programme in found if programme.ends_on < clock.today()]
    return render(
        request, "portal/programmes.html", {"running": running, "over": over, "news": latest_news(None)}
    )


@require_safe
def programme(request: HttpRequest, programme: str) -> HttpResponse:
    return _programme(request, _public(programme))


def _public(slug: str) -> Programme:
    found = public_programmes().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _programme(request: HttpRequest, found: Programme) -> HttpResponse:
    request.programme = found  # type: ignore[attr-defined]  # read by project.navigation
    rows = queries.cycle_rows(found)
    doors = queries.doors_of_blocks(found, {row.cycle.activity_id for row in rows})
    counted = queries.public_figures(found)
    context = {
        "programme": found,
        "rows": rows,
        "next_rows": queries.next_to_join(rows),
        "activities": [(activity, doors.get(activity.pk, [])) for activity in activities(found)],
        "counted": counted,
        "figures": [figure for figure in counted.figures if figure.value > 0][:SHOWN_FIGURES],
        "news": list(latest_news(found)),
        "articles": newest(SHOWN_TEXTS, programme=found),
        "announcements": latest_announcements(SHOWN_ANNOUNCEMENTS),
        "is_over": found.ends_on < clock.today(),
    }
    return render(request, "portal/home.html", context)


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Search engines may read what is public. Pages behind personal links ask not to be listed themselves."""
    closed = (
        "/praca/",
        "/zgloszenie/",
        "/zgloszenie-przyjete/",
        "/konto/",
        "/moje/",
        "/twoje-dane/",
        "/recenzja/",
        "/redakcja/",
        "/demonstracja/",
    )
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += [f"Sitemap: {settings.BASE_URL}{reverse('portal:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Home, programmes, cycles, cooperation, knowledge, news, organisations that agreed: what is worth finding."""
    addresses = [
        reverse("portal:home"),
        reverse("portal:accessibility"),
        reverse("portal:privacy"),
        reverse("cooperation:board"),
        reverse("newsletter:archive"),
    ]
    for found in public_programmes():
        addresses += [
            reverse("portal:programme", args=[found.slug]),
            reverse("portal:results", args=[found.slug]),
            reverse("workshops:cycles", args=[found.slug]),
        ]
        addresses += [
            reverse("workshops:cycle", args=[found.slug, row.cycle.slug]) for row in queries.cycle_rows(found)
        ]
    addresses += [reverse("knowledge:front"), *(reverse(shelf.url_name) for shelf in SHELVES)]
    addresses += [reverse("newsletter:topic", args=[found.slug]) for found in topics_told_of()]
    addresses += [reverse("newsletter:issue", args=[found.pk]) for found in public_issues()[:1000]]
    addresses += [page.get_url(request) for page in latest_news(None, limit=1000)]
    addresses.append(reverse("portal:public_organisations"))
    addresses += [
        reverse("portal:public_organisation", args=[number])
        for number in pages_shown().values_list("organisation_id", flat=True)[:MOST_ORGANISATIONS]
    ]
    found_at = [(settings.BASE_URL + address, None) for address in addresses if address]
    found_at += [(settings.BASE_URL + one.address, one.changed_at) for one in newest(MOST_TEXTS)]
    return render(
        request,
        "portal/sitemap.xml",
        {"addresses": found_at},
        content_type="application/xml; charset=utf-8",
    )
