"""Letters to editors: something waits, something was approved, something came back."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from osnowa.knowledge.models import OutsideLink, ReaderWords, Submission
from osnowa.knowledge.queries import contributors, editors, editors_to_tell
from osnowa.lib import mail
from osnowa.people.models import Account


def text_waits(submission: Submission, page: Any) -> None:
    """A text waits for a second person: to every editor who may decide on it."""
    for account in editors_to_tell(but=contributors(page, submission)):
        _queue("text_waits", account, submission, page)


def library_waits(waiting: list[Submission], by: Account) -> None:
    """Texts of the starter library wait: one letter about all of them to every editor who may decide."""
    for account in editors_to_tell(but={by.pk}):
        mail.queue(
            "knowledge/library_waits",
            to=account.email,
            language=account.language,
            about=waiting[0],
            context={
                "texts": len(waiting),
                "by": by,
                "texts_url": settings.BASE_URL + reverse("knowledge:texts"),
            },
        )


def text_approved(submission: Submission, page: Any) -> None:
    """Your text is published: to whoever submitted it, and to its author."""
    for account in _writers(submission, page):
        _queue("text_approved", account, submission, page)


def text_sent_back(submission: Submission, page: Any) -> None:
    """Your text came back with a comment: to whoever submitted it, and to its author."""
    for account in _writers(submission, page):
        _queue("text_sent_back", account, submission, page)


def text_due(page: Any) -> None:
    """Is it still true? To the owner; to every editor where the owner no longer writes here."""
    for account in _keepers(page):
        _queue("text_due", account, None, page)


def words_came(words: ReaderWords, page: Any) -> None:
    """A reader wrote about your text: to the owner; to every editor where the owner no longer writes here."""
    for account in _keepers(page):
        _queue("words_came", account, None, page, words=words)


def links_died(page: Any, links: list[OutsideLink]) -> None:
    """Links of your text lead nowhere: to the owner; to every editor where the owner no longer writes here."""
    for account in _keepers(page):
        _queue("links_died", account, None, page, links=links)


def _keepers(page: Any) -> list[Account]:
    writers = editors()
    owner = writers.filter(pk=page.owner_id).first()
    return [owner] if owner else list(writers)


def _writers(submission: Submission, page: Any) -> list[Account]:
    wanted = {submission.submitted_by_id, page.author_id} - {None, submission.decided_by_id}
    return list(Account.objects.filter(pk__in=wanted, is_active=True).order_by("pk"))


def _queue(template: str, account: Account, submission: Submission | None, page: Any, **more: Any) -> None:
    mail.queue(
        f"knowledge/{template}",
        to=account.email,
        language=account.language,
        about=submission or page,
        programme_id=page.programme_id,
        context={
            **more,
            "page": page,
            "submission": submission,
            "public_url": settings.BASE_URL + page.url_path,
            "reads_url": settings.BASE_URL + reverse("knowledge:text_reads", args=[page.pk]),
            "links_url": settings.BASE_URL + reverse("knowledge:links"),
            "text_url": settings.BASE_URL + reverse("knowledge:text", args=[page.pk]),
        },
    )
