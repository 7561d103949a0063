"""Who reads: addresses that said yes twice, what they chose, and addresses to which nothing goes."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock, text


def new_token() -> str:
    """What opens a reader's own pages without signing in: 32 random bytes."""
    return secrets.token_urlsafe(32)


def domain_of(address: str) -> str:
    """The mail provider's name, folded: `Anna@Poczta.Example` -> `poczta.example`."""
    return text.email_key(address).rpartition("@")[2][:253]


class Reader(models.Model):
    """An address that asked for the newsletter (odbiorca). Letters go to it only once it is confirmed."""

    personal_data = {
        "email": "blanked",
        "email_key": "replaced by erased-ID",
        "name": "blanked",
        "person": "link removed",
        "domain": "blanked",
        "token": "replaced by a new one, so that old links open nothing",
        "sort_key": "blanked",
    }

    class Ended(models.TextChoices):
        OWN = "own", pgettext_lazy("why letters ended", "unsubscribed")
        BOUNCED = "bounced", pgettext_lazy("why letters ended", "letters came back")
        COMPLAINT = "complaint", pgettext_lazy("why letters ended", "reported as unwanted")
        TEAM = "team", pgettext_lazy("why letters ended", "removed by the team")
        UNCONFIRMED = "unconfirmed", pgettext_lazy("why letters ended", "never confirmed")
        ERASED = "erased", pgettext_lazy("why letters ended", "data erased")

    email = models.EmailField(blank=True, help_text="Empty only where the data were erased")
    email_key = models.CharField(max_length=254, unique=True, editable=False)
    domain = models.CharField(max_length=253, editable=False, blank=True)
    name = models.CharField(max_length=150, blank=True)
    sort_key = models.CharField(max_length=400, editable=False, blank=True, db_index=True)
    language = models.CharField(max_length=5, default="pl")
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="newsletter_readers"
    )
    token = models.CharField(max_length=50, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True, help_text="First day with letters again")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=12, choices=Ended, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(ended_at__isnull=True) & Q(ended_because=""))
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="reader_end_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(email="") | Q(erased_at__isnull=False), name="reader_without_address_is_erased"
            ),
        ]
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.email or "—"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.erased_at is None:
            self.email_key = text.email_key(self.email)
            self.domain = domain_of(self.email)
            self.sort_key = text.sort_key(self.email)[:400]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None


class ReaderConsent(models.Model):
    """One step of a reader's yes or no, with time and the version of the words (dowód zgody). Never changed."""

    personal_data = {"reader": "kept: the reader's row is blanked", "words": "kept: our own words"}

    class Step(models.TextChoices):
        ASKED = "asked", pgettext_lazy("step of a consent", "asked for letters")
        CONFIRMED = "confirmed", pgettext_lazy("step of a consent", "confirmed by the link")
        CHANGED = "changed", pgettext_lazy("step of a consent", "changed the choice")
        WITHDRAWN = "withdrawn", pgettext_lazy("step of a consent", "withdrawn")

    class Way(models.TextChoices):
        FORM = "form", pgettext_lazy("way of a consent", "form on the site")
        OWN_PAGE = "own_page", pgettext_lazy("way of a consent", "own page of the reader")
        SIGN_UP = "sign_up", pgettext_lazy("way of a consent", "sign-up to a cycle")
        IMPORT = "import", pgettext_lazy("way of a consent", "list that the team brought")
        ONE_CLICK = "one_click", pgettext_lazy("way of a consent", "button of the mail program")
        TEAM = "team", pgettext_lazy("way of a consent", "the team, at the reader's wish")

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="consents")
    step = models.CharField(max_length=10, choices=Step)
    way = models.CharField(max_length=10, choices=Way)
    version = models.PositiveSmallIntegerField(help_text="Of the words: newsletter.rules.consents")
    words = models.CharField(max_length=1000, blank=True, help_text="As they stood beside the button")
    mailing_list = models.ForeignKey(
        "newsletter.MailingList", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    happened_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["happened_at", "id"]

    def __str__(self) -> str:
        return f"{self.reader_id}: {self.step} v{self.version}"


class MailingList(models.Model):
    """A topic that readers choose (lista). Without a programme it is the installation's own."""

    personal_data = {}

    programme = models.ForeignKey(
        "programme.Programme",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mailing_lists",
    )
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=70, unique=True)
    description = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=True, help_text="Readers may choose it themselves")
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class Subscription(models.Model):
    """A reader is on a list."""

    personal_data = {"reader": "row deleted"}

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="subscriptions")
    mailing_list = models.ForeignKey(MailingList, on_delete=models.CASCADE, related_name="subscriptions")
    since = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "mailing_list"], name="subscription_once")]

    def __str__(self) -> str:
        return f"{self.reader_id} – {self.mailing_list_id}"


class Segment(models.Model):
    """A saved choice of readers (grupa odbiorców): who is in it is asked each time anew."""

    personal_data = {"created_by": "kept: the account's row is blanked"}

    programme = models.ForeignKey(
        "programme.Programme",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="newsletter_segments",
    )
    name = models.CharField(max_length=120)
    filter = models.JSONField(default=dict, help_text="What newsletter.rules.segments understands")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="segment_name_once_per_programme")
        ]
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Suppression(models.Model):
    """An address to which no newsletter goes, whoever adds it again (adres wstrzymany)."""

    personal_data = {
        "email_key": "blanked; the digest stays, so that nothing goes there again",
        "note": "blanked",
        "lifted_by": "kept: the account's row is blanked",
    }

    class Reason(models.TextChoices):
        HARD = "hard", pgettext_lazy("reason of a suppression", "the address does not exist")
        SOFT = "soft", pgettext_lazy("reason of a suppression", "letters kept coming back")
        COMPLAINT = "complaint", pgettext_lazy("reason of a suppression", "reported as unwanted")
        MANUAL = "manual", pgettext_lazy("reason of a suppression", "the team stopped it")

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the folded address")
    email_key = models.CharField(max_length=254, blank=True, db_index=True)
    reason = models.CharField(max_length=10, choices=Reason)
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.email_key or self.digest[:12]
