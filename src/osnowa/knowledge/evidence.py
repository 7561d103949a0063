"""What counts of knowledge: texts of every kind, each published after a second person approved it."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from django.db.models import Exists, Max, Min, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from osnowa.knowledge.models import (
    ArticlePage,
    CollectionPage,
    EventReportPage,
    GuidePage,
    ReadCount,
    ReviewedPage,
    StoryPage,
    Submission,
    ToolPage,
)
from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.programme.evidence import Counting, Evidence, Source
from osnowa.programme.models import Programme

State = Submission.State
_APPROVED = Exists(Submission.objects.filter(page=OuterRef("pk"), state=State.APPROVED))
_LAST_STATE = Subquery(
    Submission.objects.filter(page=OuterRef("pk")).order_by("-submitted_at", "-pk").values("state")[:1]
)
_LAST_AT = Subquery(
    Submission.objects.filter(page=OuterRef("pk")).order_by("-submitted_at", "-pk").values("submitted_at")[:1]
)


def _of(kind: type[ReviewedPage], programme: Programme) -> QuerySet[ReviewedPage]:
    return kind.objects.filter(programme=programme).annotate(approved=_APPROVED)


def _total(kind: type[ReviewedPage], programme: Programme, period: Period) -> Decimal:
    found = _of(kind, programme).filter(
        live=True, approved=True, published_on__gte=period.start, published_on__lte=period.end
    )
    return Decimal(found.count())


def _lines(kind: type[ReviewedPage], programme: Programme, period: Period) -> Iterator[Evidence]:
    """By first publication; what is not published stands on the day when it was last touched."""
    rows = _of(kind, programme).annotate(last_state=_LAST_STATE, last_at=_LAST_AT)
    for page in (
        rows.order_by("published_on", "pk")
        .defer("body", "parts", "related", "search_text")
        .iterator(chunk_size=500)
    ):
        day = page.published_on or _day(page.last_at or page.latest_revision_created_at)
        if day is None or day not in period:
            continue
        yield Evidence(
            happened_on=day,
            amount=Decimal(1),
            label=page.title,
            source=Source(page._meta.label_lower, page.pk),  # noqa: SLF001  the public name of a model's kind
            groups={"topic": page.topic},
            reason=_reason(page),
        )


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.astimezone(clock.WARSAW).date() if moment else None


def _reason(page: ReviewedPage) -> str:
    if page.live and page.published_on and page.approved:  # type: ignore[attr-defined]
        return ""
    if page.published_on:
        return _("taken down")
    if page.last_state == State.WAITING:  # type: ignore[attr-defined]
        return _("not approved by a second person yet")
    if page.last_state == State.SENT_BACK:  # type: ignore[attr-defined]
        return _("sent back to the author")
    return _("still in draft")


def _used(how: str, programme: Programme, period: Period) -> QuerySet[ReadCount]:
    return ReadCount.objects.filter(
        programme=programme, kind=how, happened_on__gte=period.start, happened_on__lte=period.end
    )


def _times(how: str, programme: Programme, period: Period) -> Decimal:
    return Decimal(_used(how, programme, period).aggregate(number=Sum("times"))["number"] or 0)


def _months(how: str, programme: Programme, period: Period) -> Iterator[Evidence]:
    """One line for each text and month, on the last day of that month on which somebody used it."""
    rows = (
        _used(how, programme, period)
        .annotate(month=TruncMonth("happened_on"))
        .values("month", "page_id", "page__content_type__model")
        .annotate(number=Sum("times"), day=Max("happened_on"), name=Max("title"), first=Min("pk"))
        .order_by("month", "first")
    )
    for row in rows.iterator(chunk_size=500):
        model = row["page__content_type__model"]
        yield Evidence(
            happened_on=row["day"],
            amount=Decimal(row["number"]),
            label=row["name"],
            source=Source(f"knowledge.{model}", row["page_id"])
            if model
            else Source("knowledge.readcount", row["first"]),
        )


def _counting(kind: type[ReviewedPage], key: str, **words: object) -> Counting:
    total: Callable[[Programme, Period], Decimal] = partial(_total, kind)
    lines: Callable[[Programme, Period], Iterator[Evidence]] = partial(_lines, kind)
    return Counting(kind=key, total=total, lines=lines, **words)  # type: ignore[arg-type]


COUNTINGS: tuple[Counting, ...] = (
    _counting(
        ArticlePage,
        "knowledge.articles_published",
        name=gettext_lazy("articles published"),
        unit=pgettext_lazy("unit", "articles"),
        definition=gettext_lazy(
            "Articles tagged with the programme that a second person approved and readers can open, each once, on the "
            "day of its first publication. What was taken down no longer counts."
        ),
    ),
    _counting(
        ToolPage,
        "knowledge.tools_described",
        name=gettext_lazy("tools described"),
        unit=pgettext_lazy("unit", "tools"),
        definition=gettext_lazy(
            "Tool pages tagged with the programme that a second person approved and readers can open, each once, on "
            "the day of its first publication. What was taken down no longer counts."
        ),
    ),
    _counting(
        GuidePage,
        "knowledge.guides_published",
        name=gettext_lazy("guides published"),
        unit=pgettext_lazy("unit", "texts"),
        definition=gettext_lazy(
            "Guides tagged with the programme that a second person approved and readers can open, each "
            "once, on the day of its first publication. What was taken down no longer counts."
        ),
    ),
    _counting(
        StoryPage,
        "knowledge.stories_published",
        name=gettext_lazy("stories of organisations published"),
        unit=pgettext_lazy("unit", "texts"),
        definition=gettext_lazy(
            "Stories of organisations tagged with the programme that a second person approved and readers can open, "
            "each once, on the day of its first publication. What was taken down no longer counts."
        ),
    ),
    _counting(
        CollectionPage,
        "knowledge.collections_published",
        name=gettext_lazy("collections published"),
        unit=pgettext_lazy("unit", "texts"),
        definition=gettext_lazy(
            "Collections tagged with the programme that a second person approved and readers can open, each "
            "once, on the day of its first publication. What was taken down no longer counts."
        ),
    ),
    _counting(
        EventReportPage,
        "knowledge.event_reports_published",
        name=gettext_lazy("reports of events published"),
        unit=pgettext_lazy("unit", "texts"),
        definition=gettext_lazy(
            "Reports of events tagged with the programme that a second person approved and readers can open, each "
            "once, on the day of its first publication. What was taken down no longer counts."
        ),
    ),
    Counting(
        kind="knowledge.reads",
        name=gettext_lazy("readers of texts"),
        unit=pgettext_lazy("unit", "reads"),
        definition=gettext_lazy(
            "Reads of texts and news tagged with the programme. One reader of one text counts once a day; robots and "
            "the editors themselves do not count. Counted on the server, without cookies. One line is one text in one "
            "month."
        ),
        total=partial(_times, ReadCount.Kind.READ),
        lines=partial(_months, ReadCount.Kind.READ),
    ),
    Counting(
        kind="knowledge.downloads",
        name=gettext_lazy("downloads of texts"),
        unit=pgettext_lazy("unit", "downloads"),
        definition=gettext_lazy(
            "Texts tagged with the programme taken as PDF, EPUB or Markdown, and files in them. One reader of one file "
            "counts once a day; robots and the editors themselves do not count. One line is one text in one month."
        ),
        total=partial(_times, ReadCount.Kind.DOWNLOAD),
        lines=partial(_months, ReadCount.Kind.DOWNLOAD),
    ),
)
