from osnowa.workshops.models.attendance import Attendance, AttendanceCorrection
from osnowa.workshops.models.certificate import Certificate
from osnowa.workshops.models.cycle import Cycle, Session
from osnowa.workshops.models.enrolment import AccessNeeds, Enrolment

__all__ = [
    "AccessNeeds",
    "Attendance",
    "AttendanceCorrection",
    "Certificate",
    "Cycle",
    "Enrolment",
    "Session",
]
