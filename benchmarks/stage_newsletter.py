"""What the newsletter's benchmarks ask of their scratch installation."""

import pickle
from pathlib import Path
from typing import Any

from django.db.models import Count

from osnowa.lib import clock, text
from osnowa.newsletter.actions.delivery import queue_issue
from osnowa.newsletter.emails.issue import envelope_sender, letter_of, message_id
from osnowa.newsletter.models import Delivery, Issue, IssueCopy, IssueItem, Reader
from osnowa.newsletter.queries import links
from osnowa.programme.models import Programme
from tests.factories.newsletter import IssueFactory, IssueItemFactory
from tests.factories.programme import ProgrammeFactory

DOMAINS = 200
ITEMS = 8
WORDS = (
    "Zażółć gęślą jaźń: krótki tekst o tym, jak umówić się w zespole, kto odpisuje na listy, gdzie leżą pliki i kto ma "
    "do nich klucze. Na końcu są trzy pytania, które warto zadać na najbliższym zebraniu, i wzór ustaleń na stronę."
)


def newsletter_readers(*, count: int, first: int = 0) -> int:
    """So many confirmed readers at DOMAINS providers, numbered from `first` on."""
    now = clock.now()
    readers = []
    for number in range(first, first + count):
        address = f"czytelnik{number}@poczta{number % DOMAINS}.example"
        readers.append(
            Reader(
                email=address,
                email_key=text.email_key(address),
                domain=address.partition("@")[2],
                sort_key=address,
                name=f"Łucja Żądło {number}",
                confirmed_at=now,
            )
        )
    Reader.objects.bulk_create(readers, batch_size=500)
    return Reader.objects.count()


def newsletter_issue() -> int:
    """An issue of ordinary length, queued for all readers. Returns its number."""
    programme = Programme.objects.first() or ProgrammeFactory(slug="pomiar", clause=True)
    issue: Issue = IssueFactory.create(programme=programme, opening=WORDS, closing=WORDS)
    for number in range(ITEMS):
        IssueItemFactory(
            issue=issue,
            kind=IssueItem.Kind.WORDS,
            heading=f"Pozycja {number}: co nowego",
            words=f"{WORDS}\n\n[Czytaj dalej](https://osnowa.example/wiedza/{number}/)",
        )
    return queue_issue(issue, by=None).pk


def newsletter_state(*, issue: int) -> dict[str, Any]:
    rows = Delivery.objects.filter(issue_id=issue).order_by().values_list("state").annotate(Count("pk"))
    return {"issue": Issue.objects.get(pk=issue).state, **dict(rows)}


def newsletter_letters(*, issue: int, file: str) -> int:
    """The same letters as (sender, address, bytes), written into a file for a bare loop. Returns how many."""
    copies = IssueCopy.objects.filter(issue_id=issue).select_related("issue__programme")
    letters = {copy.language: letter_of(copy) for copy in copies}
    sender = envelope_sender()
    made = [
        (
            sender,
            reader.email,
            letters[reader.language].written(
                to=reader.email,
                message_id=message_id(issue, reader.pk),
                name=reader.name,
                leave=links.leave_url(reader.token),
                choose=links.choose_url(reader.token),
            ),
        )
        for reader in Reader.objects.order_by("pk").iterator(chunk_size=1000)
    ]
    Path(file).write_bytes(pickle.dumps(made))
    return len(made)


DEEDS = {
    "newsletter_readers": newsletter_readers,
    "newsletter_issue": newsletter_issue,
    "newsletter_state": newsletter_state,
    "newsletter_letters": newsletter_letters,
}
