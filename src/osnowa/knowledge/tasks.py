"""Asking links whether they still lead somewhere: a job of the worker, one address after the other."""

import logging
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.db import transaction
from wagtail.models import Page

from osnowa.knowledge import emails
from osnowa.knowledge.models import LinkWatch, OutsideLink
from osnowa.knowledge.queries import links as queries
from osnowa.knowledge.registers.link_asking import Answer, check
from osnowa.knowledge.rules import links as rules
from osnowa.lib import clock, locks
from osnowa.lib.work import task

logger = logging.getLogger("osnowa.knowledge")
IN_ONE_TURN = 60  # addresses; the worker has other jobs
LONGEST_TURN = 300.0  # seconds; what is left comes in an hour
PAUSE = 2.0  # seconds between two questions to one host


@task()
def ask_links() -> None:
    """The next addresses whose week is over. Run again after its worker was killed, it asks a few once more."""
    ask_due_links()


def ask_due_links(
    ask: Callable[[str], Answer] = check,
    pause: Callable[[float], None] = time.sleep,
    limit: int = IN_ONE_TURN,
) -> int:
    """Ask what is due, if somebody switched it on; says how many. Tells owners of links that turned out dead."""
    if not queries.watch().is_on:
        return 0
    gather_links()
    asked: dict[str, float] = {}
    number, began = 0, time.monotonic()
    for link in list(queries.links_to_ask(limit)):
        host = urlsplit(link.address).hostname or ""
        wait = asked.get(host, 0.0) + PAUSE - time.monotonic()
        if host in asked and wait > 0:
            pause(wait)
        answer = ask(link.address)
        asked[host] = time.monotonic()
        note_answer_of_link(link, answer)
        number += 1
        if time.monotonic() - began > LONGEST_TURN:
            break
    tell_of_dead_links()
    return number


@transaction.atomic
def gather_links() -> None:
    """Once a day: addresses that texts have got since come in, those that none has any more go."""
    locks.lock_words("link watch")
    watch, now = queries.watch(), clock.now()
    if watch.gathered_at is not None and watch.gathered_at > now - rules.DAY:
        return
    wanted = {
        rules.key_of(address): (address, pages) for address, pages in queries.addresses_of_texts().items()
    }
    OutsideLink.objects.exclude(key__in=wanted).delete()
    known = set(OutsideLink.objects.values_list("key", flat=True))
    new = [
        OutsideLink(key=key, address=address) for key, (address, _pages) in wanted.items() if key not in known
    ]
    OutsideLink.objects.bulk_create(new, batch_size=200)
    through = OutsideLink.pages.through
    numbers = dict(OutsideLink.objects.values_list("key", "pk"))
    places = {(numbers[key], page) for key, (_address, pages) in wanted.items() for page in pages}
    stand = {
        (row.outsidelink_id, row.page_id): row.pk  # type: ignore[attr-defined]  # a table of pairs
        for row in through.objects.all()
    }
    through.objects.filter(pk__in=[pk for pair, pk in stand.items() if pair not in places]).delete()
    through.objects.bulk_create(
        [through(outsidelink_id=link, page_id=page) for link, page in sorted(places - stand.keys())],
        batch_size=200,
    )
    LinkWatch.objects.filter(pk=1).update(gathered_at=now)


@transaction.atomic
def note_answer_of_link(link: OutsideLink, answer: Answer) -> None:
    """What an address said now. One that works again may die anew, and then somebody is told."""
    row = OutsideLink.objects.filter(pk=link.pk).first()
    if row is None:
        return
    row.fault, row.status, row.asked_at = answer.fault, answer.status, clock.now()
    failed = answer.fault in (rules.GONE, rules.BROKEN, rules.SILENT)
    row.fails = min(row.fails + 1, 1000) if failed else 0
    if answer.fault == rules.WORKS:
        row.told_at = None
    row.ask_at = clock.now() + rules.ask_again_after(row.fault, row.fails)
    row.save()


@transaction.atomic
def tell_of_dead_links() -> None:
    """One letter to whoever looks after each text, about all of its links that died since the last one."""
    locks.lock_words("dead links")
    untold = list(queries.dead_links().filter(told_at=None))
    by_page: dict[int, list[OutsideLink]] = {}
    pages: dict[int, Page] = {}
    for link in untold:
        for page in link.pages.all():
            pages[page.pk] = page
            by_page.setdefault(page.pk, []).append(link)
    for number, links in sorted(by_page.items()):
        emails.links_died(pages[number].specific, links)
    OutsideLink.objects.filter(pk__in=[link.pk for link in untold]).update(told_at=clock.now())
