"""What editors see: drafts, what waits for a second person, what was sent back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.models import Page, Revision

from osnowa.knowledge.models import BY_MODEL, KINDS, LibraryText, OutsideReview, Shelf, Submission
from osnowa.lib import clock
from osnowa.people.models import Account
from osnowa.programme.models import Role, TeamMember

State = Submission.State
SHOWN = 50


def all_texts() -> QuerySet[Page]:
    """Texts of every kind in any state, as plain pages, the latest change first."""
    kinds = ContentType.objects.get_for_models(*KINDS).values()
    return (
        Page.objects.filter(content_type__in=kinds)
        .select_related("content_type", "owner")
        .order_by("-latest_revision_created_at", "-pk")
    )


def text_named(page_id: int) -> Any:
    """The text with this number, of its own kind, or None."""
    page = all_texts().filter(pk=page_id).first()
    kind = page.specific_class if page is not None else None
    return (
        kind.objects.select_related("programme", "live_revision", "owner").get(pk=page_id) if kind else None
    )


def latest_revision(page: Page) -> Revision | None:
    return Revision.objects.filter(pk=page.latest_revision_id).first()


def submissions_of(page: Page) -> QuerySet[Submission]:
    """Every time the text was given to others, newest first."""
    return Submission.objects.filter(page_id=page.pk).select_related(
        "submitted_by", "decided_by", "decided_outside"
    )


def waiting_submission(page: Page) -> Submission | None:
    return Submission.objects.filter(page_id=page.pk, state=State.WAITING).first()


def library_is_loaded() -> bool:
    """Did anything of the starter library come here?"""
    return LibraryText.objects.exists()


def contributors(page: Page, submission: Submission) -> frozenset[int]:
    """Accounts that may not decide on this submission: its sender, its author, and everybody who changed the text
    since the last approval. A revision written over after an approval counts by its time.
    """
    since = (
        Submission.objects.filter(page_id=page.pk, state=State.APPROVED)
        .order_by("-decided_at", "-pk")
        .values_list("revision_id", "decided_at")
        .first()
    )
    revisions = Revision.page_revisions.filter(object_id=str(page.pk), user__isnull=False)
    found = {submission.submitted_by_id, getattr(page, "author_id", None)}
    for number, user, written_at in revisions.values_list("pk", "user_id", "created_at"):
        if since is None or since[0] is None or number > since[0] or written_at > since[1]:
            found.add(user)
    if submission.revision is not None:
        found.add(submission.revision.content.get("author"))
    return frozenset(account for account in found if account)


def editors() -> QuerySet[Account]:
    """Everybody who writes here by a role in any programme, by name."""
    roles = TeamMember.objects.filter(role__in=(Role.EDITOR, Role.COORDINATOR), ended_at__isnull=True)
    return Account.objects.filter(pk__in=roles.values("account_id"), is_active=True).order_by("name", "pk")


def editors_to_tell(*, but: Iterable[int]) -> list[Account]:
    """Who can decide on a text: the installation's editors without its writers; where none is left, coordinators."""
    without = set(but)
    for role in (Role.EDITOR, Role.COORDINATOR):
        accounts = Account.objects.filter(
            pk__in=TeamMember.objects.filter(role=role, ended_at__isnull=True).values("account_id"),
            is_active=True,
        ).exclude(pk__in=without)
        found = list(accounts.order_by("pk"))
        if found:
            return found
    return []


@dataclass(frozen=True)
class TextRow:
    """A text as its editors see it. `mine`: this reader wrote or submitted it, so another one decides."""

    page: Page
    state: str
    kind: str
    mine: bool
    submission: Submission | None = None

    @property
    def shelf(self) -> Shelf:
        return BY_MODEL[self.kind]


@dataclass(frozen=True)
class Desk:
    """Texts by what they wait for."""

    waiting: list[TextRow] = field(default_factory=list)
    sent_back: list[TextRow] = field(default_factory=list)
    drafts: list[TextRow] = field(default_factory=list)
    published: list[TextRow] = field(default_factory=list)


def desk_of(account: Any) -> Desk:
    """Every text on the desk of an editor, in three questions. Of published ones the latest few.

    A submission knows its `reviewer` from outside whose link holds (the first of several).
    """
    desk = Desk()
    pages = list(all_texts()[: SHOWN * 4])
    last: dict[int, Submission] = {}
    asked = OutsideReview.objects.filter(
        submission=OuterRef("pk"), state=OutsideReview.State.WAITING, expires_at__gt=clock.now()
    ).order_by("pk")
    rows = (
        Submission.objects.filter(page__in=[page.pk for page in pages])
        .select_related("submitted_by", "decided_by", "decided_outside")
        .annotate(reviewer=Subquery(asked.values("name")[:1]))
    )
    for submission in rows.order_by("submitted_at", "pk"):
        last[submission.page_id] = submission
    for page in pages:
        given = last.get(page.pk)
        mine = account.pk in {page.owner_id, given.submitted_by_id if given else None}
        state = given.state if given else ""
        where, word = (
            (desk.waiting, "waiting")
            if state == State.WAITING
            else (desk.sent_back, "sent_back")
            if state == State.SENT_BACK
            else (desk.published, "published")
            if page.live and not page.has_unpublished_changes
            else (desk.drafts, "changed" if page.live else "draft")
        )
        if len(where) < SHOWN:
            where.append(TextRow(page, word, page.content_type.model, mine, given))
    return desk
