"""What happens by the clock: owners are asked whether texts are still true, readers are forgotten, links asked."""

import datetime as dt

from osnowa.knowledge.actions import delete_old_texts, forget_answers, forget_readers, remind_of_text
from osnowa.knowledge.queries import links, reading
from osnowa.knowledge.rules import ASK_AHEAD
from osnowa.knowledge.tasks import ask_links
from osnowa.lib import clock, periodic


@periodic.job("knowledge.remind_owners", every=dt.timedelta(hours=6))
def remind_owners() -> None:
    """Each text in a transaction of its own; a text is asked about once for each due day."""
    for page in reading.due_texts(clock.today() + ASK_AHEAD):
        remind_of_text(page)


@periodic.job("knowledge.forget_readers", every=dt.timedelta(minutes=10))
def forget_readers_of_yesterday() -> None:
    """Soon after midnight nothing is left by which a reader of yesterday could be told from another (decision 21)."""
    forget_readers()
    forget_answers()


@periodic.job("knowledge.ask_links", every=dt.timedelta(hours=1))
def ask_links_of_the_week() -> None:
    """Asked by a job of the worker, which has a thread of its own: letters do not wait for other people's servers."""
    if links.watch().is_on:
        ask_links.enqueue()


@periodic.job("knowledge.delete_sent_texts", every=dt.timedelta(days=1))
def delete_sent_texts() -> None:
    delete_old_texts()
