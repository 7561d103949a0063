"""Lists that readers choose, and groups of readers that the team saves."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from osnowa.lib import clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.newsletter.actions import deeds
from osnowa.newsletter.models import MailingList, Segment
from osnowa.newsletter.rules import segments as rules
from osnowa.people.models import Account
from osnowa.programme.models import Programme


@transaction.atomic
def save_list(
    mailing_list: MailingList | None,
    *,
    programme: Programme,
    title: str,
    description: str,
    is_public: bool,
    by: Account,
) -> MailingList:
    """Make a list or change one. Raises RuleBroken: "title" (field "title"), where there is one of that name."""
    title = text.clean(title)[:120]
    locks.lock_words("newsletter.list", text.fold(title))
    others = MailingList.objects.filter(programme=programme, closed_at=None)
    others = others.exclude(pk=mailing_list.pk) if mailing_list is not None else others
    if any(text.fold(other.title) == text.fold(title) for other in others):
        raise RuleBroken(_("There is a topic of this name already."), code="title", field="title")
    if mailing_list is None:
        last = MailingList.objects.aggregate(last=Max("position"))["last"] or 0
        mailing_list = MailingList(
            programme=programme, slug=_free_slug(title), position=last + 1, created_at=clock.now()
        )
    else:
        mailing_list = locks.lock(mailing_list)
    mailing_list.title = title
    mailing_list.description = text.clean(description)[:300]
    mailing_list.is_public = is_public
    mailing_list.save()
    deeds.list_saved.record(mailing_list, by=by, programme_id=programme.pk)
    return mailing_list


def _free_slug(title: str) -> str:
    base = text.slug(title) or "lista"
    taken = set(MailingList.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug
        for number in range(1, len(taken) + 2)
        if (slug := f"{base}-{number}" if number > 1 else base) not in taken
    )


@transaction.atomic
def close_list(mailing_list: MailingList, *, by: Account) -> MailingList:
    """Nobody can choose it any more and nothing goes to it; who is on it stays noted. Twice is once."""
    mailing_list = locks.lock(mailing_list)
    if mailing_list.closed_at is None:
        mailing_list.closed_at = clock.now()
        mailing_list.save(update_fields=["closed_at"])
        deeds.list_closed.record(mailing_list, by=by, programme_id=mailing_list.programme_id)
    return mailing_list


@transaction.atomic
def open_list(mailing_list: MailingList, *, by: Account) -> MailingList:
    """Take a closed list up again. Twice is once."""
    mailing_list = locks.lock(mailing_list)
    if mailing_list.closed_at is not None:
        mailing_list.closed_at = None
        mailing_list.save(update_fields=["closed_at"])
        deeds.list_opened.record(mailing_list, by=by, programme_id=mailing_list.programme_id)
    return mailing_list


@transaction.atomic
def save_segment(
    segment: Segment | None, *, programme: Programme, name: str, chosen: Mapping[str, Any], by: Account
) -> Segment:
    """Save a choice of readers under a name. Raises RuleBroken: "name" (taken), "empty" (nothing chosen)."""
    name = text.clean(name)[:120]
    wanted = rules.tidy(chosen)
    if not wanted:
        raise RuleBroken(
            _("Choose at least one thing. For everybody no group is needed: an issue can go to all."),
            code="empty",
        )
    segment = locks.lock(segment) if segment is not None else Segment(programme=programme, created_by=by)
    segment.name, segment.filter, segment.changed_at = name, wanted, clock.now()
    try:
        with transaction.atomic():
            segment.save()
    except IntegrityError:
        raise RuleBroken(_("There is a group of this name already."), code="name", field="name") from None
    deeds.segment_saved.record(segment, by=by, programme_id=programme.pk, criteria=sorted(wanted))
    return segment


@transaction.atomic
def remove_segment(segment: Segment, *, by: Account) -> None:
    """Forget a saved choice; readers stay. Twice is once. Raises RuleBroken: "used" (an issue goes or went to it)."""
    found = Segment.objects.select_for_update().filter(pk=segment.pk).first()
    if found is None:
        return
    programme_id = found.programme_id
    try:
        with transaction.atomic():
            Segment.objects.get(pk=segment.pk).delete()
    except ProtectedError:
        raise RuleBroken(_("An issue goes or went to this group, so it stays."), code="used") from None
    deeds.segment_removed.record(segment, by=by, programme_id=programme_id)
