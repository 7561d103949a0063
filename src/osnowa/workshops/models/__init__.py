from osnowa.workshops.models.attendance import Attendance, AttendanceCorrection
from osnowa.workshops.models.busy_time import BusyTime
from osnowa.workshops.models.certificate import Certificate, CertificateBatch
from osnowa.workshops.models.cycle import Cycle, Session
from osnowa.workshops.models.enrolment import AccessNeeds, Enrolment
from osnowa.workshops.models.feed import CalendarFeed
from osnowa.workshops.models.interest import Interest, SignUpSheet
from osnowa.workshops.models.mark import AttendanceMark, SignedSheet
from osnowa.workshops.models.material import Material
from osnowa.workshops.models.message import (
    Letter,
    MessageKind,
    MessageSetting,
    MessageTemplate,
    MessageWritten,
)
from osnowa.workshops.models.question import Answer, Question
from osnowa.workshops.models.ranking import Ranking, RankingRow
from osnowa.workshops.models.terms import Criterion, Mark, RecruitmentTerms, TermsChange

__all__ = [
    "AccessNeeds",
    "Answer",
    "Attendance",
    "AttendanceCorrection",
    "AttendanceMark",
    "BusyTime",
    "CalendarFeed",
    "Certificate",
    "CertificateBatch",
    "Criterion",
    "Cycle",
    "Enrolment",
    "Interest",
    "Letter",
    "Mark",
    "Material",
    "MessageKind",
    "MessageSetting",
    "MessageTemplate",
    "MessageWritten",
    "Question",
    "Ranking",
    "RankingRow",
    "RecruitmentTerms",
    "Session",
    "SignUpSheet",
    "SignedSheet",
    "TermsChange",
]
