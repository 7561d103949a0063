"""The newsletter's postman: takes some rows of the ledger and sends them over one line.

What holds, whatever is killed at whatever moment:
- Nobody is skipped. A row leaves "waits" only by a mark that follows the server's promise, or by a refusal.
- Nobody gets a letter twice, except for the one letter that the server has taken and that is not written down yet.
- No two workers have the same row in hand: it is claimed under a lock, for some minutes. The claim of a process that
  is gone from this machine ends at once, any other one by itself.

A letter that is out stands in the worker's journal at once, and half a second later at most in the table, in one commit
for all since the last. A killed process loses none: whoever frees its claims reads its journal first. A power cut can
take back what the table was not told yet; those letters go twice, none is skipped.
"""

import logging
import time
from collections.abc import Callable

from django.conf import settings

from osnowa.lib import clock
from osnowa.lib.smtp_line import Away, Line, Refused
from osnowa.newsletter.actions import left_behind
from osnowa.newsletter.actions.claims import InHand, claim, give_back, name_of_worker, renew
from osnowa.newsletter.actions.delivery import settle_issues
from osnowa.newsletter.actions.journal import Journal
from osnowa.newsletter.actions.marking import mark_failed, mark_refused, mark_sent, put_off
from osnowa.newsletter.emails.issue import envelope_sender, letter_of, message_id
from osnowa.newsletter.models import Issue, IssueCopy
from osnowa.newsletter.queries import links
from osnowa.newsletter.rules import letters, pacing

logger = logging.getLogger("osnowa.newsletter")

SLICE = 5.0  # seconds of one turn
RENEW_AFTER = 60.0  # seconds; a letter on a slow server takes less than the four minutes that are left then
MARK_AFTER = 0.5  # seconds, so that every letter to a slow server is marked before the next


def send_due(*, go_on: Callable[[], bool] = lambda: True, between: Callable[[], object] = bool) -> int:
    """Send what waits, batch by batch, for some seconds; say how many letters left.

    `between` runs after each batch: letters of deeds (a code to sign in) must not wait for a newsletter. Nothing is
    sent in quiet hours. Costs one query where no issue is under way.
    """
    if not Issue.objects.filter(state=Issue.State.SENDING).exists() or is_quiet_now():
        return 0
    left_behind.free()
    settle_issues()
    sent, until = 0, time.monotonic() + SLICE
    with Journal(name_of_worker()) as journal, Line() as line:
        postman = Postman(journal, line, go_on)
        while go_on() and time.monotonic() < until:
            batch = claim(journal)
            if not batch:
                settle_issues()
                break
            sent += postman.deliver(batch)
            between()
            if postman.server_is_away:
                break
    return sent


def is_quiet_now() -> bool:
    local = clock.now().astimezone(clock.WARSAW)
    return pacing.is_quiet(local, pacing.read_quiet_hours(settings.NEWSLETTER_QUIET_HOURS))


class Postman:
    """Sends batches over one line. What is the same for all readers of a copy is put together once."""

    def __init__(self, journal: Journal, line: Line, go_on: Callable[[], bool] = lambda: True) -> None:
        self.journal = journal
        self.line = line
        self.go_on = go_on
        self.server_is_away = False
        self.sender = envelope_sender()
        self.letters: dict[tuple[int, str], letters.Letter] = {}
        self.out: list[int] = []
        self.mark_at = time.monotonic() + MARK_AFTER

    def deliver(self, batch: list[InHand]) -> int:
        """Send the batch; say how many letters left. Rows that were not come to are given back."""
        sent, renew_at = 0, time.monotonic() + RENEW_AFTER
        ours, worker = {row.pk for row in batch}, self.journal.worker
        for place, row in enumerate(batch):
            if not self.go_on():
                give_back(batch[place:], worker, clock.now())
                break
            if time.monotonic() > renew_at:
                ours = renew(batch[place:], worker)
                renew_at = time.monotonic() + RENEW_AFTER
            if row.pk not in ours:
                continue
            try:
                self._send(row)
            except Away as away:
                self._wait_for_server(row, batch[place + 1 :], away)
                break
            except Refused as refused:
                mark_refused(row, worker, refused)
            except ValueError as error:  # an address that cannot stand in a letter
                mark_failed(row, worker, str(error))
            else:
                sent += 1
                self._note(row)
        self._mark()  # not after an error that nobody expected: the journal knows
        return sent

    def _note(self, row: InHand) -> None:
        """In the journal before anything else. The table waits for the disk, so it is told of some letters at once."""
        is_written = self.journal.add(row.pk)
        self.out.append(row.pk)
        if not is_written or time.monotonic() > self.mark_at:
            self._mark()

    def _mark(self) -> None:
        if self.out:
            mark_sent(self.out, clock.now())
            self.out = []
        self.mark_at = time.monotonic() + MARK_AFTER

    def _wait_for_server(self, row: InHand, others: list[InHand], away: Away) -> None:
        """Its fault, not the letters': only the one under way counts a try, in case that the letter broke the line."""
        logger.warning("The mail server is away (%s).", away)
        self.server_is_away = True
        later = clock.now() + pacing.SERVER_PAUSE
        if away.untouched:
            others = [row, *others]
        else:
            put_off(row, self.journal.worker, str(away))
        give_back(others, self.journal.worker, later)

    def _send(self, row: InHand) -> None:
        to = letters.ascii_address(row.email)
        written = self._letter(row.issue, row.language).written(
            to=to,
            message_id=message_id(row.issue, row.reader),
            name=row.name or row.email,
            leave=links.leave_url(row.token),
            choose=links.choose_url(row.token),
        )
        self.line.send(self.sender, to, written)

    def _letter(self, issue: int, language: str) -> letters.Letter:
        key = (issue, language)
        if key not in self.letters:
            copies = IssueCopy.objects.filter(issue_id=issue).select_related("issue__programme")
            found = {copy.language: copy for copy in copies}
            copy = found.get(language) or found.get(settings.LANGUAGE_CODE) or next(iter(found.values()))
            self.letters[key] = letter_of(copy)
        return self.letters[key]
