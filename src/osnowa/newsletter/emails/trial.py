"""An issue to its writer. Its links for a reader lead to the programme's front page: a writer need not be a reader."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from osnowa.lib import mail
from osnowa.newsletter.models import Issue
from osnowa.newsletter.queries.issues import letter_context


def issue_on_trial(issue: Issue, account: Any) -> None:
    """The letter as readers will get it, through the ordinary queue."""
    archive = settings.BASE_URL + reverse("newsletter:archive")
    mail.queue(
        "newsletter/issue",
        to=account.email,
        language=account.language,
        about=issue,
        programme_id=issue.programme_id,
        reply_to=issue.programme.contact_email if issue.programme else "",
        context={
            **letter_context(issue),
            "name": account.name or account.email,
            "leave": archive,
            "choose": archive,
            "archive_url": "",
            "is_trial": True,
        },
    )
