"""An issue is put together: its words, its items in their order, its readers. Only drafts change."""

import re
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from osnowa.lib import clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.newsletter.actions.drafts import changed, created, locked_draft, note_change, removed
from osnowa.newsletter.actions.pictures import take_pictures_of_texts
from osnowa.newsletter.models import Issue, IssueItem, MailingList, Segment
from osnowa.newsletter.queries.issues import pages_to_tell_of
from osnowa.programme.models import Programme
from osnowa.workshops.queries.cycles import public_cycles

MOST_ITEMS = 20
_KEY = re.compile(r"(page|cycle)-(\d{1,12})")


@transaction.atomic
def begin_issue(programme: Programme, *, by: Any, **words: Any) -> Issue:
    """A new draft. `words`: title, preheader, opening, closing, language, is_public, as in `change_words`."""
    issue = Issue(programme=programme, created_by=by)
    _write(issue, words)
    issue.save()
    created.record(issue, by=by, programme_id=programme.pk)
    return issue


@transaction.atomic
def change_words(issue: Issue, *, by: Any, **words: Any) -> Issue:
    """Raises RuleBroken: "frozen", "title"."""
    issue = locked_draft(issue)
    _write(issue, words)
    issue.save()
    changed.record(issue, by=by, programme_id=issue.programme_id, what="words")
    return issue


def _write(issue: Issue, words: dict[str, Any]) -> None:
    issue.title = text.clean(words.get("title", issue.title))[:150]
    if not issue.title:
        raise RuleBroken(_("Write the subject: what this letter is about."), code="title", field="title")
    issue.preheader = text.clean(words.get("preheader", issue.preheader))[:150]
    issue.opening = str(words.get("opening", issue.opening)).strip()
    issue.closing = str(words.get("closing", issue.closing)).strip()
    issue.language = words.get("language") or issue.language
    issue.is_public = bool(words.get("is_public", issue.is_public))
    issue.changed_at = clock.now()


@transaction.atomic
def add_items(issue: Issue, keys: list[str], *, with_pictures: bool = False, by: Any) -> int:
    """Put things of the site at the end of the issue, in the order given; those that stand in it already stay.

    `keys`: "page-12", "cycle-3"; what is not public is passed over. `with_pictures`: each text brings its first
    picture, where that is described. Says how many were added. Raises RuleBroken: "frozen", "many".
    """
    issue = locked_draft(issue)
    pages = {page.pk for page in pages_to_tell_of(issue.programme).filter(pk__in=_numbers(keys, "page"))}
    cycles: set[int] = set()
    if issue.programme is not None:
        cycles = set(
            public_cycles(issue.programme).filter(pk__in=_numbers(keys, "cycle")).values_list("pk", flat=True)
        )
    pages -= set(issue.items.exclude(page=None).values_list("page_id", flat=True))
    cycles -= set(issue.items.exclude(cycle=None).values_list("cycle_id", flat=True))
    added: list[IssueItem] = []
    for key in dict.fromkeys(keys):
        match = _KEY.fullmatch(key)
        if match is not None and match[1] == "page" and int(match[2]) in pages:
            added.append(_append(issue, IssueItem(kind=IssueItem.Kind.PAGE, page_id=int(match[2]))))
        elif match is not None and match[1] == "cycle" and int(match[2]) in cycles:
            added.append(_append(issue, IssueItem(kind=IssueItem.Kind.CYCLE, cycle_id=int(match[2]))))
    if added and with_pictures:
        take_pictures_of_texts(added)
    if added:
        note_change(issue, by, "items added")
    return len(added)


def _numbers(keys: list[str], kind: str) -> list[int]:
    found = [_KEY.fullmatch(key) for key in keys]
    return [int(match[2]) for match in found if match is not None and match[1] == kind]


@transaction.atomic
def add_words(issue: Issue, heading: str, words: str, *, by: Any) -> IssueItem:
    """An item of own words at the end. Raises RuleBroken: "frozen", "many", "words"."""
    issue = locked_draft(issue)
    words = words.strip()
    if not words:
        raise RuleBroken(_("Write what you want to tell."), code="words", field="words")
    item = _append(
        issue, IssueItem(kind=IssueItem.Kind.WORDS, heading=text.clean(heading)[:150], words=words)
    )
    note_change(issue, by, "own words added")
    return item


def _append(issue: Issue, item: IssueItem) -> IssueItem:
    if issue.items.count() >= MOST_ITEMS:
        said = _("An issue holds %(count)d items at the most: nobody reads more.")
        raise RuleBroken(said % {"count": MOST_ITEMS}, code="many")
    last = issue.items.aggregate(last=Max("position"))["last"] or 0
    item.issue, item.position = issue, last + 1
    item.save()
    return item


@transaction.atomic
def change_item(item: IssueItem, heading: str, words: str, *, by: Any) -> IssueItem:
    """Own words for an item; empty ones give its own title and lead back. Raises RuleBroken: "frozen", "words"."""
    issue = locked_draft(item.issue)
    item = lock(item)
    item.heading, item.words = text.clean(heading)[:150], words.strip()
    if item.kind == IssueItem.Kind.WORDS and not item.words:
        raise RuleBroken(_("Write what you want to tell."), code="words", field="words")
    item.save()
    note_change(issue, by, "item changed")
    return item


@transaction.atomic
def move_item(item: IssueItem, up: bool, *, by: Any) -> None:
    """One place up or down; the first stays first, the last stays last. Raises RuleBroken: "frozen"."""
    issue = locked_draft(item.issue)
    rows = list(issue.items.order_by("position", "pk"))
    place = next((at for at, row in enumerate(rows) if row.pk == item.pk), None)
    other = None if place is None else place - 1 if up else place + 1
    if place is None or other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, start=1):
        row.position = position
    IssueItem.objects.bulk_update(rows, ["position"])
    note_change(issue, by, "item moved")


@transaction.atomic
def remove_item(item: IssueItem, *, by: Any) -> None:
    """Raises RuleBroken: "frozen"."""
    issue = locked_draft(item.issue)
    IssueItem.objects.filter(pk=item.pk).delete()
    note_change(issue, by, "item removed")


@transaction.atomic
def choose_readers(issue: Issue, chosen: Segment | MailingList | None, *, by: Any) -> Issue:
    """To whom it goes: a segment, a list, or (None) everybody who confirmed. Raises RuleBroken: "frozen"."""
    issue = locked_draft(issue)
    issue.segment = chosen if isinstance(chosen, Segment) else None
    issue.mailing_list = chosen if isinstance(chosen, MailingList) else None
    note_change(issue, by, "readers chosen")
    return issue


@transaction.atomic
def delete_issue(issue: Issue, *, by: Any) -> None:
    """A draft that nobody needs. Raises RuleBroken: "frozen"."""
    issue = locked_draft(issue)
    removed.record(issue, by=by, programme_id=issue.programme_id)
    issue.delete()
