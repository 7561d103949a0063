"""What knowledge knows about a person: bylines, what they submitted, decided and commented, tools that they know."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Revision

from osnowa.knowledge import rules
from osnowa.knowledge.models import (
    KINDS,
    OutsideReview,
    ReaderWords,
    ReviewComment,
    ReviewedPage,
    SentText,
    Submission,
    ToolKnown,
    digest_of,
)
from osnowa.lib import clock, mail, text
from osnowa.people.models import Account, Person
from osnowa.people.privacy import is_shared


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
        "outside_reviews": [
            {
                "title": review.submission.page.title,
                "name": review.signed_as or review.name,
                "email": review.email,
                "invited_at": review.invited_at.isoformat(),
                "state": review.state,
                "decided_at": review.ended_at.isoformat() if review.ended_at else None,
                "comment": _decision_of(review),
                "comments": [
                    {"words": one.words, "written_at": one.written_at.isoformat()}
                    for one in review.comments.order_by("pk")
                ],
            }
            for review in _reviews_of(person, account).select_related("submission__page").order_by("pk")
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
    reviews = list(_reviews_of(person, account))
    Submission.objects.filter(decided_outside__in=reviews).update(comment="")
    ReviewComment.objects.filter(review__in=reviews).update(words="")
    forget_reviewers(reviews)
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
    _delete_words_that_name(person)


def _delete_words_that_name(person: Person) -> None:
    """Nothing says whose words these are, but those in which the person is named are known to be about them."""
    name, email = text.fold(person.name), person.email.casefold()
    for row in ReaderWords.objects.order_by("pk").iterator(chunk_size=500):
        if (name and f" {name} " in f" {text.fold(row.words)} ") or (email and email in row.words.casefold()):
            row.delete()


def forget_reviewers(reviews: Iterable[OutsideReview]) -> None:
    """Blank the name and address of reviewers from outside, with the letters to and about them. Their decision and
    comments stay; a link that still held opens nothing any more. In the caller's transaction.
    """
    now = clock.now()
    for review in reviews:
        review.name = review.email = review.signed_as = review.words = ""
        review.email_key, review.token_hash = f"erased-{review.pk}", secrets.token_hex(32)
        review.is_named, review.forgotten_at = False, now
        if review.state == OutsideReview.State.WAITING:
            review.state, review.ended_at = OutsideReview.State.WITHDRAWN, now
        review.save()
        mail.forget_about(OutsideReview, [review.pk])


def _reviews_of(person: Person, account: Account | None) -> QuerySet[OutsideReview]:
    """Those that went to an address of the person which nobody else uses."""
    addresses = {person.email, account.email if account else ""} - {""}
    keys = [text.email_key(address) for address in addresses if not is_shared(address, person)]
    return OutsideReview.objects.filter(email_key__in=keys)


def _decision_of(review: OutsideReview) -> str:
    return review.submission.comment if review.submission.decided_outside_id == review.pk else ""


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
