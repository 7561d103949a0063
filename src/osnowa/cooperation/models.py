"""Facts of cooperation: what hangs on the board, and who answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock, text


class Topic(models.TextChoices):
    DIGITAL = "digital", _("digital tools")
    KNOWLEDGE = "knowledge", _("knowledge and training")
    PEOPLE = "people", _("people and volunteers")
    EQUIPMENT = "equipment", _("equipment")
    PLACE = "place", _("place and room")
    EVENT = "event", _("joint event")
    APPLICATION = "application", _("joint application for a grant")
    PROMOTION = "promotion", _("promotion and media")
    OTHER = "other", pgettext_lazy("topic of cooperation", "other")


class Announcement(models.Model):
    """An organisation offers or needs something (ogłoszenie). It expires by the clock of reading."""

    personal_data = {
        "author": "kept: the person's row is blanked",
        "title": "blanked with the author: people sign what they write",
        "text": "as title",
        "search_key": "as title",
        "hidden_by": "kept: the account's row is blanked",
        "hidden_because": "blanked with the author: reasons may name people",
    }

    class Kind(models.TextChoices):
        OFFER = "offer", _("offer")
        NEED = "need", _("need")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of an announcement", "open")
        CLOSED = "closed", pgettext_lazy("state of an announcement", "closed")
        HIDDEN = "hidden", pgettext_lazy("state of an announcement", "hidden")

    class Outcome(models.TextChoices):
        HERE = "here", _("We found somebody here")
        ELSEWHERE = "elsewhere", _("We found somebody elsewhere")
        NOBODY = "nobody", _("Nobody came forward")
        OUTDATED = "outdated", _("It is no longer current")

    programme = models.ForeignKey(
        "programme.Programme",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="announcements",
        help_text="For which it counts; empty where no programme was running",
    )
    kind = models.CharField(max_length=10, choices=Kind)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="announcements"
    )
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="announcements")
    title = models.CharField(max_length=120, blank=True, help_text="Empty only where its author was erased")
    text = models.TextField(max_length=3000, blank=True)
    search_key = models.TextField(editable=False, blank=True)
    topic = models.CharField(max_length=15, choices=Topic)
    valid_until = models.DateField(help_text="The last day on the board, in Warsaw")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    submission_key = models.CharField(max_length=40, unique=True, help_text="Of the form that was sent")
    told_for = models.DateField(
        null=True, blank=True, help_text="The last day about which the author was told by e-mail"
    )
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
                name="announcement_closed_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="hidden") | Q(hidden_at__isnull=False),
                name="announcement_hidden_says_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "valid_until"], name="announcement_on_board")]
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title or "—"

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_key = text.fold(f"{self.title} {self.text}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_expired(self) -> bool:
        return self.is_open and self.valid_until < clock.today()

    @property
    def is_on_board(self) -> bool:
        return self.is_open and not self.is_expired


class Answer(models.Model):
    """An organisation answers an announcement (odpowiedź); accepted, it is a connection (kontakt) of the two."""

    personal_data = {
        "person": "kept: the person's row is blanked",
        "contact": "kept: the person's row is blanked",
        "text": "blanked with the person",
        "declined_because": "blanked with either side's person",
        "came_of_words": "blanked with either side's person",
    }

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("state of an answer", "waiting")
        ACCEPTED = "accepted", pgettext_lazy("state of an answer", "accepted")
        DECLINED = "declined", pgettext_lazy("state of an answer", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of an answer", "withdrawn")

    class CameOf(models.TextChoices):
        NOTHING_YET = "nothing_yet", _("Nothing yet, we are talking")
        EVENT = "event", _("A joint event")
        EQUIPMENT = "equipment", _("Shared equipment or place")
        APPLICATION = "application", _("A joint application for a grant")
        KNOWLEDGE = "knowledge", _("Knowledge passed on")
        OTHER = "other", _("Something else")
        NOTHING = "nothing", _("Nothing came of it")

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="answers")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(max_length=1500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    contact = models.ForeignKey(
        "people.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who accepted it, and so whose contact the answering side sees",
    )
    declined_because = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    came_of = models.CharField(max_length=12, choices=CameOf, blank=True)
    came_of_on = models.DateField(null=True, blank=True)
    came_of_words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "organisation"], name="answer_once_per_organisation"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | (Q(contact__isnull=False) & Q(decided_at__isnull=False)),
                name="connection_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(came_of="") | Q(state="accepted", came_of_on__isnull=False),
                name="only_connections_come_to_something",
            ),
        ]
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.announcement_id}/{self.organisation_id}: {self.state}"

    @property
    def is_connection(self) -> bool:
        return self.state == self.State.ACCEPTED
