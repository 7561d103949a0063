"""Four eyes: an editor gives a text to the others, another one approves (and that publishes) or sends it back."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from osnowa.knowledge import emails
from osnowa.knowledge.actions.news import lay_out_knowledge
from osnowa.knowledge.models import BY_KIND, OutsideReview, ReviewedPage, Submission, digest_of
from osnowa.knowledge.permissions import may_edit
from osnowa.knowledge.queries import contributors, latest_revision, waiting_submission
from osnowa.lib import audit, clock, locks, text
from osnowa.lib.errors import RuleBroken

T = TypeVar("T", bound=ReviewedPage)
State = Submission.State
LONGEST_COMMENT = 2000

drafted = audit.deed("knowledge.drafted", gettext_lazy("began a text"))
submitted = audit.deed("knowledge.submitted", gettext_lazy("gave a text for approval"))
approved = audit.deed("knowledge.approved", gettext_lazy("approved a text and published it"))
sent_back = audit.deed("knowledge.sent_back", gettext_lazy("sent a text back with a comment"))


@transaction.atomic
def draft_text(page: T, *, half_empty: bool = False, by: Any) -> T:
    """Put a new text on its shelf, as a draft of `by`. People do it in Wagtail; code does it here.

    `half_empty`: somebody writes the rest; giving it to others asks for all of it. Else raises ValidationError.
    """
    ask_editor(by)
    lay_out_knowledge(by=by)
    page.owner = by
    page.author = page.author or by
    page.byline = page.byline or by.name
    shelf = BY_KIND[type(page)].index.objects.get()
    shelf.add_child(instance=page)
    page.save_revision(user=by, clean=not half_empty)
    drafted.record(page, by=by, programme_id=page.programme_id)
    return page


@transaction.atomic
def submit_text(page: ReviewedPage, *, tell: bool = True, by: Any) -> Submission:
    """Give the latest revision to the other editors, who are told by mail (unless `tell` is off: who gives
    many at once tells about all). Submitting the same again changes nothing.

    A text that waits already and was changed since: the new revision waits in its place.
    Raises RuleBroken: `role`, `nothing_new` (published as it is), `incomplete` (says what is missing).
    """
    ask_editor(by)
    if (waits := waiting_submission(page)) is not None:
        locks.lock(waits)  # before the page, as who decides does: nobody waits for each other
    page = locks.lock(page)
    revision = latest_revision(page)
    if revision is None or (
        page.live and page.live_revision_id == revision.pk and not page.has_unpublished_changes
    ):
        raise RuleBroken(_("Nothing is new in this text: readers see it already."), code="nothing_new")
    _ask_complete(revision)
    digest = digest_of(revision)
    waiting = waiting_submission(page)
    if waiting is not None and (waiting.revision_id, waiting.digest) == (revision.pk, digest):
        return waiting
    if waiting is None:
        waiting = Submission(page_id=page.pk)
    waiting.revision, waiting.digest = revision, digest
    waiting.submitted_by, waiting.submitted_at = by, clock.now()
    waiting.save()
    submitted.record(page, by=by, programme_id=page.programme_id, submission=waiting.pk)
    if tell:
        emails.text_waits(waiting, revision.as_object())
    return waiting


@transaction.atomic
def approve_text(submission: Submission, *, by: Any) -> Submission:
    """A second person says yes: the submitted revision goes live, its writers are told. A repeat changes nothing.

    Raises RuleBroken: `role`, `own` (wrote, changed or submitted it), `decided`, `changed` (not what was submitted).
    """
    submission = _to_decide(submission, by)
    if submission.state == State.APPROVED and submission.decided_by_id == by.pk:
        return submission
    page, revision = _ask_undecided(submission, by)
    decide(submission, State.APPROVED, by=by)
    publish(page, revision, user=by)
    approved.record(page, by=by, programme_id=page.programme_id, submission=submission.pk)
    emails.text_approved(submission, revision.as_object())
    return submission


@transaction.atomic
def send_text_back(submission: Submission, comment: str, *, by: Any) -> Submission:
    """A second person says what to mend; the text stays a draft, its writer gets the comment by mail.

    Raises RuleBroken: `role`, `own`, `decided`, `changed`, `empty` or `long` (field `comment`).
    """
    submission = _to_decide(submission, by)
    comment = text.clean_lines(comment)
    if submission.state == State.SENT_BACK and (submission.decided_by_id, submission.comment) == (
        by.pk,
        comment,
    ):
        return submission
    page, revision = _ask_undecided(submission, by)
    ask_comment(comment)
    decide(submission, State.SENT_BACK, comment, by=by)
    sent_back.record(page, by=by, programme_id=page.programme_id, submission=submission.pk)
    emails.text_sent_back(submission, revision.as_object())
    return submission


def ask_editor(by: Any) -> None:
    """Raises RuleBroken `role` for whoever does not write here."""
    if not may_edit(by):
        raise RuleBroken(_("Only editors and coordinators write and approve texts."), code="role")


def _ask_complete(revision: Revision) -> None:
    """Drafts may be half empty; what is given to others may not."""
    page = revision.as_object()
    try:
        page.full_clean()
    except ValidationError as error:
        names = ", ".join(
            str(page._meta.get_field(name).verbose_name)  # noqa: SLF001  the public name of a field
            for name in error.error_dict
            if name != "__all__"
        )
        raise RuleBroken(
            _("Before others read it, complete: %(fields)s.") % {"fields": names or _("the text")},
            code="incomplete",
        ) from error
    missing = page.lacks()
    if missing:
        raise RuleBroken(" ".join(missing), code="incomplete")


def _to_decide(submission: Submission, by: Any) -> Submission:
    ask_editor(by)
    return locks.lock(submission)


def _ask_undecided(submission: Submission, by: Any) -> tuple[Any, Revision]:
    """The page and the revision that may be decided on by this person now; refuses otherwise."""
    page = ask_waiting(submission)
    if by.pk in contributors(page, submission):
        raise RuleBroken(
            _("You wrote, changed or submitted this text, so another editor decides on it."), code="own"
        )
    return page, ask_unchanged(submission, page)


def ask_waiting(submission: Submission) -> Any:
    """The page of a locked submission, locked as well. Raises RuleBroken `decided`."""
    if submission.state != State.WAITING:
        raise RuleBroken(_("Somebody else has decided on this text already."), code="decided")
    return locks.lock(submission.page.specific)


def ask_unchanged(submission: Submission, page: Any) -> Revision:
    """The revision that waits. Raises RuleBroken `changed` where the page says something else by now."""
    revision = Revision.objects.select_for_update().filter(pk=submission.revision_id).first()
    if revision is None or page.latest_revision_id != revision.pk or digest_of(revision) != submission.digest:
        raise RuleBroken(
            _("The text was changed after it had been submitted. Its author submits it again first."),
            code="changed",
        )
    return revision


def ask_comment(comment: str) -> None:
    """What is sent back says why. Raises RuleBroken `empty` or `long` (field `comment`)."""
    if not comment:
        raise RuleBroken(_("Write what to mend, so that the author knows."), code="empty", field="comment")
    if len(comment) > LONGEST_COMMENT:
        raise RuleBroken(
            _("Shorten this to %(limit)d characters.") % {"limit": LONGEST_COMMENT},
            code="long",
            field="comment",
        )


@transaction.atomic(savepoint=False)
def decide(
    submission: Submission,
    state: str,
    comment: str = "",
    *,
    by: Any = None,
    review: OutsideReview | None = None,
) -> None:
    """Write down what the second person said: an editor (`by`) or a reviewer from outside (`review`)."""
    submission.state, submission.comment = state, comment
    submission.decided_by, submission.decided_outside, submission.decided_at = by, review, clock.now()
    submission.save(update_fields=["state", "comment", "decided_by", "decided_outside", "decided_at"])


def publish(page: Any, revision: Revision, *, user: Any) -> None:
    """An approved revision goes live. Rights were asked by the deed; Wagtail would refuse everybody."""
    if page.published_on is None:
        page.published_on = clock.today()
        type(page).objects.filter(pk=page.pk).update(published_on=page.published_on)
    revision.content_object = page
    revision.publish(user=user, skip_permission_checks=True)
