"""The journal of a worker: killed at whatever moment, one letter at most goes twice and nobody is skipped."""

import datetime as dt
import errno
import os

import pytest
from django.core import mail as django_mail

from osnowa.lib import clock
from osnowa.newsletter.actions import claims, journal, left_behind, marking, postman
from osnowa.newsletter.models import Delivery
from osnowa.newsletter.rules import journal as form
from tests.newsletter.conftest import NOON, states, under_way

State = Delivery.State
MINUTE = dt.timedelta(minutes=1)
with_ledger = pytest.mark.usefixtures("db", "at_noon", "own_home")


class Killed(BaseException):
    """The process is gone in the middle of something."""


def addresses() -> list[str]:
    return [letter.to[0] for letter in django_mail.outbox]


def send_after_the_claim() -> int:
    with clock.at(NOON + claims.CLAIMED_FOR + MINUTE):
        return postman.send_due()


def die_at_the_third(monkeypatch, owner, name, *, after: bool) -> None:
    real, calls = getattr(owner, name), []

    def dying(*arguments):
        calls.append(arguments)
        if len(calls) == 3 and not after:
            raise Killed
        answer = real(*arguments)
        if len(calls) == 3:
            raise Killed
        return answer

    monkeypatch.setattr(owner, name, dying)


def test_whole_lines_are_read_and_nothing_else():
    moment = NOON + dt.timedelta(milliseconds=250)
    first, second = form.line(7, moment), form.line(123456789012345, NOON)
    assert (len(first), len(second)) == (form.LENGTH, form.LENGTH)
    assert form.read(first + second + first) == {7: moment, 123456789012345: NOON}
    for rest in (second[:-1], second[:5], b"\n"):
        assert form.read(first + rest) == {7: moment}
    assert form.read(b"\0" * form.LENGTH + first) == {7: moment}  # a hole that a power cut left
    assert form.read(first[:10] + first) == {}  # what follows half a line is not guessed at
    assert form.read(b"") == {}


@with_ledger
@pytest.mark.parametrize(
    ("moment", "doubled"),
    [("before", 0), ("taken", 1), ("written", 0), ("marking", 0), ("marked", 0)],
)
def test_killed_in_the_middle_nobody_is_skipped_and_one_at_most_gets_it_twice(monkeypatch, moment, doubled):
    """At the third letter: before it; taken by the server and not written down; written down; with the mark of five."""
    issue = under_way(5)
    if moment in ("before", "taken"):
        die_at_the_third(monkeypatch, postman.Postman, "_send", after=moment == "taken")
    elif moment == "written":
        die_at_the_third(monkeypatch, journal.Journal, "add", after=True)
    else:

        def mark(rows, sent_at):
            if moment == "marked":
                marking.mark_sent(rows, sent_at)
            raise Killed

        monkeypatch.setattr(postman, "mark_sent", mark)
    with pytest.raises(Killed):
        postman.send_due()
    monkeypatch.undo()
    assert postman.send_due() == 0  # held by somebody who may live
    left = 5 - len(addresses()) + doubled
    assert send_after_the_claim() == left
    assert states(issue) == [State.SENT] * 5
    assert (len(set(addresses())), len(addresses())) == (5, 5 + doubled)


@with_ledger
def test_journal_of_a_dead_worker_is_read_once_or_twice_and_then_removed():
    issue = under_way(4)
    worker = f"{claims.machine()}/999999999/ab"
    kept = journal.Journal(worker)
    batch = claims.claim(kept)
    with clock.at(NOON + MINUTE):
        assert [kept.add(row.pk) for row in batch[:2]] == [True, True]
    written = journal.place_of(kept.worker).read_bytes()
    journal.place_of(kept.worker).write_bytes(written + form.line(batch[2].pk, NOON)[:20])

    with clock.at(NOON + 2 * MINUTE):  # its claim goes on, but its process is gone
        assert left_behind.free() == 4
        assert left_behind.free() == 0
        found = list(
            Delivery.objects.order_by("pk").values_list("state", "sent_at", "attempts", "claimed_by")
        )
        assert found == [(State.SENT, NOON + MINUTE, 1, "")] * 2 + [(State.QUEUED, None, 0, "")] * 2
        assert postman.send_due() == 2
    assert states(issue) == [State.SENT] * 4
    with clock.at(clock.now() + dt.timedelta(days=400)):  # the file's own time is not the test's
        left_behind.free()
    assert list(journal.folder().iterdir()) == []


@with_ledger
def test_journal_that_lies_elsewhere_is_waited_for_an_hour():
    under_way(2)
    batch = claims.claim(journal.Journal("another-machine/1/ab"))
    journal.place_of("another-machine/1/ab/journal").unlink()
    assert send_after_the_claim() == 0
    with clock.at(NOON + claims.CLAIMED_FOR + left_behind.ELSEWHERE + MINUTE):
        assert postman.send_due() == len(batch) == 2


@with_ledger
@pytest.mark.parametrize("written", [0, 10])
def test_full_disk_marks_each_letter_at_once(monkeypatch, written):
    """Nothing of a line finds room, or a part of it. The worker is killed at the third mark."""
    issue = under_way(5)

    def full(file, line):
        if written:
            return real(file, line[:written])
        raise OSError(errno.ENOSPC, "No space left on device")

    real = os.write
    monkeypatch.setattr(journal.os, "write", full)
    die_at_the_third(monkeypatch, postman, "mark_sent", after=False)
    with pytest.raises(Killed):
        postman.send_due()
    monkeypatch.undo()
    assert states(issue).count(State.SENT) == 2
    assert send_after_the_claim() == 3
    assert (len(set(addresses())), len(addresses())) == (5, 6)


@with_ledger
def test_without_a_folder_for_journals_letters_leave_all_the_same(monkeypatch, own_home):
    (own_home / "newsletter").write_text("no folder")
    marks = []
    monkeypatch.setattr(postman, "mark_sent", lambda *told: marks.append(told) or marking.mark_sent(*told))
    issue = under_way(3)
    assert postman.send_due() == 3
    assert states(issue) == [State.SENT] * 3
    assert [len(rows) for rows, _moment in marks] == [1, 1, 1]


@with_ledger
def test_one_mark_for_a_batch_and_no_file_is_left(monkeypatch, django_assert_max_num_queries):
    marks = []
    monkeypatch.setattr(postman, "mark_sent", lambda *told: marks.append(told) or marking.mark_sent(*told))
    monkeypatch.setattr(postman, "MARK_AFTER", 60)
    under_way(30)
    with django_assert_max_num_queries(25):
        assert postman.send_due() == 30
    assert [len(rows) for rows, _moment in marks] == [30]
    assert list(journal.folder().iterdir()) == []
