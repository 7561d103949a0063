"""A letter to oneself, before anybody else gets it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from osnowa.lib import audit
from osnowa.lib.locks import lock
from osnowa.newsletter.actions.delivery import refuse_empty
from osnowa.newsletter.emails import trial
from osnowa.newsletter.models import Issue

tested = audit.deed("newsletter.issue_tested", gettext_lazy("sent an issue to oneself as a trial"))


@transaction.atomic
def send_test(issue: Issue, *, by: Any) -> None:
    """The issue as it stands, to the account's own address and nobody else. Raises RuleBroken: "empty"."""
    issue = lock(issue)
    refuse_empty(issue)
    trial.issue_on_trial(issue, by)
    tested.record(issue, by=by, programme_id=issue.programme_id)
