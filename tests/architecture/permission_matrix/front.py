"""The front doors (portal), sign-in, the look."""

from tests.architecture.permission_matrix.shapes import (
    ALL,
    COORD,
    MEMBER,
    NOBODY,
    PROGRAMME,
    REGISTRY,
    SIGNED_IN,
    TEAM,
    Row,
)

ROWS = (
    # The front doors, open to the public
    Row("portal:home"),
    Row("portal:programme", PROGRAMME),
    Row("portal:results", PROGRAMME),
    Row("portal:accessibility"),
    Row("portal:robots"),
    Row("portal:sitemap"),
    Row("ui:theme", get=None, post=ALL),
    Row("ui:parts", get=NOBODY, note="demonstration only"),
    Row("set_language", get=ALL, post=ALL, note="GET only leads back: Django changes the language by POST"),
    # portal: sign-in
    Row("account_request_login_code", get=ALL, post=ALL, note="whoever is signed in is led on to work"),
    Row("account_confirm_login_code", get=ALL, post=ALL, note="without a code asked for: led back"),
    Row("account_logout", get=ALL, post=ALL),
    Row("account_login", get=ALL),
    Row("account_signup", get=NOBODY, post=NOBODY, note="a name that allauth asks for"),
    Row("account_inactive"),
    Row("mfa_authenticate", get=ALL, post=ALL, note="without a sign-in under way: led back"),
    Row("mfa_reauthenticate", get=NOBODY, post=NOBODY, note="nobody here has a phone to confirm with"),
    Row("mfa_activate_totp", get=SIGNED_IN, post=SIGNED_IN),
    Row("mfa_deactivate_totp", get=NOBODY, post=NOBODY, note="nobody here has a phone to disconnect"),
    Row("mfa_view_recovery_codes", get=NOBODY, post=NOBODY, note="as above"),
    Row("mfa_index", get=SIGNED_IN, post=SIGNED_IN, note="leads to the account"),
    Row("portal:start_again", get=None, post=ALL),
    Row("portal:account", get=SIGNED_IN, post=SIGNED_IN),
    Row("portal:second_factor", get=SIGNED_IN, post=SIGNED_IN),
    Row("portal:recovery_codes_file", get=SIGNED_IN, post=SIGNED_IN),
    Row("portal:sign_out_elsewhere", get=None, post=SIGNED_IN),
    # portal: demonstration only
    Row("portal:demonstration", get=NOBODY, post=NOBODY),
    Row("portal:demonstration_door", "role", get=NOBODY, post=NOBODY),
    Row("portal:outbox", get=NOBODY, post=NOBODY),
    Row("portal:outbox_mail", "mail.pk", get=NOBODY, post=NOBODY),
    Row("portal:outbox_html", "mail.pk", get=NOBODY, post=NOBODY),
    Row("portal:outbox_attachment", "mail.pk zero", get=NOBODY, post=NOBODY),
    # The front doors of the team
    Row("portal:my", get=SIGNED_IN),
    Row("portal:organisation_path", "organisation.pk", get=REGISTRY, shared=True),
    Row("portal:own_path", "organisation.pk", get=frozenset({MEMBER})),
    Row("portal:dashboard", PROGRAMME, get=TEAM),
    Row("portal:history", PROGRAMME, get=COORD),
    Row("portal:mail", PROGRAMME, get=COORD),
    Row("portal:mail_retry", f"{PROGRAMME} mail.pk", get=None, post=COORD),
)
