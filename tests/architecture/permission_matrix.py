"""Who may open which address: one row per address of ours, one per foreign prefix.

An address without a row fails the build, and so does a row without an address. `get` and `post` name who is let in;
everybody else is kept out (404, or sent to sign in). None: there is no such method (405 for whoever could come in).
`args` are paths into the world of test_permission_matrix.py; the same paths into the foreign programme's world must be
404 even for the coordinator, except where the thing is shared by all programmes (`shared`) or is public.
"""

from dataclasses import dataclass

ANONYMOUS = "anonymous"
PARTICIPANT = "participant"  # an account without any role
TRAINER = "trainer"  # leads the cycle that is asked for
OTHER_TRAINER = "other trainer"  # of the same programme, leads nothing
MENTOR = "mentor"
HOST = "host"
EDITOR = "editor"
EVALUATOR = "evaluator"
COORDINATOR = "coordinator"
FOREIGN = "foreign coordinator"
OPERATOR = "operator"  # a superuser without roles

ACTORS = (
    ANONYMOUS,
    PARTICIPANT,
    TRAINER,
    OTHER_TRAINER,
    MENTOR,
    HOST,
    EDITOR,
    EVALUATOR,
    COORDINATOR,
    FOREIGN,
    OPERATOR,
)
Who = frozenset[str]

NOBODY: Who = frozenset()
ALL: Who = frozenset(ACTORS)
SIGNED_IN = ALL - {ANONYMOUS}
TEAM: Who = frozenset({TRAINER, OTHER_TRAINER, MENTOR, HOST, EDITOR, EVALUATOR, COORDINATOR})
COORD: Who = frozenset({COORDINATOR})
LEADS: Who = frozenset({COORDINATOR, TRAINER})
TRAINS: Who = frozenset({COORDINATOR, TRAINER, OTHER_TRAINER})
FIGURES: Who = frozenset({COORDINATOR, EVALUATOR})
SEES_CYCLES: Who = TRAINS | {EVALUATOR}
SEES_CYCLE: Who = LEADS | {EVALUATOR}
REGISTRY: Who = frozenset({COORDINATOR, FOREIGN, OPERATOR, MENTOR, HOST, EVALUATOR})
KEEPS_REGISTRY: Who = frozenset({COORDINATOR, FOREIGN, OPERATOR})
CREATES: Who = frozenset({COORDINATOR, FOREIGN, OPERATOR})
NEWSROOM: Who = frozenset({COORDINATOR, FOREIGN, OPERATOR, EDITOR})


@dataclass(frozen=True)
class Row:
    name: str
    args: str = ""
    get: Who | None = ALL
    post: Who | None = None
    shared: bool = False
    gone_is_fine: bool = False  # removing what is not there (a second click) leads back; nothing is removed
    data: tuple[tuple[str, str], ...] = ()  # what a POST must carry to mean anything
    note: str = ""


PROGRAMME = "programme.slug"
CYCLE = f"{PROGRAMME} cycle.number"
SESSION = f"{CYCLE} session.number"

ROWS = (
    # The front doors, open to the public
    Row("portal:home"),
    Row("portal:programme", PROGRAMME),
    Row("portal:results", PROGRAMME),
    Row("portal:accessibility"),
    Row("portal:robots"),
    Row("portal:sitemap"),
    Row("knowledge:feed"),
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
    Row("portal:dashboard", PROGRAMME, get=TEAM),
    Row("portal:history", PROGRAMME, get=COORD),
    Row("portal:mail", PROGRAMME, get=COORD),
    Row("portal:mail_retry", f"{PROGRAMME} mail.pk", get=None, post=COORD),
    # programme
    Row("programme:clause", PROGRAMME),
    Row("programme:create", get=CREATES, post=CREATES),
    Row("programme:overview", PROGRAMME, get=FIGURES),
    Row("programme:change", PROGRAMME, get=COORD, post=COORD),
    Row("programme:publish", PROGRAMME, get=None, post=COORD),
    Row("programme:unpublish", PROGRAMME, get=None, post=COORD),
    Row("programme:activities", PROGRAMME, get=FIGURES),
    Row("programme:activity_add", PROGRAMME, get=COORD, post=COORD),
    Row("programme:activity_change", f"{PROGRAMME} activity.number", get=COORD, post=COORD),
    Row("programme:activity_remove", f"{PROGRAMME} activity.number", get=None, post=COORD, gone_is_fine=True),
    Row("programme:clause_write", PROGRAMME, get=COORD, post=COORD),
    Row("programme:team", PROGRAMME, get=FIGURES),
    Row("programme:team_add", PROGRAMME, get=COORD, post=COORD),
    Row("programme:team_end", f"{PROGRAMME} member.pk", get=COORD, post=COORD),
    # people: the registry is shared by all programmes
    Row("people:suggestions"),
    Row("people:organisations", get=REGISTRY),
    Row("people:organisations_csv", get=REGISTRY),
    Row("people:organisation_create", get=KEEPS_REGISTRY, post=KEEPS_REGISTRY),
    Row("people:organisations_to_complete", get=REGISTRY),
    Row("people:memberships_to_settle", get=KEEPS_REGISTRY),
    Row(
        "people:settle_membership",
        "doubtful.pk",
        get=None,
        post=KEEPS_REGISTRY,
        shared=True,
        data=(("organisation", "new"),),
    ),
    Row("people:reopen_membership", "settled.pk", get=None, post=KEEPS_REGISTRY, shared=True),
    Row("people:duplicates", get=KEEPS_REGISTRY),
    Row("people:compare", "organisation.pk twin.pk", get=KEEPS_REGISTRY, shared=True),
    Row("people:tell_apart", "organisation.pk twin.pk", get=None, post=KEEPS_REGISTRY, shared=True),
    Row("people:undo_merge", "merge.pk", get=None, post=KEEPS_REGISTRY, shared=True),
    Row("people:import_register", get=KEEPS_REGISTRY, post=KEEPS_REGISTRY),
    Row("people:organisation", "organisation.pk", get=REGISTRY, shared=True),
    Row(
        "people:organisation_change", "organisation.pk", get=KEEPS_REGISTRY, post=KEEPS_REGISTRY, shared=True
    ),
    Row("people:organisation_registers", "group.pk", get=KEEPS_REGISTRY, post=KEEPS_REGISTRY, shared=True),
    Row("people:organisation_refresh", "organisation.pk", get=None, post=KEEPS_REGISTRY, shared=True),
    Row("people:merge", "organisation.pk twin.pk", get=KEEPS_REGISTRY, post=KEEPS_REGISTRY, shared=True),
    # workshops: public, and by the link of a participant
    Row("workshops:cycles", PROGRAMME),
    Row("workshops:cycle", f"{PROGRAMME} cycle.slug", post=ALL),
    Row("workshops:cycle_calendar", f"{PROGRAMME} cycle.slug"),
    Row("workshops:enrolment_received", "received"),
    Row("workshops:enrolment", "enrolment.token"),
    Row("workshops:enrolment_change", "enrolment.token", get=ALL, post=ALL),
    Row("workshops:enrolment_cancel", "enrolment.token", get=ALL, post=ALL),
    Row("workshops:enrolment_undo", "enrolment.token", get=ALL, post=ALL, note="GET leads to the own page"),
    Row("workshops:enrolment_calendar", "enrolment.token"),
    Row("workshops:enrolment_certificate", "enrolment.token"),
    Row("workshops:verify_start"),
    Row("workshops:verify", "certificate.code"),
    # workshops: the team
    Row("workshops:work_cycles", PROGRAMME, get=SEES_CYCLES),
    Row("workshops:cycle_new", PROGRAMME, get=COORD, post=COORD),
    Row("workshops:work_cycle", CYCLE, get=SEES_CYCLE),
    Row("workshops:cycle_change", CYCLE, get=COORD, post=COORD),
    Row("workshops:cycle_publish", CYCLE, get=None, post=COORD),
    Row("workshops:cycle_withdraw", CYCLE, get=None, post=COORD),
    Row("workshops:session_new", CYCLE, get=COORD, post=COORD),
    Row("workshops:session_series", CYCLE, get=COORD, post=COORD),
    Row("workshops:session_change", SESSION, get=COORD, post=COORD),
    Row("workshops:session_remove", SESSION, get=COORD, post=COORD),
    Row("workshops:work_enrolments", CYCLE, get=LEADS),
    Row("workshops:work_enrolments_csv", CYCLE, get=COORD),
    Row("workshops:work_enrolment_place", f"{CYCLE} enrolment.number", get=None, post=COORD),
    Row("workshops:work_enrolment_cancel", f"{CYCLE} enrolment.number", get=COORD, post=COORD),
    Row("workshops:attendance", SESSION, get=SEES_CYCLE),
    Row("workshops:attendance_mark", SESSION, get=None, post=LEADS),
    Row("workshops:attendance_rest", SESSION, get=None, post=LEADS),
    Row("workshops:attendance_close", SESSION, get=LEADS, post=LEADS),
    Row("workshops:attendance_list", SESSION, get=LEADS),
    Row("workshops:attendance_correct", f"{SESSION} enrolment.number", get=COORD, post=COORD),
    Row("workshops:certificates", CYCLE, get=SEES_CYCLE),
    Row("workshops:certificates_issue", CYCLE, get=None, post=COORD),
    Row("workshops:certificate_pdf", f"{CYCLE} certificate.sequence", get=LEADS),
    Row("workshops:certificate_revoke", f"{CYCLE} certificate.sequence", get=COORD, post=COORD),
    Row("workshops:certificate_reissue", f"{CYCLE} certificate.sequence", get=COORD, post=COORD),
    # reporting
    Row("reporting:indicators", PROGRAMME, get=FIGURES),
    Row("reporting:indicator", f"{PROGRAMME} indicator.number", get=FIGURES),
    Row("reporting:indicator_facts", f"{PROGRAMME} indicator.number", get=FIGURES),
    Row("reporting:definitions", PROGRAMME, get=FIGURES),
    Row("reporting:definition_add", PROGRAMME, get=COORD, post=COORD),
    Row("reporting:definition_change", f"{PROGRAMME} indicator.number", get=COORD, post=COORD),
    Row(
        "reporting:definition_remove",
        f"{PROGRAMME} indicator.number",
        get=None,
        post=COORD,
        gone_is_fine=True,
    ),
    Row("reporting:reports", PROGRAMME, get=FIGURES),
    Row("reporting:report_create", PROGRAMME, get=COORD, post=COORD),
    Row("reporting:report", f"{PROGRAMME} draft.number", get=FIGURES),
    Row("reporting:report_change", f"{PROGRAMME} draft.number", get=COORD, post=COORD),
    Row("reporting:report_narrative", f"{PROGRAMME} draft.number", get=COORD, post=COORD),
    Row("reporting:report_preview", f"{PROGRAMME} draft.number", get=FIGURES),
    Row("reporting:report_copy", f"{PROGRAMME} draft.number", get=FIGURES),
    Row("reporting:report_submit", f"{PROGRAMME} draft.number", get=COORD, post=COORD),
    Row("reporting:report_remove", f"{PROGRAMME} draft.number", get=None, post=COORD, gone_is_fine=True),
    Row("reporting:report_paper", f"{PROGRAMME} report.number", get=FIGURES),
    Row("reporting:report_facts", f"{PROGRAMME} report.number", get=FIGURES),
    Row("reporting:frozen_figure", f"{PROGRAMME} report.number figure.number", get=FIGURES),
)


@dataclass(frozen=True)
class Prefix:
    """Addresses of another's program under one path: who may come in at all."""

    path: str
    get: Who
    example: str = ""
    note: str = ""


PREFIXES = (
    Prefix("redakcja/", NEWSROOM, note="Wagtail's admin: rights lent by role (knowledge.permissions)"),
    Prefix("wiedza/", ALL, note="the news, published pages only"),
    Prefix("dokumenty/", NOBODY, example="dokumenty/1/nie-ma.pdf", note="documents of the news: downloads"),
)

# Of the editors' room, closed to everybody: what has consequences beyond the news.
CLOSED = (
    "redakcja/users/",
    "redakcja/groups/",
    "redakcja/sites/",
    "redakcja/workflows/list/",
    "redakcja/collections/",
    "redakcja/images/",
    "wiedza/_util/login/",
    "konto/login/",
    "konto/password/reset/",
    "konto/signup/",
    "admin/",
)
