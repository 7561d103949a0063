"""A draft in hand: locked before it changes, noted when it has changed. Only drafts change."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.newsletter.models import Issue

created = audit.deed("newsletter.issue_created", gettext_lazy("began an issue of the newsletter"))
changed = audit.deed("newsletter.issue_changed", gettext_lazy("changed an issue of the newsletter"))
removed = audit.deed("newsletter.issue_removed", gettext_lazy("deleted a draft of the newsletter"))


def locked_draft(issue: Issue) -> Issue:
    """The issue under its lock. Raises RuleBroken: "frozen"."""
    issue = lock(issue)
    if not issue.is_draft:
        raise RuleBroken(
            _(
                "Only a draft changes: this issue is on its way. Begin a new one, or take its time back first."
            ),
            code="frozen",
        )
    return issue


def note_change(issue: Issue, by: Any, what: str) -> None:
    issue.changed_at = clock.now()
    issue.save()
    changed.record(issue, by=by, programme_id=issue.programme_id, what=what)
