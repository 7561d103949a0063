"""Every deed ends with an audit line.

A deed's name is registered beside the deed, once: `enrolled = audit.deed("workshops.enrolled", _("signed up"))`.
Names not registered are refused, and a test reads the registry.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

from osnowa.lib import clock
from osnowa.lib.models import AuditLine

PARTICIPANT = "participant"
SYSTEM = "system"

_deeds: dict[str, "Deed"] = {}


@dataclass(frozen=True)
class Deed:
    """A registered deed. `name` is `app.past_participle`; `label` is shown to people."""

    name: str
    label: str | Promise

    def record(
        self, subject: models.Model, *, by: Any, programme_id: int | None = None, **detail: Any
    ) -> AuditLine:
        """Write the line, in the caller's transaction. `by`: an account, or None for the system, or PARTICIPANT.

        `detail` must be JSON and must hold no names or addresses of people.
        """
        return AuditLine.objects.create(
            happened_at=clock.now(),
            deed=self.name,
            actor=actor_of(by),
            subject_kind=subject._meta.label_lower,  # noqa: SLF001  the public name of a model's kind
            subject_id=subject.pk,
            programme_id=programme_id,
            detail=detail,
        )


def deed(name: str, label: str | Promise) -> Deed:
    """Register a deed. Raises ValueError for a name registered twice."""
    if name in _deeds:
        raise ValueError(f"The deed {name!r} is registered twice.")
    _deeds[name] = Deed(name, label)
    return _deeds[name]


def registered() -> dict[str, Deed]:
    return dict(_deeds)


def actor_of(by: Any) -> str:
    if by is None:
        return SYSTEM
    if isinstance(by, str):
        return by
    return f"account:{by.pk}"


def history_of(subject: models.Model) -> models.QuerySet[AuditLine]:
    """The lines about one thing, newest first."""
    return AuditLine.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)  # noqa: SLF001
