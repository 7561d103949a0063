"""Prints that were handed out: written down, corrected, withdrawn with a reason."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from osnowa.lib import audit, clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account, Organisation
from osnowa.programme.models import Programme
from osnowa.spreading.models import Handout
from osnowa.spreading.rules import prints

handout_logged = audit.deed("spreading.handout_logged", gettext_lazy("wrote down prints handed out"))
handout_corrected = audit.deed("spreading.handout_corrected", gettext_lazy("corrected prints handed out"))
handout_withdrawn = audit.deed("spreading.handout_withdrawn", gettext_lazy("withdrew prints handed out"))


@transaction.atomic
def log_handout(
    programme: Programme,
    *,
    kind: str,
    copies: int,
    given_on: dt.date,
    place: str,
    text_page: Page | None = None,
    title: str = "",
    people_count: int | None = None,
    note: str = "",
    submission_key: uuid.UUID | None = None,
    by: Account,
) -> Handout:
    """Write down copies of one print that were given on one day at one place or event.

    `text_page`: the text of the site that was printed; its title stands where `title` is empty. `people_count`: to how
    many people, None where nobody counted. `submission_key`: of the form; the same form sent twice is one row.
    Raises RuleBroken: "title", "place", "copies", "people", "future", "too_early" (more than a year before the
    programme).
    """
    if submission_key is not None:
        locks.lock_words("handout", submission_key)
        sent_before = Handout.objects.filter(submission_key=submission_key, programme=programme).first()
        if sent_before is not None:
            return sent_before
    facts = _checked(programme, kind, copies, given_on, place, text_page, title, people_count, note)
    handout = Handout.objects.create(
        programme=programme,
        submission_key=submission_key or uuid.uuid4(),
        logged_at=clock.now(),
        logged_by=by,
        **facts,
    )
    handout_logged.record(handout, by=by, programme_id=programme.pk, copies=handout.copies)
    return handout


@transaction.atomic
def correct_handout(
    handout: Handout,
    *,
    kind: str,
    copies: int,
    given_on: dt.date,
    place: str,
    text_page: Page | None = None,
    title: str = "",
    people_count: int | None = None,
    note: str = "",
    version: int | None = None,
    by: Account,
) -> Handout:
    """Correct what was written down. The same again changes nothing.

    `version`: of what was read. Raises RuleBroken: "withdrawn", "changed" (somebody corrected it meanwhile), and as
    `log_handout`.
    """
    handout = locks.lock(handout)
    _refuse_withdrawn(handout)
    facts = _checked(handout.programme, kind, copies, given_on, place, text_page, title, people_count, note)
    changed = sorted(name for name, value in facts.items() if getattr(handout, name) != value)
    if not changed:
        return handout
    if version is not None and version != handout.version:
        raise RuleBroken(
            _("Somebody corrected this meanwhile. Look at it once more, then write your correction."),
            code="changed",
        )
    copies_before = handout.copies
    for name, value in facts.items():
        setattr(handout, name, value)
    handout.version += 1
    handout.save()
    handout_corrected.record(
        handout,
        by=by,
        programme_id=handout.programme_id,
        fields=changed,
        copies=[copies_before, handout.copies],
    )
    return handout


@transaction.atomic
def add_organisations(handout: Handout, organisations: list[Organisation], *, by: Account) -> int:
    """Name organisations that got the prints. Those named already stay. Gives how many are new.

    Raises RuleBroken: "withdrawn".
    """
    handout = locks.lock(handout)
    _refuse_withdrawn(handout)
    known = set(handout.organisations.values_list("pk", flat=True))
    fresh = [one for one in organisations if one.pk not in known and one.merged_into_id is None]
    if fresh:
        handout.organisations.add(*fresh)
        _told_of_organisations(handout, by, added=sorted(one.pk for one in fresh))
    return len(fresh)


@transaction.atomic
def remove_organisation(handout: Handout, organisation: Organisation, *, by: Account) -> None:
    """Take an organisation back that did not get the prints. Twice is once. Raises RuleBroken: "withdrawn"."""
    handout = locks.lock(handout)
    _refuse_withdrawn(handout)
    if not handout.organisations.filter(pk=organisation.pk).exists():
        return
    handout.organisations.remove(organisation)
    _told_of_organisations(handout, by, removed=[organisation.pk])


@transaction.atomic
def withdraw_handout(handout: Handout, reason: str, *, by: Account) -> Handout:
    """Say that it was no such handout: the row stays with its reason and counts for nothing. Twice is once.

    Raises RuleBroken: "reason".
    """
    handout = locks.lock(handout)
    if handout.is_withdrawn:
        return handout
    reason = text.clean(reason)[:300].strip()
    if not reason:
        raise RuleBroken(
            _("Write why: the row stays in the record with this reason."), code="reason", field="reason"
        )
    handout.withdrawn_at, handout.withdrawn_by, handout.withdrawn_because = clock.now(), by, reason
    handout.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    handout_withdrawn.record(handout, by=by, programme_id=handout.programme_id, copies=handout.copies)
    return handout


def _told_of_organisations(handout: Handout, by: Account, **detail: Any) -> None:
    handout_corrected.record(
        handout, by=by, programme_id=handout.programme_id, fields=["organisations"], **detail
    )


def _refuse_withdrawn(handout: Handout) -> None:
    if handout.is_withdrawn:
        raise RuleBroken(_("This was withdrawn and stands as it is. Write it down anew."), code="withdrawn")


def _checked(  # noqa: PLR0917  one look at everything that was typed
    programme: Programme,
    kind: str,
    copies: int,
    given_on: dt.date,
    place: str,
    text_page: Page | None,
    title: str,
    people_count: int | None,
    note: str,
) -> dict[str, Any]:
    title = text.clean(title)[:200].strip() or (text_page.title[:200] if text_page is not None else "")
    place = text.clean(place)[:200].strip()
    if kind not in Handout.Kind.values:
        raise RuleBroken(_("Choose what kind of print it was."), code="kind", field="kind")
    if not title:
        raise RuleBroken(_("Choose a text, or write what it was."), code="title", field="title")
    if not 1 <= copies <= prints.MOST_COPIES:
        raise RuleBroken(_("Write how many copies were given."), code="copies", field="copies")
    if people_count is not None and not 1 <= people_count <= prints.MOST_PEOPLE:
        raise RuleBroken(_("Write how many people, or leave it empty."), code="people", field="people_count")
    if not place:
        raise RuleBroken(_("Write where it was, or at which event."), code="place", field="place")
    match prints.day_is_possible(given_on, programme.starts_on, clock.today()):
        case "future":
            raise RuleBroken(
                _("This day is still to come. Write it down when it has happened."),
                code="future",
                field="given_on",
            )
        case "too_early":
            raise RuleBroken(
                _("This is long before the programme. Check the year."), code="too_early", field="given_on"
            )
    return {
        "kind": kind,
        "title": title,
        "text_id": text_page.pk if text_page is not None else None,
        "copies": copies,
        "given_on": given_on,
        "place": place,
        "people_count": people_count,
        "note": text.clean(note)[:500].strip(),
    }
