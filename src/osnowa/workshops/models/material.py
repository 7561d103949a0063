import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock
from osnowa.workshops.models.cycle import Session


def material_path(_material: "Material", name: str) -> str:
    """A random name: nobody guesses it, and what somebody called the file is not told by the disk."""
    return f"workshops/materials/{uuid.uuid4().hex}{PurePosixPath(name).suffix}"


class Material(models.Model):
    """What people read before a session or take home after it (materiał): one file or one link."""

    personal_data = {
        "added_by": "kept: the account's row is blanked",
        "author": "kept: a licence asks to name who made it, and the material stays",
    }

    class Moment(models.TextChoices):
        BEFORE = "before", pgettext_lazy("material", "before the session")
        AFTER = "after", pgettext_lazy("material", "after the session")

    class Access(models.TextChoices):
        PARTICIPANTS = "participants", _("people with a place in the cycle")
        PUBLIC = "public", _("everybody")

    class Licence(models.TextChoices):
        """What others may do with it. The words stand beside the material."""

        ALL_RIGHTS = "all_rights", pgettext_lazy("licence", "for own use only")
        CC_BY = "cc_by", _("CC BY 4.0: copy and change, name the author")
        CC_BY_SA = "cc_by_sa", _("CC BY-SA 4.0: copy and change, name the author, share alike")
        CC0 = "cc0", _("CC0: no conditions")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(max_length=200)
    moment = models.CharField(max_length=8, choices=Moment, default=Moment.AFTER)
    access = models.CharField(max_length=12, choices=Access, default=Access.PARTICIPANTS)
    licence = models.CharField(max_length=12, choices=Licence, default=Licence.ALL_RIGHTS)
    author = models.CharField(max_length=150, blank=True, help_text="Whom to name; empty: nobody is named")
    link = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to=material_path, max_length=200, blank=True)
    file_name = models.CharField(max_length=120, blank=True, help_text="As the file is offered for download")
    file_bytes = models.PositiveIntegerField(default=0)
    submission_key = models.CharField(
        max_length=40, unique=True, help_text="The form that was sent: sent twice, it is one"
    )
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(file="")) | (~Q(link="") & Q(file="")),
                name="material_is_a_file_or_a_link",
            )
        ]
        ordering = ["-moment", "id"]  # before, then after

    def __str__(self) -> str:
        return self.title

    @property
    def ending(self) -> str:
        """As people call the kind of file: PDF, ODT."""
        return PurePosixPath(self.file_name).suffix.lstrip(".").upper()
