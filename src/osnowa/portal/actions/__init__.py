from osnowa.portal.actions.account import change_own_account, note_sign_in, sign_out_elsewhere
from osnowa.portal.actions.erasing import erase_person, note_export, send_data_link
from osnowa.portal.actions.own_data import change_own_data, own_person

__all__ = [
    "change_own_account",
    "change_own_data",
    "erase_person",
    "note_export",
    "note_sign_in",
    "own_person",
    "send_data_link",
    "sign_out_elsewhere",
]
