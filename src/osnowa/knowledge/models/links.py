from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from osnowa.knowledge.rules import links as rules
from osnowa.lib import clock


class OutsideLink(models.Model):
    """An address outside that published texts lead to (link na zewnątrz), and what it answered when it was last asked.

    `key`: of the address, since an address is too long for an index. `fails`: in a row. `told_at`: when the people who
    look after the texts were told that it is dead; once. `is_right`: an editor has looked, nobody is told again.
    """

    class Fault(models.TextChoices):
        NONE = rules.WORKS, pgettext_lazy("answer of a link", "works")
        GONE = rules.GONE, pgettext_lazy("answer of a link", "the page is no longer there")
        BROKEN = rules.BROKEN, pgettext_lazy("answer of a link", "the server reports an error")
        SILENT = rules.SILENT, pgettext_lazy("answer of a link", "no answer, or no safe connection")
        NOT_ASKED = rules.NOT_ASKED, pgettext_lazy("answer of a link", "not asked: an unusual address")

    personal_data = {}

    key = models.CharField(max_length=64, unique=True)
    address = models.TextField()
    pages = models.ManyToManyField(Page, related_name="+")
    fault = models.CharField(max_length=10, choices=Fault, default=Fault.NONE)
    status = models.PositiveSmallIntegerField(null=True)
    fails = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    ask_at = models.DateTimeField(default=clock.now, db_index=True)
    told_at = models.DateTimeField(null=True)
    is_right = models.BooleanField(default=False)

    class Meta:
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address

    @property
    def is_dead(self) -> bool:
        return not self.is_right and rules.is_dead(self.fault, self.fails)


class LinkWatch(models.Model):
    """Whether links are asked at all (pilnowanie linków): one row, off until a coordinator switches it on."""

    personal_data = {"changed_by": "kept: the account's row is blanked"}

    is_on = models.BooleanField(default=False)
    gathered_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_watch_of_links")]

    def __str__(self) -> str:
        return "on" if self.is_on else "off"
