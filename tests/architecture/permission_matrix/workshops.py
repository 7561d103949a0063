"""Cycles, sign-up, attendance, certificates, materials, calendars."""

from types import SimpleNamespace
from typing import Any

from osnowa.workshops.models import CalendarFeed, Material
from tests.architecture.permission_matrix.shapes import (
    ALL,
    COORD,
    CYCLE,
    EDITOR,
    FOREIGN,
    LEADS,
    MENTOR,
    NOBODY,
    PROGRAMME,
    SEES_CYCLE,
    SEES_CYCLES,
    SESSION,
    SIGNED_IN,
    TRAINS,
    Row,
    Who,
)
from tests.factories.workshops import CalendarFeedFactory, MaterialFactory

PLANNED: Who = TRAINS | {MENTOR, FOREIGN}
SHARES: Who = COORD | {EDITOR}

ROWS = (
    # workshops: public, and by the link of a participant
    Row("workshops:cycles", PROGRAMME),
    Row("workshops:cycle", f"{PROGRAMME} cycle.slug", post=ALL),
    Row("workshops:cycle_calendar", f"{PROGRAMME} cycle.slug"),
    Row("workshops:programme_calendar", PROGRAMME),
    Row("workshops:cycle_material", f"{PROGRAMME} cycle.slug public_material.pk"),
    Row("workshops:feed", "feed.token", note="whoever knows the address"),
    Row("workshops:embed", PROGRAMME, note="in frames of other sites"),
    Row("workshops:embed_json", PROGRAMME, note="for pages of other sites"),
    Row("workshops:enrolment_my_calendar", "enrolment.token", post=ALL, note="by link; sends to the mailbox"),
    Row("workshops:enrolment_material", "enrolment.token material.pk"),
    Row(
        "workshops:my_calendar",
        get=SIGNED_IN,
        post=NOBODY,
        note="which calendar: tests/workshops/test_feeds.py",
    ),
    Row("workshops:busy_times", get=PLANNED, post=PLANNED),
    Row("workshops:busy_times_forget", get=None, post=PLANNED),
    Row("workshops:enrolment_received", "received"),
    Row("workshops:enrolment", "enrolment.token"),
    Row("workshops:enrolment_change", "enrolment.token", get=ALL, post=ALL),
    Row("workshops:enrolment_cancel", "enrolment.token", get=ALL, post=ALL),
    Row("workshops:enrolment_act_for", "enrolment.token", post=ALL, note="by link"),
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
    Row("workshops:session_call_off", SESSION, get=COORD, post=COORD),
    Row("workshops:session_restore", SESSION, get=None, post=COORD),
    Row("workshops:share", PROGRAMME, get=SHARES),
    Row("workshops:materials", SESSION, get=SEES_CYCLE),
    Row("workshops:material_add", SESSION, get=LEADS, post=LEADS),
    Row("workshops:material_download", f"{SESSION} material.pk", get=SEES_CYCLE),
    Row("workshops:material_remove", f"{SESSION} material.pk", get=None, post=LEADS),
    Row("workshops:homework", SESSION, get=LEADS, post=LEADS),
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
    Row("workshops:certificate_preview", f"{CYCLE} enrolment.number", get=LEADS),
    Row("workshops:certificates_zip", CYCLE, get=LEADS),
    Row("workshops:certificate_pdf", f"{CYCLE} certificate.sequence", get=LEADS),
    Row("workshops:certificate_revoke", f"{CYCLE} certificate.sequence", get=COORD, post=COORD),
    Row("workshops:certificate_reissue", f"{CYCLE} certificate.sequence", get=COORD, post=COORD),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """A material of the session, one for everybody, the calendar of the participant. Names are used by `args`."""
    return {
        "material": MaterialFactory(session=own.session, title=f"Materiał {first_number}"),
        "public_material": MaterialFactory(session=own.session, access="public"),
        "feed": CalendarFeedFactory(person=own.person),
    }


def found(own: Any) -> dict[str, Any]:
    """The same in the demonstration."""
    materials = Material.objects.filter(session__cycle=own.cycle)
    return {
        "material": materials.filter(access="participants").first(),
        "public_material": materials.filter(access="public").first(),
        "feed": CalendarFeed.objects.filter(person__isnull=False).first(),
    }
