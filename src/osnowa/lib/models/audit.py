from django.db import models


class AuditLine(models.Model):
    """What was done, to what, by whom, when. Points to things by kind and id, never to a model of ours."""

    personal_data = {
        "actor": "account id only; the name is looked up when shown",
        "detail": "holds no names or addresses (tests read it); field names and values of things, not of people",
    }

    happened_at = models.DateTimeField(db_index=True)
    deed = models.CharField(max_length=60)
    actor = models.CharField(max_length=40, help_text="account:12, participant (by link), or system")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    programme_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["programme_id", "happened_at"]),
        ]
        ordering = ["-happened_at", "-id"]

    def __str__(self) -> str:
        return f"{self.deed} {self.subject_kind}:{self.subject_id}"
