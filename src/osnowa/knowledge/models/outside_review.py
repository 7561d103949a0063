import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from osnowa.knowledge.models.submission import Submission
from osnowa.knowledge.rules import outside_reviews as rules
from osnowa.lib import clock


class OutsideReview(models.Model):
    """Somebody without an account is asked to read a submitted text (recenzja z zewnątrz).

    Their link is kept as a digest only. Who approves or sends back is the second pair of eyes of that submission
    (`Submission.decided_outside`).
    """

    class State(models.TextChoices):
        WAITING = rules.WAITING, pgettext_lazy("outside review", "waits for the reviewer")
        APPROVED = rules.APPROVED, pgettext_lazy("submission", "approved")
        SENT_BACK = rules.SENT_BACK, pgettext_lazy("submission", "sent back")
        WITHDRAWN = rules.WITHDRAWN, pgettext_lazy("outside review", "link withdrawn")
        DECLINED = rules.DECLINED, pgettext_lazy("outside review", "declined")

    class Standing(models.TextChoices):
        """The state with what time and others have made of it. The same words for everybody."""

        WAITING = rules.WAITING, pgettext_lazy("outside review", "waits for the reviewer")
        APPROVED = rules.APPROVED, pgettext_lazy("submission", "approved")
        SENT_BACK = rules.SENT_BACK, pgettext_lazy("submission", "sent back")
        WITHDRAWN = rules.WITHDRAWN, pgettext_lazy("outside review", "link withdrawn")
        DECLINED = rules.DECLINED, pgettext_lazy("outside review", "declined")
        RAN_OUT = rules.RAN_OUT, pgettext_lazy("outside review", "link has run out")
        DECIDED = rules.DECIDED, pgettext_lazy("outside review", "somebody else decided")

    personal_data = {
        "name": "blanked, also when it is no longer needed",
        "email": "blanked, also when it is no longer needed",
        "email_key": "replaced by erased-ID",
        "signed_as": "blanked, also when it is no longer needed",
        "words": "blanked",
        "token_hash": "replaced, so that old links open nothing",
        "invited_by": "kept: the account's row is blanked",
    }

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="outside_reviews")
    programme = models.ForeignKey(
        "programme.Programme",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Of the text, as it was last seen: says how long the name is kept",
    )
    name = models.CharField(max_length=150, blank=True, help_text="As the editor wrote it")
    email = models.EmailField(blank=True, help_text="Empty only where it was forgotten")
    email_key = models.CharField(max_length=254)
    language = models.CharField(max_length=5, default="pl")
    words = models.TextField(blank=True, help_text="Of the editor, to the reviewer")
    token_hash = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, help_text="Of the revision that waited when they were invited")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    written_at = models.DateTimeField(default=clock.now, help_text="The last letter with the link")
    letters = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    ended_at = models.DateTimeField(null=True, blank=True)
    signed_as = models.CharField(max_length=150, blank=True, help_text="The name under the decision")
    is_named = models.BooleanField(default=False, help_text="Readers may see that name")
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "email_key"],
                condition=Q(state="waiting"),
                name="one_waiting_review_per_address",
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(state__in=("approved", "sent_back")),
                name="one_deciding_review_per_submission",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at__isnull=True)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="outside_review_ended_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="outside_review_holds_for_a_while"
            ),
            models.CheckConstraint(
                condition=~Q(email="") | Q(forgotten_at__isnull=False),
                name="outside_review_without_address_is_forgotten",
            ),
        ]
        ordering = ["-invited_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.state}"

    @property
    def standing(self) -> "OutsideReview.Standing":
        """Where it stands now. Read with `submission` at hand."""
        word = rules.standing(
            self.state,
            is_open=self.submission.state == Submission.State.WAITING,
            expires_at=self.expires_at,
            now=clock.now(),
        )
        return self.Standing(word)

    @property
    def who(self) -> str:
        """The reviewer as the team sees them: "Anna Nowak (outside reviewer)"."""
        name = self.signed_as or self.name
        return _("%(name)s (outside reviewer)") % {"name": name} if name else _("outside reviewer")

    @property
    def last_day(self) -> dt.date:
        """The last day on which the link opens the text."""
        return (self.expires_at - dt.timedelta(microseconds=1)).astimezone(clock.WARSAW).date()


class ReviewComment(models.Model):
    """A remark of an outside reviewer (uwaga): on the whole text, or on the part under one heading."""

    personal_data = {"words": "blanked where the person wrote it"}

    review = models.ForeignKey(OutsideReview, on_delete=models.CASCADE, related_name="comments")
    place = models.CharField(max_length=200, blank=True, help_text="A heading of the text; empty: all of it")
    words = models.TextField(blank=True)
    digest = models.CharField(max_length=64, help_text="Of the revision that was read")
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.review_id}/{self.pk}"

    @property
    def is_about_an_older_version(self) -> bool:
        return self.digest != self.review.submission.digest
