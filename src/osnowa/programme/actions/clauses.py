"""What people are told about their data: every text that was ever shown stays."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.programme import queries
from osnowa.programme.models import InformationClause, Programme

published = audit.deed("programme.clause_published", _("published a version of the information clause"))


@transaction.atomic
def publish_clause(
    programme: Programme, text: str, *, text_en: str = "", by: Account | None
) -> InformationClause:
    """Make a new version, in force at once. Nobody's consent changes: each enrolment keeps the version it saw.

    The same words as the version in force make no new one. Raises RuleBroken (`empty`) for an empty text.
    """
    programme = lock(programme)
    text, text_en = _tidied(text), _tidied(text_en)
    if not text:
        raise RuleBroken(_("Write what people should know about their data."), code="empty", field="text")
    current = queries.current_clause(programme)
    if current is not None and (current.text, current.text_en) == (text, text_en):
        return current
    clause = InformationClause.objects.create(
        programme=programme, version=(current.version if current else 0) + 1, text=text, text_en=text_en
    )
    published.record(clause, by=by, programme_id=programme.pk, version=clause.version)
    return clause


def _tidied(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
