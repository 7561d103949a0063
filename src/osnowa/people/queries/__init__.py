from osnowa.people.queries.matching import Candidate, candidates_for, organisations_near, organisations_same
from osnowa.people.queries.registry import (
    Duplicate,
    Suggestion,
    duplicates_suggested,
    history_of,
    just_added,
    memberships_to_settle,
    organisations_found,
    organisations_to_complete,
    suggestions,
    with_membership_count,
)

__all__ = [
    "Candidate",
    "Duplicate",
    "Suggestion",
    "candidates_for",
    "duplicates_suggested",
    "history_of",
    "just_added",
    "memberships_to_settle",
    "organisations_found",
    "organisations_near",
    "organisations_same",
    "organisations_to_complete",
    "suggestions",
    "with_membership_count",
]
