"""Issues of the newsletter that wait for somebody's yes."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from osnowa.lib import clock
from osnowa.newsletter.queries.ledger import issues_that_wait
from osnowa.portal.queries.task import Task
from osnowa.programme.models import Programme


def newsletter_tasks(programme: Programme) -> Iterator[Task]:
    """One query."""
    for issue in issues_that_wait(programme.pk):
        yield Task(
            title=_("Decide about the newsletter: is it still current?"),
            second=issue.title,
            deed=pgettext("deed", "Look"),
            url=reverse("newsletter:work_issue", args=[programme.slug, issue.pk]),
            due_on=issue.send_at.astimezone(clock.WARSAW).date() if issue.send_at else None,
        )
