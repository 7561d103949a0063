from osnowa.workshops.models.attendance import Attendance, AttendanceCorrection
from osnowa.workshops.models.certificate import Certificate
from osnowa.workshops.models.cycle import Cycle, Session
from osnowa.workshops.models.enrolment import AccessNeeds, Enrolment
from osnowa.workshops.models.mark import AttendanceMark, SignedSheet
from osnowa.workshops.models.question import Answer, Question

__all__ = [
    "AccessNeeds",
    "Answer",
    "Attendance",
    "AttendanceCorrection",
    "AttendanceMark",
    "Certificate",
    "Cycle",
    "Enrolment",
    "Question",
    "Session",
    "SignedSheet",
]
