"""What spreading knows about a person: prints, proofs and short links that they wrote down for the team."""

from typing import Any

from django.db import transaction

from osnowa.people.models import Account, Person
from osnowa.spreading.models import Handout, HandoutProof, ShortLink


def export(person: Person) -> dict[str, Any]:
    """What the person's account wrote down. Moments in ISO 8601."""
    account = Account.objects.filter(person=person).first()
    if account is None:
        return {"prints": [], "prints_withdrawn": [], "proofs": [], "short_links": []}
    return {
        "prints": [
            {"title": row.title, "copies": row.copies, "day": row.given_on.isoformat(), "note": row.note}
            for row in Handout.objects.filter(logged_by=account).order_by("pk")
        ],
        "prints_withdrawn": [
            {"title": row.title, "day": row.given_on.isoformat(), "reason": row.withdrawn_because}
            for row in Handout.objects.filter(withdrawn_by=account).order_by("pk")
        ],
        "proofs": [
            {"title": row.handout.title, "proof_file": row.file_name, "created_at": row.added_at.isoformat()}
            for row in HandoutProof.objects.filter(added_by=account).select_related("handout").order_by("pk")
        ],
        "short_links": [
            {"title": row.label, "poster_place": row.place, "created_at": row.created_at.isoformat()}
            for row in ShortLink.objects.filter(created_by=account).order_by("pk")
        ],
    }


@transaction.atomic
def erase(person: Person) -> None:
    """Forget what the person wrote in their own words. Copies, days and proofs stay: they account for the grant.

    Runs before `people.privacy.erase`, which cuts the account off from its person. A repeat changes nothing.
    """
    account = Account.objects.filter(person=person).first()
    if account is None:
        return
    Handout.objects.filter(logged_by=account).update(note="")
    Handout.objects.filter(withdrawn_by=account).update(withdrawn_because="")
