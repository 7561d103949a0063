"""An issue as a letter: the frozen copy, with heads, ready to be put together for each reader."""

from email.utils import formatdate, parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from osnowa.lib import clock
from osnowa.newsletter.models import IssueCopy
from osnowa.newsletter.rules import letters


def host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def envelope_sender() -> str:
    """Where letters return that nobody could deliver."""
    return letters.ascii_address(settings.BOUNCE_ADDRESS or parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def letter_of(copy: IssueCopy) -> letters.Letter:
    """The copy's letter, in which only what belongs to a reader is open. Answers go to the programme."""
    programme = copy.issue.programme
    return letters.letter(
        letters.Head(
            sender=settings.DEFAULT_FROM_EMAIL,
            subject=copy.subject,
            language=copy.language,
            list_id=f"<newsletter.{host()}>",
            date=formatdate(clock.now().timestamp(), localtime=False, usegmt=False),
            reply_to=programme.contact_email if programme is not None else "",
        ),
        text=copy.text,
        page=copy.html,
    )


def message_id(issue: int, reader: int) -> str:
    return letters.message_id(issue, reader, host=host(), secret=settings.SECRET_KEY)


def read_message_id(written: str) -> tuple[int, int] | None:
    """Issue and reader (ids) of a letter that came back; None where we did not write it."""
    return letters.read_message_id(written, secret=settings.SECRET_KEY)
