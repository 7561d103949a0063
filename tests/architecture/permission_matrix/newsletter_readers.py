"""Readers of the newsletter: their own pages behind a token, and the team's pages about them."""

from types import SimpleNamespace
from typing import Any

from osnowa.newsletter.models import MailingList, Reader, Segment, Sequence, SequenceStep, Suppression
from tests.architecture.permission_matrix.shapes import (
    ALL,
    COORD,
    COORDINATOR,
    EDITOR,
    NOBODY,
    PROGRAMME,
    Row,
    Who,
)
from tests.factories.newsletter import (
    AddressSheetFactory,
    MailingListFactory,
    ReaderFactory,
    SegmentFactory,
    SequenceStepFactory,
    SubscriptionFactory,
    SuppressionFactory,
)

WRITE: Who = frozenset({COORDINATOR, EDITOR})
TOKEN = "reader.token"
READER = f"{PROGRAMME} reader.pk"
LIST = f"{PROGRAMME} mailing_list.pk"
SEGMENT = f"{PROGRAMME} segment.pk"
SERIES = f"{PROGRAMME} series.pk"

ROWS: tuple[Row, ...] = (
    Row("newsletter:subscribe", post=ALL),
    Row("newsletter:choices", TOKEN, post=ALL),
    Row("newsletter:confirm", TOKEN, post=ALL),
    Row(
        "newsletter:leave", TOKEN, post=ALL, note="without a form's token: mail programs post here (RFC 8058)"
    ),
    Row(
        "newsletter:webhook", get=None, post=NOBODY, note="a signed message: tests/newsletter/test_webhook.py"
    ),
    Row("newsletter:webhook_of", "provider", get=None, post=NOBODY, note="the provider's secret"),
    Row("newsletter:readers", PROGRAMME, get=COORD),
    Row("newsletter:readers_csv", PROGRAMME, get=None, post=COORD),
    Row("newsletter:sheet_new", PROGRAMME, get=COORD, post=COORD),
    Row("newsletter:sheet", f"{PROGRAMME} sheet.pk", get=COORD, post=COORD),
    Row("newsletter:reader", READER, get=COORD),
    Row("newsletter:reader_ask_again", READER, get=None, post=COORD),
    Row("newsletter:reader_end", READER, get=COORD, post=COORD),
    Row("newsletter:lists", PROGRAMME, get=WRITE),
    Row("newsletter:list_new", PROGRAMME, get=COORD, post=COORD),
    Row("newsletter:list_change", LIST, get=COORD, post=COORD),
    Row("newsletter:list_close", LIST, get=None, post=COORD),
    Row("newsletter:segments", PROGRAMME, get=WRITE),
    Row("newsletter:segment_new", PROGRAMME, get=WRITE, post=WRITE),
    Row("newsletter:segment", SEGMENT, get=WRITE, post=WRITE),
    Row("newsletter:segment_remove", SEGMENT, get=WRITE, post=WRITE),
    Row("newsletter:sequences", PROGRAMME, get=WRITE),
    Row("newsletter:sequence_new", PROGRAMME, get=WRITE, post=WRITE),
    Row("newsletter:sequence", SERIES, get=WRITE),
    Row("newsletter:sequence_switch", SERIES, get=None, post=WRITE),
    Row("newsletter:sequence_step_new", SERIES, get=WRITE, post=WRITE),
    Row("newsletter:sequence_step", f"{SERIES} series_step.pk", get=WRITE, post=WRITE),
    Row("newsletter:stopped", PROGRAMME, get=COORD),
    Row("newsletter:suppression_lift", f"{PROGRAMME} suppression.pk", get=None, post=COORD),
    Row("newsletter:sender", PROGRAMME, get=COORD, post=COORD),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """A reader of the programme's own list, and one whose letters came back. Names are used by `args`."""
    mailing_list = MailingListFactory(programme=own.programme)
    step = SequenceStepFactory(sequence__programme=own.programme)
    returned = SubscriptionFactory(mailing_list=mailing_list).reader
    return {
        "provider": "postmark",
        "mailing_list": mailing_list,
        "reader": SubscriptionFactory(reader=ReaderFactory(), mailing_list=mailing_list).reader,
        "sheet": AddressSheetFactory(programme=own.programme),
        "segment": SegmentFactory(programme=own.programme, filter={"roles": ["participant"]}),
        "series": step.sequence,
        "series_step": step,
        "suppression": SuppressionFactory(email_key=returned.email_key),
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    series = Sequence.objects.filter(programme=own.programme).order_by("pk").first()
    return {
        "provider": "postmark",
        "mailing_list": MailingList.objects.filter(programme=own.programme).order_by("pk").first(),
        "reader": Reader.objects.filter(confirmed_at__isnull=False, ended_at=None).order_by("pk").first(),
        "sheet": None,
        "segment": Segment.objects.filter(programme=own.programme).order_by("pk").first(),
        "series": series,
        "series_step": SequenceStep.objects.filter(sequence=series).order_by("pk").first(),
        "suppression": Suppression.objects.order_by("pk").first(),
    }
