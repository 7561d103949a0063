import hashlib
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, Revision

from osnowa.lib import clock


def digest_of(revision: Revision) -> str:
    """SHA-256 of what a revision says. Wagtail may write a revision over; the digest tells."""
    content = json.dumps(revision.content, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(content.encode()).hexdigest()


class Submission(models.Model):
    """One text given to a second person: which revision, by whom, and what they decided.

    The second person is another editor (`decided_by`) or a reviewer from outside (`decided_outside`), never both.
    An approved row is what lets a revision go live (ReviewedPage.save). Rows are kept: they prove the figures.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("submission", "waits for approval")
        APPROVED = "approved", pgettext_lazy("submission", "approved")
        SENT_BACK = "sent_back", pgettext_lazy("submission", "sent back")

    personal_data = {
        "submitted_by": "kept: the account's row is blanked",
        "decided_by": "kept: the account's row is blanked",
        "comment": "blanked where the person wrote it",
    }

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="submissions")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_outside = models.OneToOneField(
        "knowledge.OutsideReview", null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=Q(state="waiting"), name="one_waiting_submission_per_page"
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("submitted_by")), name="submission_decided_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_outside=None)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_outside=None))
                | (~Q(state="waiting") & Q(decided_by=None, decided_outside__isnull=False)),
                name="submission_decided_by_somebody",
            ),
        ]
        ordering = ["-submitted_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.state}"

    @property
    def decider(self) -> str:
        """Who decided, as the team sees them; empty while it waits."""
        if self.decided_outside is not None:
            return self.decided_outside.who
        return self.decided_by.name if self.decided_by is not None else ""

    @property
    def title(self) -> str:
        """Of the text as it was submitted."""
        written = self.revision.content.get("title", "") if self.revision is not None else ""
        return written or self.page.title
