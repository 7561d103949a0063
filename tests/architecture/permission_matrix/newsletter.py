"""Issues and their archive. Readers stand in a part of their own."""

from types import SimpleNamespace
from typing import Any

from osnowa.lib import clock
from osnowa.newsletter.models import Issue
from tests.architecture.permission_matrix.shapes import COORDINATOR, EDITOR, EVALUATOR, PROGRAMME, Row
from tests.factories.newsletter import IssueCopyFactory, IssueFactory, IssueItemFactory

READ = frozenset({COORDINATOR, EDITOR, EVALUATOR})
WRITE = frozenset({COORDINATOR, EDITOR})
ISSUE = f"{PROGRAMME} issue.pk"
ITEM = f"{ISSUE} issue_item.pk"

ROWS: tuple[Row, ...] = (
    Row("newsletter:archive"),
    Row("newsletter:feed"),
    Row("newsletter:topic", "mailing_list.slug"),
    Row("newsletter:topic_feed", "mailing_list.slug"),
    Row("newsletter:issue", "sent_issue.pk"),
    Row("newsletter:issue_pdf", "sent_issue.pk"),
    Row("newsletter:work", PROGRAMME, get=READ),
    Row("newsletter:issue_new", PROGRAMME, get=WRITE, post=WRITE),
    Row("newsletter:work_issue", ISSUE, get=READ),
    Row("newsletter:issue_words", ISSUE, get=WRITE, post=WRITE),
    Row("newsletter:issue_delete", ISSUE, get=WRITE, post=WRITE),
    Row("newsletter:issue_pick", ISSUE, get=WRITE, post=WRITE),
    Row("newsletter:item_new", ISSUE, get=WRITE, post=WRITE),
    Row("newsletter:item_change", ITEM, get=WRITE, post=WRITE),
    Row("newsletter:item_move", ITEM, get=None, post=WRITE),
    Row("newsletter:item_remove", ITEM, get=None, post=WRITE),
    Row("newsletter:issue_picture", ISSUE, get=WRITE, post=WRITE),
    Row("newsletter:issue_picture_remove", ISSUE, get=None, post=WRITE),
    Row("newsletter:item_picture", ITEM, get=WRITE, post=WRITE),
    Row("newsletter:item_picture_of_text", ITEM, get=None, post=WRITE),
    Row("newsletter:item_picture_remove", ITEM, get=None, post=WRITE),
    Row("newsletter:issue_preview", ISSUE, get=READ),
    Row("newsletter:issue_letter", ISSUE, get=READ),
    Row("newsletter:issue_test", ISSUE, get=None, post=WRITE),
    Row("newsletter:issue_readers", ISSUE, get=WRITE, post=WRITE),
    Row("newsletter:issue_send", ISSUE, get=WRITE, post=WRITE),
    Row("newsletter:issue_schedule", ISSUE, get=WRITE, post=WRITE),
    Row("newsletter:issue_unschedule", ISSUE, get=None, post=WRITE),
    Row("newsletter:issue_hold", ISSUE, get=None, post=WRITE),
    Row("newsletter:issue_release", ISSUE, get=None, post=WRITE),
    Row("newsletter:issue_retry", ISSUE, get=None, post=WRITE),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """One of everything, made by factories in `own.programme`. Names are used by `args`."""
    issue = IssueFactory(programme=own.programme)
    now = clock.now()
    sent = IssueFactory(programme=own.programme, state=Issue.State.SENT, queued_at=now, sent_at=now)
    for language in ("pl", "en"):
        IssueCopyFactory(issue=sent, language=language)
    return {"issue": issue, "issue_item": IssueItemFactory(issue=issue), "sent_issue": sent}


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    issue = Issue.objects.filter(programme=own.programme, state=Issue.State.DRAFT).first()
    return {
        "issue": issue,
        "issue_item": issue.items.first(),
        "sent_issue": Issue.objects.filter(programme=own.programme, state=Issue.State.SENT).first(),
    }
