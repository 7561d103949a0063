from osnowa.portal.actions.account import change_own_account, note_sign_in, sign_out_elsewhere

__all__ = ["change_own_account", "note_sign_in", "sign_out_elsewhere"]
