"""Reports of mail servers as they come in."""

from email import message_from_string, policy
from email.message import Message

POSTFIX = """\
From: MAILER-DAEMON@mail.example (Mail Delivery System)
To: zwroty@osnowa.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <20261126.{number}@mail.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.example.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Thu, 26 Nov 2026 09:00:00 +0100 (CET)

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.laka.pl
Diagnostic-Code: smtp; {said}

--B
Content-Type: {original}

From: osnowa@osnowa.example
To: {address}
Subject: Co nowego
Message-ID: <n7.9.abcdef012345@osnowa.example>

--B--
"""

COMPLAINT = """\
From: feedback@poczta.example
To: zwroty@osnowa.example
Subject: Complaint
Message-ID: <skarga@poczta.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="B"

--B
Content-Type: text/plain

This is an email abuse report.

--B
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Poczta/1.0
Version: 1
Original-Rcpt-To: {address}

--B
Content-Type: message/rfc822

From: osnowa@osnowa.example
To: {address}
Message-ID: <n7.9.abcdef012345@osnowa.example>
Subject: Co nowego

Dzień dobry

--B--
"""


def parsed(text: str) -> Message:
    return message_from_string(text, policy=policy.compat32)


def returned(
    address: str = "ala@laka.pl",
    *,
    status: str = "5.1.1",
    action: str = "failed",
    said: str = "550 5.1.1 <ala@laka.pl>: no such user",
    original: str = "text/rfc822-headers",
    number: int = 1,
) -> Message:
    return parsed(
        POSTFIX.format(
            address=address, status=status, action=action, said=said, original=original, number=number
        )
    )


def complaint(address: str = "ala@laka.pl") -> Message:
    return parsed(COMPLAINT.format(address=address))
