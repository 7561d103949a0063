"""Calendars under a secret address: opened, given a new address, closed."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock
from osnowa.lib.locks import lock, lock_words
from osnowa.people.models import Account, Person
from osnowa.programme.models import Programme
from osnowa.workshops.models import CalendarFeed
from osnowa.workshops.models.feed import new_token

feed_opened = audit.deed("workshops.feed_opened", gettext_lazy("made an address for a calendar"))
feed_renewed = audit.deed("workshops.feed_renewed", gettext_lazy("gave a calendar a new address"))
feed_closed = audit.deed("workshops.feed_closed", gettext_lazy("closed the address of a calendar"))

Kind = CalendarFeed.Kind


@transaction.atomic
def open_own_feed(person: Person, *, by: Account | str | None) -> CalendarFeed:
    """An address for the sessions in which the person has a place. There already, it is the same."""
    return _open({"kind": Kind.OWN, "person": person}, by=by)


@transaction.atomic
def open_led_feed(account: Account, *, by: Account | None) -> CalendarFeed:
    """An address for the sessions that the account leads. There already, it is the same."""
    return _open({"kind": Kind.LED, "account": account}, by=by)


@transaction.atomic
def open_programme_feed(account: Account, programme: Programme, *, by: Account | None) -> CalendarFeed:
    """An address for all sessions of a programme, for one who coordinates it. There already, it is the same."""
    return _open({"kind": Kind.PROGRAMME, "account": account, "programme": programme}, by=by)


@transaction.atomic
def renew_feed(feed: CalendarFeed, *, by: Account | str | None) -> CalendarFeed:
    """A new address: the old one says nothing any more."""
    feed = lock(feed)
    feed.token, feed.created_at = new_token(), clock.now()
    feed.save(update_fields=["token", "created_at"])
    feed_renewed.record(feed, by=by, programme_id=feed.programme_id)
    return feed


@transaction.atomic
def close_feed(feed: CalendarFeed, *, by: Account | str | None) -> None:
    """No address any more. Closed already, nothing happens."""
    found = CalendarFeed.objects.filter(pk=feed.pk).first()
    if found is None:
        return
    feed_closed.record(found, by=by, programme_id=found.programme_id)
    found.delete()


def _open(owner: dict[str, Any], *, by: Account | str | None) -> CalendarFeed:
    lock_words("workshops.feed", *(getattr(value, "pk", value) for value in owner.values()))
    found = CalendarFeed.objects.filter(**owner).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            feed = CalendarFeed.objects.create(**owner, created_at=clock.now())
    except IntegrityError:  # only where the lock was not enough: the constraint is the proof
        return CalendarFeed.objects.get(**owner)
    feed_opened.record(feed, by=by, programme_id=feed.programme_id)
    return feed
