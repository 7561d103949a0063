from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from osnowa.learning.models.framework import Competence
from osnowa.learning.rules.tests import FORMS, LETTERS, SCALE
from osnowa.lib import clock
from osnowa.programme.models import Programme


class Theme(models.Model):
    """What a test is about: the questions of one topic (temat)."""

    personal_data: dict[str, str] = {}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="themes")
    key = models.CharField(max_length=40, help_text="Of the ready-made ones: the name of their file")
    name_pl = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "key"], name="theme_key_once_per_programme")
        ]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name_pl

    def name(self, language: str) -> str:
        return self.name_pl if language.startswith("pl") else self.name_en


class Item(models.Model):
    """One question of the bank in one version (pytanie testowe).

    A question that somebody has answered never changes: a change makes its next version and retires the old one.
    """

    personal_data: dict[str, str] = {}

    class Kind(models.TextChoices):
        CHOICE = "choice", _("one right answer of several")
        TRUE_FALSE = "true_false", _("true or false")
        SCALE = "scale", _("self-assessment from 1 to 5")

    class Form(models.TextChoices):
        A = "A", _("form A")
        B = "B", _("form B")
        BOTH = "AB", _("both forms")

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=40, help_text="The same for all versions of a question")
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind)
    form = models.CharField(max_length=2, choices=Form)
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="items")
    level = models.PositiveSmallIntegerField(help_text="Of the competence's framework, from 1")
    position = models.PositiveSmallIntegerField(default=0)
    question_pl = models.CharField(max_length=500)
    question_en = models.CharField(max_length=500)
    options_pl = models.JSONField(default=list, blank=True, help_text="Of a choice: the answers, in order")
    options_en = models.JSONField(default=list, blank=True)
    correct = models.CharField(
        max_length=5, blank=True, help_text='A letter from "a", or "true" or "false"; of a scale: empty'
    )
    explanation_pl = models.TextField(blank=True)
    explanation_en = models.TextField(blank=True)
    is_example = models.BooleanField(default=False, help_text="Ready-made, delivered with Osnowa")
    created_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True, blank=True, help_text="No longer asked; answers given stay")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "key", "version"], name="item_version_once"),
            models.UniqueConstraint(
                fields=["theme", "key"],
                condition=Q(retired_at__isnull=True),
                name="one_living_version_per_item",
            ),
            models.CheckConstraint(
                condition=Q(kind="scale", correct="") | ~Q(kind="scale") & ~Q(correct=""),
                name="only_a_scale_has_no_right_answer",
            ),
        ]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(form for form in FORMS if form in self.form)

    @property
    def answers(self) -> list[str]:
        """What can be given, without "I don't know": letters, "true" and "false", or "1" to "5"."""
        match self.kind:
            case self.Kind.CHOICE:
                return list(LETTERS[: len(self.options_pl)])
            case self.Kind.TRUE_FALSE:
                return ["true", "false"]
        return list(SCALE)

    def question(self, language: str) -> str:
        return self._said("question", language)

    def explanation(self, language: str) -> str:
        return self._said("explanation", language)

    def labels(self, language: str) -> list[tuple[str, Any]]:
        """Each answer with its words."""
        match self.kind:
            case self.Kind.CHOICE:
                words = self.options_pl if language.startswith("pl") else self.options_en
                return list(zip(self.answers, words, strict=False))
            case self.Kind.TRUE_FALSE:
                return [("true", _("True")), ("false", _("False"))]
        return [
            ("1", _("1 – not at all yet")),
            ("2", "2"),
            ("3", _("3 – with some help")),
            ("4", "4"),
            ("5", _("5 – on my own, and I can show others")),
        ]

    def _said(self, name: str, language: str) -> str:
        polish, english = getattr(self, f"{name}_pl"), getattr(self, f"{name}_en")
        return (polish or english) if language.startswith("pl") else (english or polish)
