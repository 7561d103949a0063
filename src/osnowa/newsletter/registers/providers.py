"""What mail providers tell of returned letters, each in its own shape: read by anymail, whose views check who sent it.

Nothing of anymail is switched on: neither its way of sending nor its signals. A provider posts to
/newsletter/zwroty/<provider>/ with the secret that it shares with us: user:password in the address, or the key with
which it signs.
"""

import hashlib
from typing import Any

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from anymail.webhooks.base import AnymailBaseWebhookView
from anymail.webhooks.brevo import BrevoTrackingWebhookView
from anymail.webhooks.mailersend import MailerSendTrackingWebhookView
from anymail.webhooks.mailgun import MailgunTrackingWebhookView
from anymail.webhooks.mailjet import MailjetTrackingWebhookView
from anymail.webhooks.postmark import PostmarkTrackingWebhookView
from anymail.webhooks.sparkpost import SparkPostTrackingWebhookView

# By the last word of the address: whose view, and what the shared secret is called there.
PROVIDERS: dict[str, tuple[type[AnymailBaseWebhookView], str]] = {
    "brevo": (BrevoTrackingWebhookView, "webhook_secret"),
    "mailersend": (MailerSendTrackingWebhookView, "signing_secret"),
    "mailgun": (MailgunTrackingWebhookView, "webhook_signing_key"),
    "mailjet": (MailjetTrackingWebhookView, "webhook_secret"),
    "postmark": (PostmarkTrackingWebhookView, "webhook_secret"),
    "sparkpost": (SparkPostTrackingWebhookView, "webhook_secret"),
}
_GONE = (RejectReason.INVALID, RejectReason.BOUNCED)


class NotBelieved(Exception):
    """No secret, a wrong one, or a forged signature."""


class NotUnderstood(Exception):
    """The message has not the shape that the provider promises."""


def events_of(provider: str, request: Any, *, secret: str) -> list[dict[str, Any]]:
    """Events in the shape of `actions.returned.note_events`, other news left out.

    Raises KeyError for a provider that is not known, NotBelieved, NotUnderstood.
    """
    view_class, name = PROVIDERS[provider]
    if not secret:
        raise NotBelieved(provider)
    view = view_class(**{name: secret})
    view.setup(request)
    try:
        view.run_validators(request)
    except AnymailWebhookValidationFailure as failure:
        raise NotBelieved(provider) from failure
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise NotUnderstood(provider) from broken
    try:
        events = view.parse_events(request)
    except (AnymailError, ValueError, KeyError, TypeError, AttributeError, IndexError) as broken:
        raise NotUnderstood(provider) from broken
    return [told for event in events if (told := _told(provider, event))]


def _told(provider: str, event: AnymailTrackingEvent) -> dict[str, Any] | None:
    kind = _kind(event)
    if not kind or not event.recipient:
        return None
    at = event.timestamp.timestamp() if event.timestamp else None
    words = f"{event.event_id}|{event.recipient}|{event.event_type}|{at}"
    said = str(event.mta_response or event.description or "")
    return {
        "id": f"{provider}:{hashlib.sha256(words.encode()).hexdigest()}",
        "type": kind,
        "email": event.recipient,
        "reason": said,
        "at": at,
    }


def _kind(event: AnymailTrackingEvent) -> str:
    """A bounce only where the address itself is to blame; a filter or a full mailbox passes by."""
    if event.event_type == EventType.COMPLAINED:
        return "complained"
    if event.event_type in (EventType.BOUNCED, EventType.REJECTED, EventType.FAILED):
        return "bounced" if event.reject_reason in _GONE else "soft"
    return "soft" if event.event_type == EventType.DEFERRED else ""
