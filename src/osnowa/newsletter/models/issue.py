"""What is told: an issue, what it is made of, and the frozen copies that readers got."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock


class Pictured(models.Model):
    """What may show a picture: with words for who does not see it, or with the word that it only decorates."""

    picture = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    picture_alt = models.CharField(max_length=250, blank=True, help_text="What is seen in it")
    picture_credit = models.CharField(max_length=200, blank=True, help_text="Who made it, licence")
    picture_is_decoration = models.BooleanField(default=False)

    class Meta:
        abstract = True


# Without a picture nothing is said about one; with it either what is seen, or that it only decorates
PICTURE_IS_DESCRIBED = (
    Q(picture__isnull=True, picture_alt="", picture_credit="", picture_is_decoration=False)
    | Q(picture__isnull=False, picture_alt="", picture_is_decoration=True)
    | (Q(picture__isnull=False, picture_is_decoration=False) & ~Q(picture_alt=""))
)


class Issue(Pictured):
    """One newsletter (wydanie), put together from what stands on the site."""

    personal_data = {
        "created_by": "kept: the account's row is blanked",
        "opening": "kept: published words",
        "closing": "kept: published words",
        "picture": "kept: published",
    }

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of an issue", "draft")
        SCHEDULED = "scheduled", pgettext_lazy("state of an issue", "scheduled")
        SENDING = "sending", pgettext_lazy("state of an issue", "being sent")
        HELD = "held", pgettext_lazy("state of an issue", "held, waits for a yes")
        SENT = "sent", pgettext_lazy("state of an issue", "sent")

    class Held(models.TextChoices):
        LATE = "late", pgettext_lazy("why an issue is held", "its time has passed")
        STOPPED = "stopped", pgettext_lazy("why an issue is held", "somebody stopped it")

    programme = models.ForeignKey(
        "programme.Programme",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="newsletter_issues",
    )
    language = models.CharField(max_length=5, default="pl", help_text="Of the own words")
    title = models.CharField(max_length=150, help_text="The subject of the letter")
    preheader = models.CharField(
        max_length=150, blank=True, help_text="What mail programs show beside the subject"
    )
    opening = models.TextField(max_length=4000, blank=True)
    closing = models.TextField(max_length=4000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    held_because = models.CharField(max_length=10, choices=Held, blank=True)
    segment = models.ForeignKey(
        "newsletter.Segment", null=True, blank=True, on_delete=models.PROTECT, related_name="issues"
    )
    mailing_list = models.ForeignKey(
        "newsletter.MailingList", null=True, blank=True, on_delete=models.PROTECT, related_name="issues"
    )
    send_at = models.DateTimeField(null=True, blank=True)
    window_hours = models.PositiveSmallIntegerField(
        default=24, help_text="How long after `send_at` it may still begin without asking"
    )
    is_public = models.BooleanField(default=True, help_text="Stands in the archive once it is sent")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    queued_at = models.DateTimeField(
        null=True, blank=True, help_text="When its rows in the ledger were written"
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("draft", "scheduled", "held")) | Q(queued_at__isnull=False),
                name="issue_under_way_was_queued",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(send_at__isnull=False), name="issue_scheduled_says_when"
            ),
            models.CheckConstraint(
                condition=(Q(state="held") & ~Q(held_because="")) | (~Q(state="held") & Q(held_because="")),
                name="issue_held_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="issue_sent_says_when"
            ),
            models.CheckConstraint(
                condition=Q(segment__isnull=True) | Q(mailing_list__isnull=True), name="issue_goes_one_way"
            ),
            models.CheckConstraint(condition=PICTURE_IS_DESCRIBED, name="issue_picture_is_described"),
        ]
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_frozen(self) -> bool:
        """Its words went to somebody (or are about to): nothing in it changes any more."""
        return self.queued_at is not None


class IssueItem(Pictured):
    """One thing that an issue tells about: a page, a cycle, or own words. In the order of `position`."""

    personal_data = {"words": "kept: published words", "picture": "kept: published"}

    class Kind(models.TextChoices):
        PAGE = "page", pgettext_lazy("kind of an item", "page of the site")
        CYCLE = "cycle", pgettext_lazy("kind of an item", "cycle of workshops")
        WORDS = "words", pgettext_lazy("kind of an item", "own words")

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    cycle = models.ForeignKey(
        "workshops.Cycle", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    heading = models.CharField(max_length=150, blank=True, help_text="Instead of the thing's own title")
    words = models.TextField(
        max_length=2000,
        blank=True,
        help_text="Instead of the thing's own lead; for own words the text itself",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="page", page__isnull=False, cycle__isnull=True)
                | Q(kind="cycle", page__isnull=True, cycle__isnull=False)
                | (Q(kind="words", page__isnull=True, cycle__isnull=True) & ~Q(words="")),
                name="item_is_one_thing",
            ),
            models.CheckConstraint(condition=PICTURE_IS_DESCRIBED, name="item_picture_is_described"),
            models.UniqueConstraint(
                fields=["issue", "page"], condition=Q(page__isnull=False), name="page_once_per_issue"
            ),
            models.UniqueConstraint(
                fields=["issue", "cycle"], condition=Q(cycle__isnull=False), name="cycle_once_per_issue"
            ),
        ]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.position}: {self.kind}"


class IssueCopy(models.Model):
    """What readers of one language get, frozen when the issue was queued (wersja językowa).

    In place of a reader's name and links stand the marks of `newsletter.rules.marks`.
    """

    personal_data = {}

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="copies")
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=300)
    html = models.TextField()
    text = models.TextField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "language"], name="copy_once_per_language")]

    def __str__(self) -> str:
        return f"{self.issue_id} ({self.language})"
