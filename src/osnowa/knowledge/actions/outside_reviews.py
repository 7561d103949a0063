"""Four eyes with a reviewer from outside: invited by an editor, reads behind a link, comments, approves or sends back.

What a reviewer does has no `by`: the link says who they are. Only a decision asks who is signed in in that browser.
The lock comes in one order everywhere: submission, review, page. So an editor and a reviewer who decide in the same
moment, or two reviewers, decide once.
"""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.knowledge import emails
from osnowa.knowledge.actions.texts import (
    LONGEST_COMMENT,
    approved,
    ask_comment,
    ask_editor,
    ask_unchanged,
    ask_waiting,
    decide,
    publish,
    sent_back,
)
from osnowa.knowledge.models import OutsideReview, ReviewComment, Submission
from osnowa.knowledge.privacy import forget_reviewers
from osnowa.knowledge.queries import contributors
from osnowa.knowledge.queries import outside_reviews as queries
from osnowa.knowledge.rules import outside_reviews as rules
from osnowa.lib import audit, clock, locks, text
from osnowa.lib.errors import RuleBroken

State = OutsideReview.State
Standing = OutsideReview.Standing

invited = audit.deed("knowledge.reviewer_invited", gettext_lazy("asked a reviewer from outside"))
written_again = audit.deed(
    "knowledge.reviewer_written_again", gettext_lazy("sent a reviewer from outside a new link")
)
withdrawn = audit.deed(
    "knowledge.reviewer_withdrawn", gettext_lazy("withdrew the link of a reviewer from outside")
)
declined = audit.deed("knowledge.reviewer_declined", gettext_lazy("declined to review a text"))
commented = audit.deed("knowledge.reviewer_commented", gettext_lazy("commented on a text from outside"))
forgotten = audit.deed(
    "knowledge.reviewer_forgotten", gettext_lazy("deleted the name and address of a reviewer from outside")
)


@transaction.atomic
def invite_reviewer(
    submission: Submission,
    *,
    name: str,
    email: str,
    words: str = "",
    days: int = rules.HOLDS,
    language: str = "pl",
    by: Any,
) -> OutsideReview:
    """Mail somebody without an account a link to a waiting text, good for `days` (1-60). The same address again while
    its link holds changes nothing; once it has run out, the invitation is made anew.

    Raises RuleBroken: `role`, `decided`, `empty` (fields `name`, `email`), `long` (`words`), `days`, `own` (`email`:
    of whoever wrote, changed or submitted the text, or of who invites), `limit` (so many a day).
    """
    ask_editor(by)
    submission = locks.lock(submission)
    page = ask_waiting(submission)
    name, email, words = text.clean(name)[:150], text.clean(email), text.clean_lines(words)
    _ask_filled(name, email, words, days)
    mailbox = rules.mailbox(email)
    if mailbox in queries.writers_mailboxes(page, submission):
        raise RuleBroken(
            _("This is the address of somebody who wrote, changed or submitted the text. Ask somebody else."),
            code="own",
            field="email",
        )
    if mailbox == rules.mailbox(by.email):
        raise RuleBroken(
            _("This is your own address. You can decide on the text here."), code="own", field="email"
        )
    key = text.email_key(email)
    found = OutsideReview.objects.filter(submission=submission, email_key=key, state=State.WAITING).first()
    if found is not None and found.expires_at > clock.now():
        return found
    if queries.invited_lately(by) >= rules.INVITED_A_DAY:
        raise RuleBroken(
            _("You have asked %(limit)d people since yesterday. Ask others tomorrow.")
            % {"limit": rules.INVITED_A_DAY},
            code="limit",
        )
    review = found or OutsideReview(submission=submission, email=email, email_key=key)
    review.name, review.words, review.language = name, words, language
    review.programme, review.digest = page.programme, submission.digest
    review.invited_by, review.invited_at, review.letters = by, clock.now(), 1
    _send(review, page, days)
    invited.record(page, by=by, programme_id=page.programme_id, outside_review=review.pk)
    return review


@transaction.atomic
def write_reviewer_again(review: OutsideReview, *, by: Any) -> OutsideReview:
    """A new link, for as many days as the first one; the old one opens nothing any more. Within ten minutes of the last
    letter nothing is sent.

    Raises RuleBroken: `role`, `decided`, the standing of a review that has ended, `limit` (letters).
    """
    ask_editor(by)
    review = _locked(review)
    page = ask_waiting(review.submission)
    if review.state != State.WAITING:
        raise _ended(review)
    if review.expires_at > clock.now() and review.written_at > clock.now() - rules.AGAIN_AFTER:
        return review
    if review.letters >= rules.MOST_LETTERS:
        raise RuleBroken(
            _("%(name)s got the link %(limit)d times. Call them, or ask somebody else.")
            % {"name": review.name, "limit": rules.MOST_LETTERS},
            code="limit",
        )
    review.letters += 1
    days = (review.expires_at - review.written_at).days
    _send(review, page, min(max(days, 1), rules.HOLDS_AT_MOST))
    written_again.record(page, by=by, programme_id=page.programme_id, outside_review=review.pk)
    return review


@transaction.atomic
def withdraw_reviewer(review: OutsideReview, *, by: Any) -> OutsideReview:
    """The link opens the text no more. What has ended already stays as it is. Raises RuleBroken (`role`)."""
    ask_editor(by)
    review = _locked(review)
    if review.state == State.WAITING:
        _end(review, State.WITHDRAWN)
        page = review.submission.page.specific
        withdrawn.record(page, by=by, programme_id=page.programme_id, outside_review=review.pk)
    return review


@transaction.atomic
def forget_reviewer(review: OutsideReview, *, by: Any) -> None:
    """Delete the name and address of a reviewer whose review has ended; comments and the decision stay.

    Raises RuleBroken: `role`, `waiting` (withdraw the link first).
    """
    ask_editor(by)
    review = _locked(review)
    if review.standing == Standing.WAITING:
        raise RuleBroken(_("The link still holds. Withdraw it first."), code="waiting")
    if review.forgotten_at is None:
        forget_reviewers([review])
        page = review.submission.page.specific
        forgotten.record(page, by=by, programme_id=page.programme_id, outside_review=review.pk)


@transaction.atomic
def comment_from_outside(review: OutsideReview, words: str, *, place: str = "") -> ReviewComment:
    """A remark of the reviewer, on the whole text or on the part under the heading `place`. The same once more changes
    nothing. Who invited is told by mail.

    Raises RuleBroken: the standing of a review that has ended, `empty` or `long` (field `words`), `many`.
    """
    review = _locked(review)
    _ask_open(review)
    words, place = text.clean_lines(words), text.clean(place)[:200]
    if not words:
        raise RuleBroken(_("Write your comment."), code="empty", field="words")
    if len(words) > rules.LONGEST_WORDS:
        raise _too_long(rules.LONGEST_WORDS, "words")
    found = review.comments.filter(place=place, words=words).first()
    if found is not None:
        return found
    if review.comments.count() >= rules.COMMENTS_AT_MOST:
        raise RuleBroken(_("These are very many comments. Put the rest into one letter."), code="many")
    comment = review.comments.create(place=place, words=words, digest=review.submission.digest)
    page = review.submission.page.specific
    commented.record(page, by=actor(review), programme_id=page.programme_id, outside_review=review.pk)
    emails.outside_commented(review, page)
    return comment


@transaction.atomic
def decline_review(review: OutsideReview) -> OutsideReview:
    """The reviewer says that they will not do it; who invited is told. A repeat changes nothing.

    Raises RuleBroken: the standing of a review that has ended in another way.
    """
    review = _locked(review)
    if review.state == State.DECLINED:
        return review
    _ask_open(review)
    _end(review, State.DECLINED)
    page = review.submission.page.specific
    declined.record(page, by=actor(review), programme_id=page.programme_id, outside_review=review.pk)
    emails.outside_declined(review, page)
    return review


@transaction.atomic
def approve_from_outside(
    review: OutsideReview, *, name: str, is_named: bool = False, seen: str, by: Any
) -> OutsideReview:
    """The reviewer's yes is the second pair of eyes: the submitted revision goes live. A repeat changes nothing.

    `seen`: number of the revision that was on their page. `by`: whoever is signed in in that browser, or
    audit.PARTICIPANT. `is_named`: readers may see the name. Raises RuleBroken: the standing of a review that has ended,
    `empty` (field `name`), `unseen`, `own`, `changed`.
    """
    review = _locked(review)
    if review.state == State.APPROVED:
        return review
    _ask_open(review)
    name = text.clean(name)[:150]
    if not name:
        raise RuleBroken(_("Type your name and surname."), code="empty", field="name")
    page, revision = _ask_second(review, seen, by)
    review.signed_as, review.is_named, review.programme = name, is_named, page.programme
    _end(review, State.APPROVED)
    decide(review.submission, Submission.State.APPROVED, review=review)
    publish(page, revision, user=None)
    approved.record(
        page,
        by=actor(review),
        programme_id=page.programme_id,
        submission=review.submission_id,
        outside_review=review.pk,
    )
    emails.text_approved(review.submission, revision.as_object())
    emails.outside_decided(review, page)
    return review


@transaction.atomic
def send_back_from_outside(
    review: OutsideReview, comment: str, *, name: str, seen: str, by: Any
) -> OutsideReview:
    """The reviewer says what to mend; the text stays a draft, its writers get the comment by mail. The same once more
    changes nothing.

    Raises RuleBroken as `approve_from_outside`; `empty` or `long` (field `comment`).
    """
    review = _locked(review)
    comment = text.clean_lines(comment)
    if review.state == State.SENT_BACK:
        return review
    _ask_open(review)
    name = text.clean(name)[:150]
    if not name:
        raise RuleBroken(_("Type your name and surname."), code="empty", field="name")
    ask_comment(comment)
    page, revision = _ask_second(review, seen, by)
    review.signed_as, review.programme = name, page.programme
    _end(review, State.SENT_BACK)
    decide(review.submission, Submission.State.SENT_BACK, comment, review=review)
    sent_back.record(
        page,
        by=actor(review),
        programme_id=page.programme_id,
        submission=review.submission_id,
        outside_review=review.pk,
    )
    emails.text_sent_back(review.submission, revision.as_object())
    emails.outside_decided(review, page)
    return review


@transaction.atomic
def forget_old_reviewers() -> int:
    """Delete names and addresses that are no longer needed (`queries.reviews_to_forget`). Returns how many."""
    rows = list(queries.reviews_to_forget(clock.now()))
    forget_reviewers(rows)
    return len(rows)


def actor(review: OutsideReview) -> str:
    """Who did it, as the audit line keeps it: the name is looked up when shown."""
    return f"outside_review:{review.pk}"


def _locked(review: OutsideReview) -> OutsideReview:
    submission = locks.lock(review.submission)
    review = locks.lock(review)
    review.submission = submission
    return review


def _ask_open(review: OutsideReview) -> None:
    if review.standing != Standing.WAITING:
        raise _ended(review)


def _ended(review: OutsideReview) -> RuleBroken:
    standing = review.standing
    return RuleBroken(_("This review has ended: %(state)s.") % {"state": standing.label}, code=standing.value)


def _ask_second(review: OutsideReview, seen: str, by: Any) -> tuple[Any, Any]:
    """The page and the revision on which this reviewer may decide now; refuses otherwise."""
    submission = review.submission
    page = ask_waiting(submission)
    signed_in = getattr(by, "pk", None)
    if rules.mailbox(review.email) in queries.writers_mailboxes(page, submission) or (
        signed_in is not None and signed_in in contributors(page, submission)
    ):
        raise RuleBroken(
            _("Whoever wrote, changed or submitted this text cannot decide on it. Another person has to."),
            code="own",
        )
    if seen != str(submission.revision_id):
        raise RuleBroken(
            _("The text has been changed since you opened this page. Read it as it is now, then decide."),
            code="unseen",
        )
    return page, ask_unchanged(submission, page)


def _ask_filled(name: str, email: str, words: str, days: int) -> None:
    if not name:
        raise RuleBroken(_("Type the name of the person whom you ask."), code="empty", field="name")
    if not email:
        raise RuleBroken(_("Type the address to which the link goes."), code="empty", field="email")
    if len(words) > LONGEST_COMMENT:
        raise _too_long(LONGEST_COMMENT, "words")
    if not 1 <= days <= rules.HOLDS_AT_MOST:
        raise RuleBroken(
            _("Choose from 1 to %(most)d days.") % {"most": rules.HOLDS_AT_MOST}, code="days", field="days"
        )


def _too_long(limit: int, field: str) -> RuleBroken:
    return RuleBroken(_("Shorten this to %(limit)d characters.") % {"limit": limit}, code="long", field=field)


def _send(review: OutsideReview, page: Any, days: int) -> None:
    """A new link, kept as a digest only; it stands in the letter."""
    token = signing.Signer(salt=queries.SALT, sep=".").sign(secrets.token_urlsafe(24))
    now = clock.now()
    review.token_hash = hashlib.sha256(token.encode()).hexdigest()
    review.written_at = now
    review.expires_at = clock.moment(
        clock.today() + dt.timedelta(days=days + 1), dt.time(0)
    )  # to a day's end
    review.save()
    emails.reviewer_invited(review, page, token)


def _end(review: OutsideReview, state: str) -> None:
    review.state, review.ended_at = state, clock.now()
    review.save()
