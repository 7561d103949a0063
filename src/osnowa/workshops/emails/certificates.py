"""Letters about certificates."""

from django.conf import settings
from django.urls import reverse

from osnowa.lib import mail
from osnowa.workshops.models import Certificate


def certificate_issued(certificate: Certificate) -> None:
    """Your certificate is ready: where to take it, and how anybody checks it."""
    _queue("certificate_issued", certificate)


def certificate_revoked(certificate: Certificate) -> None:
    """Your certificate is not valid any more, why, and whom to ask."""
    _queue("certificate_revoked", certificate)


def _queue(template: str, certificate: Certificate) -> None:
    enrolment = certificate.enrolment
    person, cycle = enrolment.person, enrolment.cycle
    if person.erased_at is not None or not person.email:
        return
    programme = cycle.programme
    mail.queue(
        f"workshops/{template}",
        to=person.email,
        language=certificate.language,
        about=certificate,
        programme_id=programme.pk,
        reply_to=programme.contact_email,
        context={
            "certificate": certificate,
            "replaced": certificate.replaces,
            "enrolment": enrolment,
            "cycle": cycle,
            "programme": programme,
            "own_url": settings.BASE_URL + reverse("workshops:enrolment", args=[enrolment.token]),
            "pdf_url": settings.BASE_URL + reverse("workshops:enrolment_certificate", args=[enrolment.token]),
            "verify_url": settings.BASE_URL + reverse("workshops:verify", args=[certificate.code]),
        },
    )
