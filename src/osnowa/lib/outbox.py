"""Where letters go in the demonstration: nowhere. The outbox page shows the rows of OutgoingMail themselves."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            message.message()  # whatever a real server would refuse for its form is refused here too
        return len(email_messages)
