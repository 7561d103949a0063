"""What knowledge knows about a person: bylines, what they submitted, decided and commented, tools that they know."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from osnowa.knowledge import rules
from osnowa.knowledge.models import KINDS, ReviewedPage, SentText, Submission, ToolKnown, digest_of
from osnowa.lib import text
from osnowa.people.models import Account, Person


def export(person: Person) -> dict[str, Any]:
    """Texts whose byline names the person, and their part in approvals. Moments in ISO 8601."""
    account = Account.objects.filter(person=person).first()
    decided = (
        Submission.objects.filter(Q(submitted_by=account) | Q(decided_by=account))
        .select_related("page")
        .order_by("pk")
        if account
        else Submission.objects.none()
    )
    return {
        "texts": [
            {
                "title": page.title,
                "byline": page.byline,
                "licence": page.licence_deed.name,
                "published_on": page.published_on.isoformat() if page.published_on else None,
            }
            for page in _texts_of(person, account)
        ],
        "approvals": [
            {
                "title": row.page.title,
                "part": "submitted" if account and row.submitted_by_id == account.pk else "decided",
                "state": row.state,
                "submitted_at": row.submitted_at.isoformat(),
                "decided_at": row.decided_at.isoformat() if row.decided_at else None,
                "comment": row.comment if account and row.decided_by_id == account.pk else "",
            }
            for row in decided
        ],
        "sent_texts": [
            {"name": sent.name, "created_at": sent.created_at.isoformat()}
            for sent in (SentText.objects.filter(sent_by=account) if account else ())
        ],
        "tools_known": [
            {
                "tool": known.tool_name,
                "how_well": str(known.get_level_display()),
                "since": known.noted_at.isoformat(),
            }
            for known in (ToolKnown.objects.filter(account=account) if account else ())
        ],
    }


@transaction.atomic
def erase(person: Person) -> None:
    """Take the name out of bylines, in every revision as well, and blank comments. The texts and the figures stay."""
    account = Account.objects.filter(person=person).first()
    for page in _texts_of(person, account):
        names = {person.name, account.name if account else ""} - {""}
        byline = _without(page.byline, names)
        type(page).objects.filter(pk=page.pk).update(byline=byline)
        for revision in Revision.page_revisions.filter(object_id=str(page.pk)):
            _forget_in(revision, names)
        page.refresh_from_db()
        page.save()  # the text that readers search in
    if account is not None:
        Submission.objects.filter(decided_by=account).update(comment="")
        SentText.objects.filter(sent_by=account).delete()
        ToolKnown.objects.filter(account=account).delete()


def _texts_of(person: Person, account: Account | None) -> list[ReviewedPage]:
    """Linked to the person's account, or linked to nobody and signed with the person's name (there may be namesakes:
    a byline that somebody else's account stands behind is theirs).
    """
    name = text.fold(person.name)

    def is_theirs(page: ReviewedPage) -> bool:
        if page.author_id is not None:
            return account is not None and page.author_id == account.pk
        return bool(name) and name in {text.fold(part) for part in rules.names_in(page.byline)}

    return [page for kind in KINDS for page in kind.objects.order_by("pk") if is_theirs(page)]


def _without(byline: str, names: set[str]) -> str:
    for name in names:
        byline = rules.without_name(byline, name)
    return byline


def _forget_in(revision: Revision, names: set[str]) -> None:
    """A waiting or approved submission keeps meaning this revision: its digest follows."""
    before = digest_of(revision)
    revision.content["byline"] = _without(revision.content.get("byline") or "", names)
    revision.content["search_text"] = ""
    revision.save(update_fields=["content"])
    Submission.objects.filter(revision=revision, digest=before).update(digest=digest_of(revision))
