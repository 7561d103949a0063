import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.timetable.models.means import Room
from osnowa.workshops.models import Cycle, Session


class Plan(models.Model):
    """A draft of the programme's timetable (szkic planu): what was asked, how the search goes, what it came to.

    `outcome` and `reasons` are what `rules.wishes` and `rules.reasons` say, by keys; names are looked up when shown.
    """

    personal_data = {
        "made_by": "kept: the account's row is blanked",
        "applied_by": "kept: the account's row is blanked",
        "outcome": "kept: counts by cycle, organisation and account, no names",
    }

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("state of a plan", "waits for its turn")
        RUNNING = "running", pgettext_lazy("state of a plan", "is being searched")
        DONE = "done", pgettext_lazy("state of a plan", "ready")
        STOPPED = "stopped", pgettext_lazy("state of a plan", "stopped")
        IMPOSSIBLE = "impossible", pgettext_lazy("state of a plan", "cannot be met")
        FAILED = "failed", pgettext_lazy("state of a plan", "broken off")

    LIVE = (State.WAITING, State.RUNNING)

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField(help_text="Within the programme")
    starts_on = models.DateField()
    ends_on = models.DateField()
    floor = models.PositiveSmallIntegerField(
        default=40,
        help_text="Percent of their sessions that people of each organisation should be able to come to",
    )
    seconds = models.PositiveSmallIntegerField(default=60, help_text="How long to search at the most")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    submission_key = models.UUIDField(unique=True, default=uuid.uuid4)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    beat_at = models.DateTimeField(null=True, blank=True, help_text="The search's last sign of life")
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    first_after = models.FloatField(null=True, blank=True, help_text="Seconds to the first plan")
    worth = models.IntegerField(null=True, blank=True, help_text="What the search weighs; only for the gap")
    bound = models.IntegerField(null=True, blank=True, help_text="No plan can be worth more")
    is_quick = models.BooleanField(default=False, help_text="Found by the quick way, not by the planner")
    outcome = models.JSONField(default=dict, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="plan_number_once_per_programme"),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(state__in=["waiting", "running"]),
                name="one_search_at_a_time_per_programme",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="plan_ends_after_it_starts"
            ),
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.number}"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def gap(self) -> float | None:
        """How much better a plan could be at the most, in percent; None where nothing is known."""
        if self.worth is None or self.bound is None or self.worth <= 0:
            return None
        return max(0.0, round(100 * (self.bound - self.worth) / self.worth, 1))


class PlannedCycle(models.Model):
    """What a plan asks of one cycle: how many sessions there are to be in all, how long, how far apart."""

    personal_data = {}

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="cycles")
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="planned")
    sessions = models.PositiveSmallIntegerField(help_text="With those that are there already")
    minutes = models.PositiveSmallIntegerField()
    near_days = models.PositiveSmallIntegerField(default=5, help_text="At least so long between two sessions")
    far_days = models.PositiveSmallIntegerField(default=14, help_text="At most so long between two sessions")
    may_move = models.BooleanField(default=False, help_text="Sessions that lie ahead may get other dates")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "cycle"], name="cycle_once_per_plan"),
            models.CheckConstraint(
                condition=Q(near_days__gte=1, far_days__gte=F("near_days")), name="planned_days_in_order"
            ),
        ]
        ordering = ["cycle__number"]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.cycle_id}"


class PlannedSession(models.Model):
    """One session of a draft. `session`: the one that is there already and stays or moves; `is_pinned`: the next draft
    keeps it.
    """

    personal_data = {"leader": "kept: the account's row is blanked"}

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sessions")
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    expected = models.PositiveIntegerField(default=0, help_text="People expected, in percent of a person")
    is_pinned = models.BooleanField(default=False)
    stays = models.BooleanField(default=False, help_text="There already, and the plan does not move it")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="planned_session_ends_after_it_starts"
            )
        ]
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.cycle_id} {self.starts_at}"

    @property
    def expected_people(self) -> int:
        return round(self.expected / 100)
