"""Reviewers from outside: who opens a link, whose mailbox may not decide, whose name is no longer needed."""

import datetime as dt
import hashlib
from typing import Any

from django.core import signing
from django.db.models import Prefetch, Q, QuerySet
from wagtail.models import Page

from osnowa.knowledge.models import OutsideReview, ReviewComment, Submission
from osnowa.knowledge.queries.desk import contributors
from osnowa.knowledge.rules import outside_reviews as rules
from osnowa.knowledge.rules import with_anchors
from osnowa.lib import clock
from osnowa.people.models import Account
from osnowa.programme.models import Programme

SALT = "knowledge.outside_review"
State = OutsideReview.State


def is_link(token: str) -> bool:
    """Did we sign it? Also a link that opens nothing any more."""
    try:
        signing.Signer(salt=SALT, sep=".").unsign(token)
    except signing.BadSignature:
        return False
    return True


def review_behind(token: str) -> OutsideReview | None:
    """The review that this link opens; None where a newer link replaced it, or the review is gone."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    return (
        OutsideReview.objects.filter(token_hash=digest)
        .select_related("submission__page", "submission__revision", "invited_by", "programme__operator")
        .first()
    )


def reviews_of(page: Page) -> QuerySet[OutsideReview]:
    """Everybody from outside who was ever asked about the text, the latest first, with comments."""
    comments = Prefetch("comments", ReviewComment.objects.select_related("review__submission"))
    return (
        OutsideReview.objects.filter(submission__page_id=page.pk)
        .select_related("submission", "invited_by")
        .prefetch_related(comments)
    )


def places_in(page: Any) -> list[str]:
    """Parts of a text that a comment may name, in the order of reading: its headings and the titles of its steps."""
    found = [words for _name, words in with_anchors(page.body)[1]]
    for part in page.parts:
        if part.block_type == "text":
            found += [words for _name, words in with_anchors(part.value.source)[1]]
        elif part.block_type == "steps":
            found += [step["title"] for step in part.value]
    return list(dict.fromkeys(found))


def writers_mailboxes(page: Any, submission: Submission) -> frozenset[str]:
    """Mailboxes of whoever may not decide on this submission: of their accounts, and of the people behind these."""
    rows = Account.objects.filter(pk__in=contributors(page, submission)).values_list("email", "person__email")
    return frozenset(rules.mailbox(address) for row in rows for address in row if address)


def invited_lately(account: Account) -> int:
    """How many invitations the account has sent in the last 24 hours."""
    since = clock.now() - dt.timedelta(days=1)
    return OutsideReview.objects.filter(invited_by=account, invited_at__gt=since).count()


def reviews_to_forget(now: dt.datetime) -> QuerySet[OutsideReview]:
    """Whose name and address are no longer needed: a month after a review that ended without a decision; where there
    is one, once the programme of the text is no longer kept (five years after it where the text has none).
    """
    day = now.astimezone(clock.WARSAW).date()
    old = now - rules.FORGOTTEN_AFTER
    without_decision = (
        Q(state__in=(State.WITHDRAWN, State.DECLINED), ended_at__lt=old)
        | Q(state=State.WAITING, expires_at__lt=old)
        | Q(state=State.WAITING, submission__decided_at__lt=old)
    )
    over = [one.pk for one in Programme.objects.all() if one.kept_until < day]
    with_decision = Q(state__in=(State.APPROVED, State.SENT_BACK)) & (
        Q(programme__in=over) | Q(programme__isnull=True, ended_at__lt=now - rules.KEPT_WITHOUT_PROGRAMME)
    )
    return OutsideReview.objects.filter(without_decision | with_decision, forgotten_at__isnull=True)
