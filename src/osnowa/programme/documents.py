"""Texts that the programme room can begin for its coordinator."""

from django.template.loader import render_to_string

from osnowa.programme.models import Programme


def default_clause(programme: Programme, language: str) -> str:
    """An information clause to start from (RODO art. 13), naming operator and contact. "pl" or "en".

    It is a draft for the operator to check: legal grounds and periods depend on the agreement.
    """
    language = "en" if language.startswith("en") else "pl"
    return render_to_string(
        f"programme/clause/{language}.txt", {"programme": programme, "operator": programme.operator}
    ).strip()
