"""Issues: what they tell, how they look as a letter, and where they stand."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from osnowa.knowledge.queries.pictures import lead_picture
from osnowa.knowledge.rules.reads import MARK
from osnowa.lib import clock, mail
from osnowa.newsletter.models import Delivery, Issue, IssueItem, MailingList
from osnowa.newsletter.queries.pictures import PictureShown, shown_pictures
from osnowa.newsletter.rules import marks, words
from osnowa.programme.models import Programme
from osnowa.ui import words as dates
from osnowa.workshops.models import Cycle
from osnowa.workshops.queries.cycles import public_cycles

LETTER = "newsletter"  # as knowledge.rules.reads.MARKED knows it


@dataclass(frozen=True)
class RenderedIssue:
    """An issue as a letter; `rules.marks` stand where a reader's name and links come."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True)
class ItemShown:
    """An item as readers see it. `facts`: lines like the day and the place of a cycle. `is_gone`: the page was taken
    down, or the cycle is not public, so that readers will not see the item. `has_picture`: one was chosen; where
    `picture` is None all the same, its file is gone. `offers_picture`: the text has one that is not shown.
    """

    pk: int
    kind: str
    label: str
    title: str
    lead: str
    url: str = ""
    facts: list[str] = field(default_factory=list)
    is_gone: bool = False
    heading: str = ""
    words: str = ""
    has_picture: bool = False
    picture: PictureShown | None = None
    offers_picture: bool = False

    @property
    def lead_html(self) -> SafeString:
        return mark_safe(words.as_html(self.lead))  # noqa: S308  escaped there

    @property
    def lead_text(self) -> str:
        return words.as_text(self.lead)


def issues_of(programme: Programme) -> QuerySet[Issue]:
    """Every issue of the programme, newest first, each with `sent_count` and `waiting_count` of its ledger."""
    return (
        Issue.objects.filter(programme=programme)
        .annotate(
            sent_count=Count("deliveries", filter=Q(deliveries__state=Delivery.State.SENT)),
            waiting_count=Count("deliveries", filter=Q(deliveries__state=Delivery.State.QUEUED)),
        )
        .select_related("segment", "mailing_list")
        .order_by("-created_at", "-pk")
    )


def public_issues(topic: MailingList | None = None) -> QuerySet[Issue]:
    """The archive: what went out and may be read by everybody, newest first; of a topic, what went to its readers
    alone.
    """
    found = (
        Issue.objects.filter(
            Q(programme__isnull=True) | Q(programme__is_public=True),
            is_public=True,
            queued_at__isnull=False,
            state__in=(Issue.State.SENT, Issue.State.SENDING),
        )
        .select_related("programme__operator", "mailing_list")
        .order_by("-queued_at", "-pk")
    )
    return found if topic is None else found.filter(mailing_list=topic)


def public_topics() -> QuerySet[MailingList]:
    """Topics under which the archive can be read: those that readers choose themselves, of programmes that everybody
    sees, and closed ones as long as the archive holds an issue of them.
    """
    told = public_issues().filter(mailing_list__isnull=False).order_by().values("mailing_list")
    return MailingList.objects.filter(
        Q(closed_at=None) | Q(pk__in=told),
        Q(programme=None) | Q(programme__is_public=True),
        is_public=True,
    ).order_by("position", "pk")


def topics_told_of() -> list[MailingList]:
    """Those of them of which the archive holds an issue. One query."""
    told = public_issues().filter(mailing_list__isnull=False).order_by().values("mailing_list")
    return list(public_topics().filter(pk__in=told))


def items_of(issue: Issue) -> list[ItemShown]:
    """The items in their order, as readers will see them. As many queries as kinds of pages and one for pictures,
    however many items.
    """
    items = list(issue.items.order_by("position", "pk"))
    pages = {
        page.pk: page
        for page in Page.objects.filter(pk__in=[item.page_id for item in items if item.page_id]).specific()
    }
    cycles = _cycles([item.cycle_id for item in items if item.cycle_id])
    pictures = shown_pictures(items)
    return [
        _shown(item, pages.get(item.page_id or 0), cycles.get(item.cycle_id or 0), pictures.get(item.pk))
        for item in items
    ]


def _cycles(ids: Iterable[int]) -> dict[int, Cycle]:
    ids = list(ids)
    if not ids:
        return {}
    rows = Cycle.objects.filter(pk__in=ids).select_related("programme")
    return {cycle.pk: cycle for cycle in rows.prefetch_related(Prefetch("sessions"))}


def _shown(
    item: IssueItem, page: Page | None, cycle: Cycle | None, picture: PictureShown | None
) -> ItemShown:
    own: dict[str, Any] = {
        "pk": item.pk,
        "kind": item.kind,
        "heading": item.heading,
        "words": item.words,
        "has_picture": item.picture_id is not None,
        "picture": picture,
    }
    if item.kind == IssueItem.Kind.WORDS:
        return ItemShown(**own, label=_("own words"), title=item.heading, lead=item.words)
    if page is not None:
        return ItemShown(
            **own,
            label=kind_of(page),
            title=item.heading or page.title,
            lead=item.words or getattr(page, "lead", ""),
            url=address_of(page),
            is_gone=not page.live,
            offers_picture=item.picture_id is None and page.live and lead_picture(page) is not None,
        )
    if cycle is not None:
        return ItemShown(
            **own,
            label=_("workshops"),
            title=item.heading or cycle.title,
            lead=item.words or cycle.summary,
            url=settings.BASE_URL + reverse("workshops:cycle", args=[cycle.programme.slug, cycle.slug]),
            facts=_facts_of(cycle),
            is_gone=not (cycle.is_published and cycle.programme.is_public),
        )
    return ItemShown(**own, label=item.get_kind_display(), title=item.heading or "—", lead="", is_gone=True)


def kind_of(page: Page) -> str:
    """What a page is, in the reader's language: "article", "tool"."""
    return str(type(page)._meta.verbose_name)  # noqa: SLF001  the public name of a kind


def address_of(page: Page) -> str:
    path = page.get_url() or "/"
    return path if path.startswith("http") else settings.BASE_URL + path


def _facts_of(cycle: Cycle) -> list[str]:
    sessions = sorted(cycle.sessions.all(), key=lambda session: session.starts_at)
    facts = []
    if sessions:
        first = sessions[0].starts_at
        facts.append(dates.long_date(first))
    if cycle.place:
        facts.append(cycle.place)
    if cycle.recruitment_closes_at > clock.now():
        facts.append(
            _("Sign up by %(day)s")
            % {"day": dates.long_date(cycle.recruitment_closes_at.astimezone(clock.WARSAW))}
        )
    return facts


def rendered(issue: Issue, language: str, items: list[ItemShown] | None = None) -> RenderedIssue:
    """The issue as a letter in a reader's language. Only name and two links are left open (`rules.marks`).

    The own words stay in the language in which they were written; the frame around them is in the reader's. `items`:
    what `items_of` gave, where it was asked already.
    """
    with translation.override(language):
        made = mail.compose("newsletter/issue", language=language, context=letter_context(issue, items))
    return RenderedIssue(made.subject, made.html, made.text)


def letter_context(issue: Issue, items: list[ItemShown] | None = None) -> dict[str, object]:
    """What the templates of the letter read, in the language that is active now. Items that are gone are left out."""
    items = items_of(issue) if items is None else items
    return {
        "issue": issue,
        "subject": issue.title,
        "programme": issue.programme,
        "items": [_in_a_letter(item) for item in items if not item.is_gone],
        "picture": shown_pictures([issue]).get(issue.pk),
        "opening_html": mark_safe(words.as_html(issue.opening)),  # noqa: S308  escaped there
        "opening_text": words.as_text(issue.opening),
        "closing_html": mark_safe(words.as_html(issue.closing)),  # noqa: S308  escaped there
        "closing_text": words.as_text(issue.closing),
        "archive_url": settings.BASE_URL + reverse("newsletter:issue", args=[issue.pk]) if issue.pk else "",
        "name": marks.NAME,
        "leave": marks.LEAVE,
        "choose": marks.CHOOSE,
    }


def _in_a_letter(item: ItemShown) -> ItemShown:
    """Its link says that it stood in a letter, the same to everybody: a letter tells no page where one comes from."""
    if item.kind != IssueItem.Kind.PAGE or not item.url:
        return item
    return replace(item, url=f"{item.url}?{MARK}={LETTER}")


@dataclass(frozen=True)
class Candidate:
    """Something on the site that an issue could tell about. `key`: "page-12", "cycle-3"."""

    key: str
    label: str
    title: str
    on: dt.date | None = None

    @property
    def words(self) -> str:
        day = f", {dates.short_date(self.on)}" if self.on else ""
        return f"{self.title} ({self.label}{day})"


MOST_CANDIDATES = 40


def candidates(issue: Issue) -> list[Candidate]:
    """What may be picked: coming cycles first, then the latest pages, without what the issue has already."""
    taken_pages = set(issue.items.exclude(page=None).values_list("page_id", flat=True))
    taken_cycles = set(issue.items.exclude(cycle=None).values_list("cycle_id", flat=True))
    found = []
    if issue.programme is not None and issue.programme.is_public:
        for cycle in public_cycles(issue.programme).filter(first_starts_at__gt=clock.now()):  # type: ignore[misc]  # annotated
            if cycle.pk not in taken_cycles:
                starts = cycle.first_starts_at  # type: ignore[attr-defined]  # annotated
                found.append(
                    Candidate(
                        f"cycle-{cycle.pk}",
                        _("workshops"),
                        cycle.title,
                        starts.astimezone(clock.WARSAW).date() if starts else None,
                    )
                )
    latest = [
        page
        for page in pages_to_tell_of(issue.programme).specific()[: MOST_CANDIDATES + len(taken_pages)]  # type: ignore[attr-defined]  # Wagtail's
        if page.pk not in taken_pages
    ]
    latest.sort(key=lambda page: page.published_on or dt.date.min, reverse=True)
    found += [
        Candidate(f"page-{page.pk}", kind_of(page), page.title, page.published_on)
        for page in latest[: MOST_CANDIDATES - len(found)]
    ]
    return found


def pages_to_tell_of(programme: Programme | None) -> QuerySet[Page]:
    """Published texts and news of the programme and of all, the latest first."""
    kinds = ContentType.objects.get_for_models(*_kinds()).values()
    others = Q()
    for kind in _kinds():
        others |= Q(
            pk__in=kind.objects.filter(programme__isnull=False).exclude(programme=programme).values("pk")
        )
    return (
        Page.objects.live()
        .filter(content_type__in=kinds)
        .exclude(others)
        .order_by("-first_published_at", "-pk")
    )


def _kinds() -> list[type[Page]]:
    """Kinds of pages that readers read: those with a lead, a programme and a day, whatever their names are."""
    return [
        model
        for model in get_page_models()
        if {"lead", "programme", "published_on"} <= {one.name for one in model._meta.get_fields()}  # noqa: SLF001
    ]
