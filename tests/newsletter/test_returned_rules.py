"""What a returned letter says: gone for ever, for now, reported; and what is no report at all."""

import pytest

from osnowa.newsletter.rules import bounces
from tests.newsletter.returns import complaint, parsed, returned


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "5.1.1", "hard"),
        ("failed", "5.0.0", "hard"),
        ("failed", "5.2.2", "soft"),  # the mailbox is full
        ("failed", "5.7.1", "soft"),  # a filter refused: not the address's fault
        ("failed", "4.4.1", "soft"),  # tried for days
        ("delayed", "4.4.1", "soft"),
        ("failed", "", "hard"),
        ("delivered", "2.0.0", ""),
        ("relayed", "2.1.5", ""),
    ],
)
def test_kind_of_a_report(action, status, kind):
    assert bounces.kind_of(action, status) == kind


@pytest.mark.parametrize("original", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_names_address_status_and_letter(original):
    (report,) = bounces.reports_of(returned(original=original))
    assert (report.address, report.kind, report.status) == ("ala@laka.pl", "hard", "5.1.1")
    assert report.message_id == "<n7.9.abcdef012345@osnowa.example>"
    assert "no such user" in report.said


def test_a_status_that_is_missing_is_read_from_what_the_server_said():
    (report,) = bounces.reports_of(returned(status="", said="452 4.2.2 mailbox full"))
    assert (report.kind, report.status) == ("soft", "4.2.2")
    (report,) = bounces.reports_of(returned(status="", said="550 no such user"))
    assert report.kind == "hard"


def test_a_complaint_names_the_reader():
    (report,) = bounces.reports_of(complaint())
    assert (report.address, report.kind) == ("ala@laka.pl", "complaint")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Subject: Re: Co nowego\n\nDziękuję, jestem na urlopie. Final-Recipient: rfc822; ala@laka.pl",
        "Content-Type: multipart/report; report-type=delivery-status\n\nnothing inside",
        (
            'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\n\n--B\n'
            "Content-Type: message/delivery-status\n\n\n\n--B--"
        ),
    ],
)
def test_what_is_no_report_says_nothing(text):
    assert bounces.reports_of(parsed(text)) == []


def test_one_hard_or_several_soft_ones_stop_an_address():
    assert bounces.should_suppress("hard", 0)
    assert bounces.should_suppress("complaint", 0)
    assert not bounces.should_suppress("soft", bounces.SOFT_BEFORE_SUPPRESSION - 1)
    assert bounces.should_suppress("soft", bounces.SOFT_BEFORE_SUPPRESSION)
