"""The distribution record: what went out in a period, read where it is kept. Nothing is typed twice."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from osnowa.knowledge.models import BY_MODEL
from osnowa.knowledge.queries import reads
from osnowa.knowledge.queries.published import published_in
from osnowa.lib import clock, text
from osnowa.lib.period import Period
from osnowa.newsletter.queries.reached import issues_sent, organisations_by_issue
from osnowa.programme.models import Programme
from osnowa.spreading.evidence.copies import handouts_in
from osnowa.spreading.evidence.organisations import organisations_reached
from osnowa.spreading.models import Handout, LinkDay
from osnowa.spreading.queries.handouts import handouts_of
from osnowa.workshops.queries.materials_given import MaterialsGiven, materials_given


@dataclass(frozen=True)
class IssueRow:
    """An issue that reached somebody. `letters`: those that did not come back, one for each reader."""

    pk: int
    title: str
    day: dt.date
    letters: int
    organisations: int


@dataclass(frozen=True)
class TextRow:
    """A text published in the period, or read in it. `address` is empty for one that was deleted since."""

    title: str
    address: str
    kind: str
    published_on: dt.date | None
    reads: int
    downloads: int


@dataclass(frozen=True)
class PosterRow:
    """A short link by which somebody came in the period."""

    pk: int
    label: str
    place: str
    visits: int


@dataclass(frozen=True)
class Record:
    """Everything that went out in the `period`, each thing once, by day (texts: by title)."""

    period: Period
    issues: list[IssueRow]
    texts: list[TextRow]
    handouts: list[Handout]
    sessions: list[MaterialsGiven]
    posters: list[PosterRow]
    organisations: int

    @property
    def letters(self) -> int:
        return sum(row.letters for row in self.issues)

    @property
    def downloads(self) -> int:
        return sum(row.downloads for row in self.texts)

    @property
    def reads(self) -> int:
        return sum(row.reads for row in self.texts)

    @property
    def prints(self) -> int:
        return sum(row.copies for row in self.handouts)

    @property
    def copies(self) -> int:
        """The same figure as the indicator `spreading.copies`."""
        return self.prints + self.letters + self.downloads

    @property
    def visits(self) -> int:
        return sum(row.visits for row in self.posters)

    @property
    def is_empty(self) -> bool:
        return not (self.issues or self.texts or self.handouts or self.sessions or self.posters)


def record_of(programme: Programme, period: Period) -> Record:
    """Read the record. The number of questions does not grow with what there is."""
    given = handouts_of(programme).filter(
        pk__in=handouts_in(programme, period).filter(withdrawn_at=None).values("pk")
    )
    return Record(
        period=period,
        issues=_issues(programme, period),
        texts=_texts(programme, period),
        handouts=list(given.order_by("given_on", "pk")),
        sessions=materials_given(programme, period),
        posters=_posters(programme, period),
        organisations=int(organisations_reached(programme, period)),
    )


def _issues(programme: Programme, period: Period) -> list[IssueRow]:
    reached = Counter(issue for issue, *_rest in organisations_by_issue(programme, period))
    return [
        IssueRow(
            issue.pk,
            issue.title,
            (issue.queued_at or issue.created_at).astimezone(clock.WARSAW).date(),
            issue.letters,  # type: ignore[attr-defined]  # annotated
            reached[issue.pk],
        )
        for issue in issues_sent(programme, period)
    ]


def _texts(programme: Programme, period: Period) -> list[TextRow]:
    published = {one.page_id: one for one in published_in(programme, period)}
    rows = []
    for one in reads.counted(programme, period):
        new = published.pop(one.page_id, None) if one.page_id is not None else None
        rows.append(
            TextRow(
                one.title,
                one.address,
                _kind(one.kind),
                new.published_on if new else None,
                one.reads,
                one.downloads,
            )
        )
    rows += [
        TextRow(one.title, one.address, str(one.shelf.word), one.published_on, 0, 0)
        for one in published.values()
    ]
    return sorted(rows, key=lambda row: text.sort_key(row.title))


def _kind(model: str) -> str:
    if model in BY_MODEL:
        return str(BY_MODEL[model].word)
    return pgettext("kind of a text", "news") if model else pgettext("kind of a text", "deleted since")


def _posters(programme: Programme, period: Period) -> list[PosterRow]:
    found: dict[int, PosterRow] = {}
    rows = LinkDay.objects.filter(
        link__programme=programme, day__gte=period.start, day__lte=period.end
    ).values_list("link", "link__label", "link__place", "visits")
    for pk, label, place, visits in rows.order_by("link"):
        before = found[pk].visits if pk in found else 0
        found[pk] = PosterRow(pk, label, place, before + visits)
    return sorted(found.values(), key=lambda row: (-row.visits, row.pk))


def table_of(record: Record) -> tuple[list[str], Iterator[list[Any]]]:
    """The record as one table: header and rows, for a spreadsheet."""
    header = [
        pgettext("column of the record", "What"),
        _("Day"),
        _("Title"),
        _("Where"),
        _("Copies"),
        _("Reads"),
        _("People"),
        _("Organisations and groups"),
        _("Proofs"),
    ]

    def rows() -> Iterator[list[Any]]:
        for issue in record.issues:
            yield [
                _("Issue of the newsletter"), issue.day, issue.title, _("by e-mail"),
                issue.letters, None, issue.letters, issue.organisations, None,
            ]  # fmt: skip
        for given in record.handouts:
            yield [
                str(given.get_kind_display()), given.given_on, given.title, given.place, given.copies, None,
                given.people_count, given.organisations_count or None, given.proofs_count,  # type: ignore[attr-defined]
            ]  # fmt: skip
        for row in record.texts:
            yield [
                row.kind, row.published_on, row.title, row.address, row.downloads, row.reads, None, None, None,
            ]  # fmt: skip
        for session in record.sessions:
            where = _("Cycle %(cycle)d, session %(session)d") % {
                "cycle": session.cycle_number,
                "session": session.number,
            }
            yield [
                _("Materials at a session"), session.day, session.title, where, None, None, session.people,
                session.organisations, None,
            ]  # fmt: skip
        for poster in record.posters:
            yield [
                _("Visits by a poster"), None, poster.label, poster.place, None, poster.visits, None, None, None,
            ]  # fmt: skip

    return header, rows()
