from osnowa.people.actions.accounts import confirm_membership, end_membership, person_of
from osnowa.people.actions.membership import (
    match_membership,
    reopen_membership,
    settle_as_new,
    settle_as_none,
    settle_membership,
)
from osnowa.people.actions.merging import merge_organisations, tell_apart, undo_merge
from osnowa.people.actions.organisation import change_organisation, create_organisation, register_group
from osnowa.people.actions.register import Imported, import_register_answer

__all__ = [
    "Imported",
    "change_organisation",
    "confirm_membership",
    "create_organisation",
    "end_membership",
    "import_register_answer",
    "match_membership",
    "merge_organisations",
    "person_of",
    "register_group",
    "reopen_membership",
    "settle_as_new",
    "settle_as_none",
    "settle_membership",
    "tell_apart",
    "undo_merge",
]
