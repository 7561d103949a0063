"""Was this useful? A tap, and words for whoever looks after the text."""

import datetime as dt
import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.knowledge import emails
from osnowa.knowledge.actions.texts import ask_editor
from osnowa.knowledge.models import LONGEST_WORDS, WORDS_KEPT, ReaderWords, ReviewedPage, UsefulAnswer
from osnowa.lib import audit, clock, locks
from osnowa.lib.errors import RuleBroken

DAY = dt.timedelta(days=1)
MOST_WORDS_A_DAY = 20  # about one text: a letter each

words_sent = audit.deed("knowledge.words_sent", gettext_lazy("wrote what they think of a text"))
words_deleted = audit.deed("knowledge.words_deleted", gettext_lazy("deleted what a reader wrote of a text"))


@transaction.atomic
def note_answer(page: ReviewedPage, is_useful: bool, *, mark: str) -> UsefulAnswer:
    """One reader's yes or no of today; a second one by the same `mark` takes its place."""
    locks.lock_words("useful", mark)
    answer = UsefulAnswer.objects.filter(mark=mark).first() or UsefulAnswer(page_id=page.pk, mark=mark)
    answer.is_useful, answer.answered_on = is_useful, clock.today()
    answer.save()
    return answer


@transaction.atomic
def send_words(page: ReviewedPage, words: str, is_useful: bool | None, *, by: Any) -> ReaderWords:
    """Keep what a reader wrote, for a year at the most, and tell whoever looks after the text. Twice is once.

    Raises RuleBroken on `words`: "empty", "too_long", "too_many" (about this text today).
    """
    words = re.sub(r"\r\n?", "\n", words.replace("\x00", "")).strip()
    if not words:
        raise RuleBroken(_("Write what is missing, or leave this page."), code="empty", field="words")
    if len(words) > LONGEST_WORDS:
        raise RuleBroken(
            _("Shorten this to %(limit)d characters, it has %(length)d.")
            % {"limit": LONGEST_WORDS, "length": len(words)},
            code="too_long",
            field="words",
        )
    locks.lock_words("readers' words", page.pk)
    today = [
        row
        for row in ReaderWords.objects.filter(page_id=page.pk, sent_at__gte=clock.now() - DAY)
        if row.sent_at.astimezone(clock.WARSAW).date() == clock.today()
    ]
    same = next((row for row in today if row.words == words), None)
    if same is not None:
        return same
    if len(today) >= MOST_WORDS_A_DAY:
        raise RuleBroken(
            _("Many people have written about this text today. Write to us tomorrow, or by e-mail."),
            code="too_many",
            field="words",
        )
    row = ReaderWords.objects.create(page_id=page.pk, words=words, is_useful=is_useful)
    emails.words_came(row, page)
    words_sent.record(row, by=by, programme_id=page.programme_id, text=page.pk)
    return row


@transaction.atomic
def delete_words(row: ReaderWords, *, by: Any) -> None:
    """Delete what a reader wrote: it names somebody, or it is settled. Raises RuleBroken (`role`)."""
    ask_editor(by)
    words_deleted.record(row, by=by, text=row.page_id)
    row.delete()


@transaction.atomic
def forget_answers() -> None:
    """Take the marks of days that are over from answers, and delete words that were kept long enough."""
    UsefulAnswer.objects.filter(answered_on__lt=clock.today()).exclude(mark="").update(mark="")
    ReaderWords.objects.filter(sent_at__lt=clock.now() - WORDS_KEPT).delete()
