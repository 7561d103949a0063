"""Facts of the newsletter: who reads, what is told, what went out."""

from osnowa.newsletter.models.delivery import Bounce, Delivery
from osnowa.newsletter.models.issue import Issue, IssueCopy, IssueItem, Pictured
from osnowa.newsletter.models.reader import (
    MailingList,
    Reader,
    ReaderConsent,
    Segment,
    Subscription,
    Suppression,
)
from osnowa.newsletter.models.sequence import Sequence, SequenceLetter, SequenceStep
from osnowa.newsletter.models.sheet import AddressSheet

__all__ = [
    "AddressSheet",
    "Bounce",
    "Delivery",
    "Issue",
    "IssueCopy",
    "IssueItem",
    "MailingList",
    "Pictured",
    "Reader",
    "ReaderConsent",
    "Segment",
    "Sequence",
    "SequenceLetter",
    "SequenceStep",
    "Subscription",
    "Suppression",
]
