"""Reading short links: where they lead, how often people came by them."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.spreading.models import LinkDay, ShortLink
from osnowa.spreading.rules import codes
from osnowa.ui import words
from osnowa.workshops.models import Cycle
from osnowa.workshops.queries.cycles import public_cycles

LATELY = dt.timedelta(days=30)
Kind = ShortLink.Kind


@dataclass(frozen=True)
class Target:
    """Where a link leads. `path`: of our own page; empty where it leads nowhere now. `lead`, `facts`: for a poster."""

    title: str
    path: str
    lead: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def links_of(programme: Programme) -> QuerySet[ShortLink]:
    """Every one of the programme, newest first, each with `visits`, `visits_lately` (30 days) and `last_visit_on`."""
    since = clock.today() - LATELY
    return (
        ShortLink.objects.filter(programme=programme)
        .annotate(
            visits=Coalesce(Sum("days__visits"), 0),
            visits_lately=Coalesce(Sum("days__visits", filter=Q(days__day__gt=since)), 0),
            last_visit_on=Max("days__day"),
        )
        .select_related("cycle__programme", "page", "programme__operator", "created_by")
        .order_by("-created_at", "-pk")
    )


def link_by(typed: str) -> ShortLink | None:
    """The link whose code stands in an address or was typed from a poster, ended or not. One question."""
    code = codes.read_code(typed)
    if not code:
        return None
    found = ShortLink.objects.select_related("cycle__programme", "page", "programme")
    return found.filter(code=code).first()


def address_of(link: ShortLink) -> str:
    """The whole short address, as it stands in the code of a poster."""
    return settings.BASE_URL + reverse("spreading:go", args=[link.code])


def short_address_of(link: ShortLink) -> str:
    """The same as people type it: without "https://" and the last stroke."""
    return address_of(link).partition("://")[2].rstrip("/")


def target_of(link: ShortLink) -> Target:
    """Where the link leads now. Only own pages: what is not public, or gone, has no path."""
    programme = link.programme
    match link.kind:
        case Kind.PROGRAMME:
            path = reverse("portal:programme", args=[programme.slug]) if programme.is_public else ""
            return Target(programme.title, path, programme.summary)
        case Kind.NEWSLETTER:
            return Target(_("Sign-up for the newsletter"), reverse("newsletter:subscribe"))
        case Kind.CYCLE if link.cycle is not None:
            return _cycle(link.cycle)
        case Kind.PAGE if link.page is not None:
            return Target(link.page.title, path_of(link.page) if link.page.live else "")
    return Target(_("it was deleted"), "")


def path_of(page: Page) -> str:
    """The path of a page of ours; never another host."""
    path = urlsplit(page.get_url() or "").path
    return path if path.startswith("/") and not path.startswith("//") else ""


def _cycle(cycle: Cycle) -> Target:
    programme = cycle.programme
    is_open = cycle.is_published and programme.is_public
    path = reverse("workshops:cycle", args=[programme.slug, cycle.slug]) if is_open else ""
    return Target(cycle.title, path, cycle.summary)


def facts_of_cycle(cycle: Cycle) -> list[tuple[str, str]]:
    """What a poster says of workshops: when, where, until when to sign up. One question."""
    sessions = list(cycle.sessions.order_by("starts_at"))
    facts = []
    if sessions:
        first, last = sessions[0], sessions[-1]
        facts.append((_("Begins"), words.long_date(first.starts_at)))
        if len(sessions) > 1:
            facts.append((_("Ends"), words.short_date(last.starts_at.astimezone(clock.WARSAW).date())))
    place = cycle.place or (sessions[0].place if sessions else "")
    if place:
        facts.append((_("Where"), place))
    if cycle.recruitment_closes_at > clock.now():
        closes_on = cycle.recruitment_closes_at.astimezone(clock.WARSAW).date()
        facts.append((_("Sign up by"), words.short_date(closes_on)))
    return facts


def cycles_to_link(programme: Programme) -> QuerySet[Cycle]:
    """Published cycles of the programme, the newest first."""
    return public_cycles(programme).order_by("-number")


def visits_by_day(link: ShortLink) -> list[tuple[dt.date, int]]:
    """Days on which somebody came, the last one first."""
    return list(LinkDay.objects.filter(link=link).order_by("-day").values_list("day", "visits"))
