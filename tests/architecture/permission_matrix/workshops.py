"""Cycles, sign-up with its form, attendance, certificates, materials, calendars."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile

from osnowa.lib import clock
from osnowa.workshops.models import Answer, Enrolment, Interest
from tests.architecture.permission_matrix.shapes import (
    ALL,
    COORD,
    CYCLE,
    EDITOR,
    FIGURES,
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
from tests.factories.workshops import (
    AnswerFactory,
    CycleFactory,
    EnrolmentFactory,
    InterestFactory,
    SignUpSheetFactory,
)

REPLY = f"{PROGRAMME} reply.enrolment.cycle.number reply.enrolment.number"

PLANNED: Who = TRAINS | {MENTOR, FOREIGN}
SHARES: Who = COORD | {EDITOR}

RANKED = f"{PROGRAMME} ranked.number"  # a cycle whose places go by points

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
    Row("workshops:cycle_recruitment", f"{PROGRAMME} ranked.slug"),
    Row("workshops:enrolment_received", "received"),
    Row("workshops:enrolment", "enrolment.token"),
    Row("workshops:enrolment_change", "enrolment.token", get=ALL, post=ALL),
    Row("workshops:enrolment_cancel", "enrolment.token", get=ALL, post=ALL),
    Row("workshops:enrolment_act_for", "enrolment.token", post=ALL, note="by link"),
    Row("workshops:enrolment_presence", "enrolment.token", get=ALL, post=ALL, note="by link"),
    Row("workshops:enrolment_undo", "enrolment.token", get=ALL, post=ALL, note="GET leads to the own page"),
    Row("workshops:enrolment_answer", "enrolment.token", get=ALL, post=ALL, note="GET leads to the own page"),
    Row("workshops:enrolment_calendar", "enrolment.token"),
    Row("workshops:enrolment_certificate", "enrolment.token"),
    Row("workshops:enrolment_answers", "enrolment.token", get=ALL, post=ALL),
    Row("workshops:enrolment_confirm", "colleague.token", get=ALL, post=ALL),
    Row("workshops:enrolment_colleagues", "enrolment.token", get=ALL, post=ALL),
    Row("workshops:enrolment_consent", "enrolment.token", get=None, post=ALL, data=(("kind", "image"),)),
    Row("workshops:interest_leave", f"{PROGRAMME} interest.cycle.slug", get=ALL, post=ALL),
    Row("workshops:interest", "interest.token", get=ALL, post=ALL),
    Row("workshops:presence_start"),
    Row(
        "workshops:presence", "presence_code", get=ALL, post=ALL, note="a code that is out is refused kindly"
    ),
    Row("workshops:presence_said", "presence_said"),
    Row("workshops:verify_start"),
    Row("workshops:verify", "certificate.code"),
    # workshops: the team
    Row("workshops:work_cycles", PROGRAMME, get=SEES_CYCLES),
    Row("workshops:work_statistics", PROGRAMME, get=FIGURES),
    Row("workshops:work_statistics_csv", PROGRAMME, get=FIGURES),
    Row("workshops:work_statistics_xlsx", PROGRAMME, get=FIGURES),
    Row("workshops:work_attendance_csv", CYCLE, get=COORD),
    Row("workshops:work_attendance_xlsx", CYCLE, get=COORD),
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
    Row("workshops:recruitment", RANKED, get=SEES_CYCLE),
    Row("workshops:recruitment_terms", RANKED, get=COORD, post=COORD),
    Row("workshops:recruitment_sample", RANKED, get=SEES_CYCLE),
    Row("workshops:criterion_new", RANKED, get=COORD, post=COORD),
    Row("workshops:criterion_change", f"{RANKED} criterion.pk", get=COORD, post=COORD),
    Row("workshops:criterion_remove", f"{RANKED} criterion.pk", get=COORD, post=COORD),
    Row("workshops:applications", RANKED, get=LEADS),
    Row("workshops:application", f"{RANKED} applicant.number", get=LEADS, post=LEADS),
    Row("workshops:recruitment_list", RANKED, get=COORD, post=COORD),
    Row("workshops:recruitment_correct", RANKED, get=COORD, post=COORD),
    Row("workshops:recruitment_list_csv", RANKED, get=COORD),
    Row("workshops:attendance", SESSION, get=SEES_CYCLE),
    Row("workshops:attendance_mark", SESSION, get=None, post=LEADS),
    Row("workshops:attendance_rest", SESSION, get=None, post=LEADS),
    Row("workshops:attendance_close", SESSION, get=LEADS, post=LEADS),
    Row("workshops:attendance_list", SESSION, get=LEADS),
    Row("workshops:attendance_standing", SESSION, get=SEES_CYCLE),
    Row("workshops:attendance_choose", SESSION, get=None, post=LEADS),
    Row("workshops:attendance_screen", SESSION, get=LEADS),
    Row("workshops:attendance_paper", SESSION, get=LEADS, post=LEADS),
    Row("workshops:sheet_add", SESSION, get=LEADS, post=LEADS),
    Row("workshops:sheet", f"{SESSION} signed_sheet.number", get=LEADS, note="names and signatures"),
    Row("workshops:sheet_remove", f"{SESSION} signed_sheet.number", get=LEADS, post=LEADS),
    Row("workshops:lists", PROGRAMME, get=TRAINS),
    Row("workshops:lists_manifest", PROGRAMME, get=TRAINS),
    Row("workshops:lists_worker", PROGRAMME, get=TRAINS),
    Row("workshops:list", SESSION, get=LEADS),
    Row("workshops:list_state", SESSION, get=LEADS),
    Row("workshops:list_deliver", SESSION, get=None, post=LEADS),
    Row("workshops:attendance_correct", f"{SESSION} enrolment.number", get=COORD, post=COORD),
    Row("workshops:certificates", CYCLE, get=SEES_CYCLE),
    Row("workshops:certificates_issue", CYCLE, get=None, post=COORD),
    Row("workshops:certificate_preview", f"{CYCLE} enrolment.number", get=LEADS),
    Row("workshops:certificates_zip", CYCLE, get=LEADS),
    Row("workshops:certificate_pdf", f"{CYCLE} certificate.sequence", get=LEADS),
    Row("workshops:certificate_revoke", f"{CYCLE} certificate.sequence", get=COORD, post=COORD),
    Row("workshops:certificate_reissue", f"{CYCLE} certificate.sequence", get=COORD, post=COORD),
    Row("workshops:work_enrolments_xlsx", CYCLE, get=COORD),
    Row("workshops:work_answers", REPLY, get=LEADS),
    Row("workshops:work_answer_file", f"{REPLY} reply.question.pk", get=LEADS),
    Row("workshops:sign_up_sheet_new", CYCLE, get=COORD, post=COORD),
    Row("workshops:sign_up_sheet", f"{CYCLE} sheet.pk", get=COORD, post=COORD),
    Row("workshops:questions", PROGRAMME, get=COORD),
    Row("workshops:question_new", PROGRAMME, get=COORD, post=COORD),
    Row("workshops:question_ready", PROGRAMME, get=None, post=COORD, data=(("ready", "role"),)),
    Row("workshops:question_change", f"{PROGRAMME} reply.question.pk", get=COORD, post=COORD),
    Row("workshops:question_move", f"{PROGRAMME} reply.question.pk", get=None, post=COORD),
    Row("workshops:question_retire", f"{PROGRAMME} reply.question.pk", get=COORD, post=COORD),
    Row("workshops:cycle_questions", CYCLE, get=COORD),
    Row("workshops:cycle_question_new", CYCLE, get=COORD, post=COORD),
    Row("workshops:cycle_question_ready", CYCLE, get=None, post=COORD, data=(("ready", "role"),)),
    Row("workshops:questions_preview", CYCLE, get=COORD),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """A reply with a file in the cycle, a colleague who has not confirmed, somebody interested, a table on its way in."""
    reply = AnswerFactory(
        enrolment=own.enrolment, question__cycle=own.cycle, question__kind="file", value="zrzut.png"
    )
    reply.file.save("zrzut.png", ContentFile(b"\x89PNG\r\n\x1a\n"), save=True)
    later = CycleFactory(
        programme=own.programme,
        number=first_number + 80,
        recruitment_opens_at=clock.now() + dt.timedelta(days=1),
    )
    return {
        "reply": reply,
        "colleague": EnrolmentFactory(
            cycle=own.cycle,
            number=first_number + 60,
            signed_up_by=own.enrolment,
            confirm_until=clock.now() + dt.timedelta(days=1),
        ),
        "interest": InterestFactory(cycle=later),
        "sheet": SignUpSheetFactory(cycle=own.cycle),
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration; a table on its way in lives a day, so it is made."""
    replies = Answer.objects.filter(enrolment__cycle__programme=own.programme).exclude(file="")
    pending = Enrolment.objects.filter(cycle__programme=own.programme, confirm_until__isnull=False)
    return {
        "reply": replies.select_related("enrolment__cycle", "question").first(),
        "colleague": pending.exclude(state="cancelled").first(),
        "interest": Interest.objects.filter(cycle__programme=own.programme).first(),
        "sheet": SignUpSheetFactory(cycle=own.cycle),
    }
