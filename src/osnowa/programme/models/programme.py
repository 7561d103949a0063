import datetime as dt

from django.db import models
from django.db.models import F, Q

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.programme import rules


class Funder(models.Model):
    """Who pays. Shared by all programmes of the installation."""

    personal_data = {}

    name = models.CharField(max_length=200, unique=True)
    website = models.URLField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    """What was promised to a funder: the frame of every activity, team and figure."""

    personal_data = {
        "contact_email": "kept: the operator's own public contact",
        "contact_phone": "kept: the operator's own public contact",
    }

    slug = models.SlugField(unique=True, max_length=60)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=400, blank=True, help_text="One or two sentences on the home page")
    description = models.TextField(blank=True)
    operator = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="programmes_run"
    )
    funder = models.ForeignKey(Funder, on_delete=models.PROTECT, related_name="programmes")
    fund = models.CharField(max_length=200, blank=True, help_text="Fund, year and priorities")
    funding_note = models.CharField(
        max_length=300, blank=True, help_text="The sentence that the agreement wants everywhere"
    )
    agreement_number = models.CharField(max_length=60, blank=True)
    agreement_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    city = models.CharField(max_length=80, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_hours = models.CharField(max_length=100, blank=True)
    contact_address = models.CharField(max_length=200, blank=True)
    is_public = models.BooleanField(default=False)
    published_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="First publication: from then on the information clause stays readable",
    )
    example_note = models.TextField(blank=True, help_text="Demonstration: what on these pages is invented")
    created_at = models.DateTimeField(default=clock.now)
    keep_years = models.PositiveSmallIntegerField(
        default=5,
        help_text="Personal data of participants: years from 1 January after the programme's last year",
    )
    warned_for_on = models.DateField(
        null=True, blank=True, help_text="The day of erasure about which the coordinators were warned"
    )
    warned_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="programme_ends_after_it_starts"
            )
        ]
        ordering = ["-starts_on", "title"]

    def __str__(self) -> str:
        return self.title

    @property
    def kept_until(self) -> dt.date:
        """The last day on which personal data of participants are kept for this programme's sake."""
        return rules.kept_until(self.ends_on, self.keep_years)

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)


class Activity(models.Model):
    """A block of the programme (działanie): what the agreement calls by a number and a title."""

    personal_data = {}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="activities")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    short_title = models.CharField(
        max_length=60, blank=True, help_text="Two or three words for the home page"
    )
    description = models.TextField(blank=True)
    target_group = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="activity_number_once_per_programme"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="activity_ends_after_it_starts"
            ),
        ]
        ordering = ["number"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class InformationClause(models.Model):
    """What a person is told when giving data (RODO art. 13), by version: a new text is a new row."""

    personal_data = {}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="clauses")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    text_en = models.TextField(
        blank=True, help_text="The same for readers of English; empty: they get the Polish text"
    )
    valid_from = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "version"], name="clause_version_once")]
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.programme_id} v{self.version}"

    def text_for(self, language: str) -> str:
        return self.text_en if language.startswith("en") and self.text_en else self.text
