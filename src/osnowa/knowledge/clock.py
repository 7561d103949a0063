"""What happens by the clock: owners of texts are asked in time whether these are still true; files are forgotten."""

import datetime as dt

from osnowa.knowledge.actions import delete_old_texts, remind_of_text
from osnowa.knowledge.actions.outside_reviews import forget_old_reviewers
from osnowa.knowledge.queries import reading
from osnowa.knowledge.rules import ASK_AHEAD
from osnowa.lib import clock, periodic


@periodic.job("knowledge.remind_owners", every=dt.timedelta(hours=6))
def remind_owners() -> None:
    """Each text in a transaction of its own; a text is asked about once for each due day."""
    for page in reading.due_texts(clock.today() + ASK_AHEAD):
        remind_of_text(page)


@periodic.job("knowledge.delete_sent_texts", every=dt.timedelta(days=1))
def delete_sent_texts() -> None:
    delete_old_texts()


@periodic.job("knowledge.forget_outside_reviewers", every=dt.timedelta(days=1))
def forget_outside_reviewers() -> None:
    forget_old_reviewers()
