import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.ui.words import day, decimal
from osnowa.workshops.models.cycle import Cycle
from osnowa.workshops.models.enrolment import Enrolment


class Question(models.Model):
    """What the sign-up form asks beyond name, address and organisation (pytanie formularza).

    Without a cycle it is asked in every cycle of the programme.
    """

    personal_data: dict[str, str] = {}

    class Kind(models.TextChoices):
        TEXT = "text", _("short text")
        LONG = "long", _("longer text")
        CHOICE = "choice", _("one of several")
        CHOICES = "choices", _("any of several")
        YES_NO = "yes_no", _("yes or no")
        NUMBER = "number", _("number")
        DATE = "date", _("date")
        SCALE = "scale", _("scale from 1 to 5")
        FILE = "file", _("file")

    WITH_OPTIONS = (Kind.CHOICE, Kind.CHOICES)

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="questions")
    cycle = models.ForeignKey(
        Cycle, null=True, blank=True, on_delete=models.CASCADE, related_name="questions"
    )
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=300)
    hint = models.CharField(max_length=300, blank=True)
    options = models.JSONField(
        default=list,
        blank=True,
        help_text='Of choices: [{"key": "village", "label": "village"}, ...]; keys stay',
    )
    is_required = models.BooleanField(default=False)
    is_remembered = models.BooleanField(
        default=False, help_text="Answered once, the person is not asked again in this programme"
    )
    shown_if = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="depending"
    )
    shown_if_keys = models.JSONField(
        default=list, blank=True, help_text='Keys of `shown_if` that show it; of yes-no: ["yes"] or ["no"]'
    )
    retired_at = models.DateTimeField(
        null=True, blank=True, help_text="No longer asked; the answers given stay"
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_if__isnull=True, shown_if_keys=[]) | Q(shown_if__isnull=False),
                name="question_shown_if_needs_a_question",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def keys(self) -> list[str]:
        """What can be answered where answers are from a list: keys of options, "yes" and "no", "1" to "5"."""
        match self.kind:
            case self.Kind.CHOICE | self.Kind.CHOICES:
                return [option["key"] for option in self.options]
            case self.Kind.YES_NO:
                return ["yes", "no"]
            case self.Kind.SCALE:
                return ["1", "2", "3", "4", "5"]
        return []

    def words(self, value: Any, *, between: str = ", ") -> str:  # noqa: PLR0911  one way out for each kind
        """An answer in words, for people and for tables. `between`: what stands between several options."""
        labels = {option["key"]: option["label"] for option in self.options}
        match self.kind:
            case self.Kind.CHOICE:
                return labels.get(value, str(value))
            case self.Kind.CHOICES:
                return between.join(labels.get(key, str(key)) for key in value)
            case self.Kind.YES_NO:
                return pgettext("answer", "Yes") if value == "yes" else pgettext("answer", "No")
            case self.Kind.DATE:
                return day(dt.date.fromisoformat(value), weekday=False)
            case self.Kind.NUMBER:
                return decimal(value, 0 if isinstance(value, int) else 4)
            case self.Kind.SCALE:
                return gettext("%(mark)s of 5") % {"mark": value}
        return str(value)

    def words_of_key(self, key: str) -> str:
        """One of `keys` in words."""
        return self.words([key] if self.kind == self.Kind.CHOICES else key)


class Answer(models.Model):
    """What one sign-up answered to one question.

    `value`: text and long: str; choice and yes_no: a key; choices: list of keys; number: int or float; scale: int 1-5;
    date: ISO text; file: the name that the file had at its sender's.
    """

    personal_data = {"value": "row deleted", "file": "file and row deleted"}

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value: Any = models.JSONField()
    file = models.FileField(upload_to="workshops/answers/", blank=True)
    is_carried = models.BooleanField(
        default=False,
        help_text="Remembered from an earlier sign-up: only the team sees it, never the page behind a link",
    )
    answered_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "question"], name="one_answer_per_enrolment_and_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.question_id}"
