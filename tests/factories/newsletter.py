"""One factory per model of the newsletter. A reader is confirmed; an issue is a draft."""

import datetime as dt
import hashlib

import factory
from factory.django import DjangoModelFactory

from osnowa.lib import clock
from osnowa.newsletter.models import (
    AddressSheet,
    Bounce,
    Delivery,
    Issue,
    IssueCopy,
    IssueItem,
    MailingList,
    Reader,
    ReaderConsent,
    Segment,
    Sequence,
    SequenceLetter,
    SequenceStep,
    Subscription,
    Suppression,
)
from osnowa.newsletter.models.reader import domain_of

PROGRAMME = "tests.factories.programme.ProgrammeFactory"


class ReaderFactory(DjangoModelFactory[Reader]):
    class Meta:
        model = Reader

    email = factory.Sequence(lambda n: f"czytelnik{n}@poczta{n % 7}.example")
    name = factory.Sequence(lambda n: f"Zofia Łąka {n}")
    confirmed_at = factory.LazyFunction(clock.now)


class ReaderConsentFactory(DjangoModelFactory[ReaderConsent]):
    class Meta:
        model = ReaderConsent

    reader = factory.SubFactory(ReaderFactory)
    step = ReaderConsent.Step.CONFIRMED
    way = ReaderConsent.Way.FORM
    version = 1


class MailingListFactory(DjangoModelFactory[MailingList]):
    class Meta:
        model = MailingList

    programme = factory.SubFactory(PROGRAMME)
    title = factory.Sequence(lambda n: f"Narzędzia i szkolenia {n}")
    slug = factory.Sequence(lambda n: f"narzedzia-{n}")


class SubscriptionFactory(DjangoModelFactory[Subscription]):
    class Meta:
        model = Subscription

    reader = factory.SubFactory(ReaderFactory)
    mailing_list = factory.SubFactory(MailingListFactory)


class SegmentFactory(DjangoModelFactory[Segment]):
    class Meta:
        model = Segment

    programme = factory.SubFactory(PROGRAMME)
    name = factory.Sequence(lambda n: f"Grupa {n}")


class SuppressionFactory(DjangoModelFactory[Suppression]):
    class Meta:
        model = Suppression

    email_key = factory.Sequence(lambda n: f"nie-ma{n}@poczta.example")
    digest = factory.LazyAttribute(lambda s: hashlib.sha256(s.email_key.encode()).hexdigest())
    reason = Suppression.Reason.HARD


class IssueFactory(DjangoModelFactory[Issue]):
    class Meta:
        model = Issue

    programme = factory.SubFactory(PROGRAMME)
    title = factory.Sequence(lambda n: f"Co nowego w programie {n}")
    opening = "Dzień dobry!\n\nW tym tygodniu piszemy o hasłach."


class IssueItemFactory(DjangoModelFactory[IssueItem]):
    class Meta:
        model = IssueItem

    issue = factory.SubFactory(IssueFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = IssueItem.Kind.WORDS
    heading = "Dyżur w biurze"
    words = "W czwartek jesteśmy do dwudziestej."


class IssueCopyFactory(DjangoModelFactory[IssueCopy]):
    class Meta:
        model = IssueCopy

    issue = factory.SubFactory(IssueFactory)
    language = "pl"
    subject = factory.SelfAttribute("issue.title")
    html = "<html><body><p>Dzień dobry</p></body></html>"
    text = "Dzień dobry\n"


class DeliveryFactory(DjangoModelFactory[Delivery]):
    class Meta:
        model = Delivery

    issue = factory.SubFactory(IssueFactory)
    reader = factory.SubFactory(ReaderFactory)
    language = factory.SelfAttribute("reader.language")
    domain = factory.LazyAttribute(lambda d: domain_of(d.reader.email))
    sent_at = factory.LazyAttribute(lambda d: clock.now() if d.state == Delivery.State.SENT else None)
    state = Delivery.State.QUEUED


class BounceFactory(DjangoModelFactory[Bounce]):
    class Meta:
        model = Bounce

    reader = factory.SubFactory(ReaderFactory)
    kind = Bounce.Kind.SOFT
    source = Bounce.Source.WEBHOOK
    event_key = factory.Sequence(lambda n: f"event-{n}")


class SequenceFactory(DjangoModelFactory[Sequence]):
    class Meta:
        model = Sequence

    programme = factory.SubFactory(PROGRAMME)
    kind = Sequence.Kind.WELCOME
    name = "Powitanie"
    started_at = factory.LazyFunction(lambda: clock.now() - dt.timedelta(days=30))


class SequenceStepFactory(DjangoModelFactory[SequenceStep]):
    class Meta:
        model = SequenceStep

    sequence = factory.SubFactory(SequenceFactory)
    position = 1
    anchor = SequenceStep.Anchor.CONFIRMED
    subject = "Dzień dobry"
    body = "Miło, że jesteście."


class SequenceLetterFactory(DjangoModelFactory[SequenceLetter]):
    class Meta:
        model = SequenceLetter

    step = factory.SubFactory(SequenceStepFactory)
    reader = factory.SubFactory(ReaderFactory)


class AddressSheetFactory(DjangoModelFactory[AddressSheet]):
    class Meta:
        model = AddressSheet

    programme = factory.SubFactory(PROGRAMME)
    name = "targi.csv"
    header = ["e-mail"]
    rows = [["zofia@laka.example"]]
    origin = "Listy papierowe z targów w maju, w segregatorze w biurze"
