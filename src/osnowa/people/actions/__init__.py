from osnowa.people.actions.accounts import open_account, person_of
from osnowa.people.actions.address import ask_address_change, prove_address
from osnowa.people.actions.consents import give_consent, withdraw_consent
from osnowa.people.actions.membership import (
    match_membership,
    reopen_membership,
    settle_as_new,
    settle_as_none,
    settle_membership,
)
from osnowa.people.actions.merging import merge_organisations, tell_apart, undo_merge
from osnowa.people.actions.organisation import (
    change_contact,
    change_organisation,
    create_organisation,
    register_group,
)
from osnowa.people.actions.public_pages import agree_to_public_page, withdraw_public_page
from osnowa.people.actions.register import Imported, import_register_answer
from osnowa.people.actions.speaking import (
    ask_membership,
    confirm_membership,
    end_membership,
    refuse_membership,
)

__all__ = [
    "Imported",
    "agree_to_public_page",
    "ask_address_change",
    "ask_membership",
    "change_contact",
    "change_organisation",
    "confirm_membership",
    "create_organisation",
    "end_membership",
    "give_consent",
    "import_register_answer",
    "match_membership",
    "merge_organisations",
    "open_account",
    "person_of",
    "prove_address",
    "refuse_membership",
    "register_group",
    "reopen_membership",
    "settle_as_new",
    "settle_as_none",
    "settle_membership",
    "tell_apart",
    "undo_merge",
    "withdraw_consent",
    "withdraw_public_page",
]
