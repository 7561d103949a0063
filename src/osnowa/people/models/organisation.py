from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock, text
from osnowa.people.rules import identifiers, names


class LegalForm(models.TextChoices):
    """domain.md 2.2: every form that a Polish programme meets, informal groups included."""

    ASSOCIATION = "association", _("association")
    SIMPLE_ASSOCIATION = "simple_association", _("simple association")
    FOUNDATION = "foundation", _("foundation")
    BRANCH = "branch", _("local branch")
    UNION = "union", _("union of associations, federation")
    FIRE_BRIGADE = "fire_brigade", _("volunteer fire brigade (OSP)")
    SPORTS_CLUB = "sports_club", _("sports club")
    PUPILS_SPORTS_CLUB = "pupils_sports_club", _("pupils' sports club (UKS)")
    RURAL_WOMEN = "rural_women", _("rural housewives' circle (KGW)")
    SOCIAL_COOPERATIVE = "social_cooperative", _("social cooperative")
    NON_PROFIT_COMPANY = "non_profit_company", _("non-profit company")
    CHURCH = "church", _("church legal person")
    LOCAL_ACTION_GROUP = "local_action_group", _("local action group (LGD)")
    PARENTS_COUNCIL = "parents_council", _("parents' council")
    INFORMAL = "informal", _("informal group")
    OTHER = "other", pgettext_lazy("legal form", "other")
    UNKNOWN = "unknown", pgettext_lazy("legal form", "to be established")


class Organisation(models.Model):
    """An organisation or informal group, shared by all programmes of the installation. No number is compulsory."""

    personal_data = {
        "contact_name": "blanked when the contact person is erased",
        "contact_email": "as contact_name",
        "contact_phone": "as contact_name",
        "email": "kept: an organisation's public address; a group's own address lives in contact_email",
        "phone": "kept: an organisation's public number",
    }

    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=300, editable=False, db_index=True)
    match_key = models.CharField(
        max_length=300,
        editable=False,
        db_index=True,
        help_text="The name without case, marks, quotes and legal form",
    )
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)
    short_name = models.CharField(max_length=100, blank=True)
    legal_form = models.CharField(max_length=20, choices=LegalForm, default=LegalForm.UNKNOWN)
    founded_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    in_liquidation = models.BooleanField(default=False)
    public_benefit = models.BooleanField(default=False, help_text="OPP status in the court register")
    voivodeship = models.CharField(max_length=50, blank=True)
    county = models.CharField(max_length=80, blank=True)
    commune = models.CharField(max_length=80, blank=True)
    town = models.CharField(max_length=80, blank=True)
    street = models.CharField(max_length=150, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    website = models.URLField(blank=True)
    aims = models.TextField(blank=True)
    supervisor = models.CharField(max_length=300, blank=True, help_text="Organ nadzoru: who watches over it")
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    patron = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="patron_of"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )
    is_example = models.BooleanField(default=False, help_text="Invented for the demonstration")
    confirmed_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="By the team or a register. Until then the name is as a stranger typed it: not public",
    )
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = names.folded(self.name)[:300]
        self.match_key = names.core(self.name)[:300]
        self.sort_key = text.sort_key(self.name)[:700]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_informal(self) -> bool:
        return self.legal_form == LegalForm.INFORMAL

    @property
    def has_contact(self) -> bool:
        """A name with a way to reach them: what an informal group gives instead of a number."""
        return bool(self.contact_name and (self.contact_email or self.contact_phone))


class Identifier(models.Model):
    """A number in some register. Unique with its kind and, for local registers, its office."""

    personal_data = {}

    class Kind(models.TextChoices):
        KRS = "krs", _("KRS")
        NIP = "nip", _("NIP")
        REGON = "regon", _("REGON")
        ARIMR = "arimr", _("number in the ARiMR register")
        LOCAL = "local", _("number in a local register")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=60)
    office = models.CharField(max_length=150, blank=True, help_text="Local registers only: who keeps it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value", "office"], name="identifier_once"),
            models.CheckConstraint(
                condition=~Q(kind="local") | ~Q(office=""), name="local_identifier_names_its_office"
            ),
        ]
        ordering = ["kind", "value"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"

    @property
    def shown(self) -> str:
        """As people write it: 689-117-80-90."""
        return identifiers.shown(self.kind, self.value)


class OrganisationStage(models.Model):
    """What an organisation was from a day on: a group that registers keeps its history."""

    personal_data = {}

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="stages")
    since_on = models.DateField()
    name = models.CharField(max_length=300)
    match_key = models.CharField(max_length=300, editable=False, db_index=True)
    legal_form = models.CharField(max_length=20, choices=LegalForm)

    class Meta:
        ordering = ["since_on", "id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.since_on})"

    def save(self, *args: object, **kwargs: object) -> None:
        self.match_key = names.core(self.name)[:300]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class RegisterAnswer(models.Model):
    """What the court register answered, whole, so that keys unknown today are not lost. People in it come masked."""

    personal_data = {
        "payload": "people in it are masked by the register itself; masked people are cut out before saving"
    }

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="register_answers")
    krs = models.CharField(max_length=10)
    stated_on = models.DateField(null=True)
    fetched_at = models.DateTimeField()
    checksum = models.CharField(max_length=64)
    payload = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["krs", "checksum"], name="register_answer_once")]
        ordering = [models.F("stated_on").desc(nulls_last=True), "-id"]

    def __str__(self) -> str:
        return f"KRS {self.krs} ({self.stated_on})"
