from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from osnowa.lib import clock, text


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, name: str = "", **fields: Any) -> "Account":
        """An account without a password: people sign in by a code sent to their address."""
        account = self.model(email=text.email_key(email), name=name, **fields)
        account.set_unusable_password()
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, **fields: Any) -> "Account":
        return self.create_user(email, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=text.email_key(username or ""))


class Account(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in: the team and, later, members. Participants need none."""

    personal_data = {
        "email": "replaced by erased-ID@invalid",
        "name": "blanked",
        "about": "blanked",
        "person": "link removed",
        "password": "never set: sign-in is by e-mailed code",
        "last_login": "kept: a moment, tied to nobody once the row is blanked",
    }

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    about = models.CharField(
        max_length=300, blank=True, help_text="One line about a trainer or mentor, shown on public pages"
    )
    person = models.OneToOneField(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="account"
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May open the editors' back office")
    joined_at = models.DateTimeField(default=clock.now)
    language = models.CharField(max_length=5, default="pl")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = AccountManager()

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.name or ("—" if self.is_erased else self.email)

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.get_full_name()

    @property
    def is_erased(self) -> bool:
        return self.email.startswith("erased-") and self.email.endswith("@invalid")
