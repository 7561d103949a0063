"""How tests sign people up, and what was written to them."""

import secrets

from osnowa.lib import audit
from osnowa.lib.models import OutgoingMail
from osnowa.workshops.actions.enrolment import Enrolled, enrol
from osnowa.workshops.models import Cycle


def sign_up(cycle: Cycle, name: str = "Łucja Ćwik", **changes) -> Enrolled:
    data = {
        "name": name,
        "email": f"{name.split(maxsplit=1)[0].lower()}@example.org",
        "phone": "",
        "organisation": "Stowarzyszenie Zielone Podwórka",
        "needs": "",
        "keep_needs": False,
        "submission_key": secrets.token_urlsafe(18),
        "clause": None,
        "language": "pl",
        "by": audit.PARTICIPANT,
    }
    return enrol(cycle, **{**data, **changes})


def mails(template: str | None = None) -> list[str]:
    rows = OutgoingMail.objects.order_by("pk")
    if template:
        return list(rows.filter(template=f"workshops/{template}").values_list("to", flat=True))
    return [name.removeprefix("workshops/") for name in rows.values_list("template", flat=True)]
