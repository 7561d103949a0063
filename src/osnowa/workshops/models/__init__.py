from osnowa.workshops.models.attendance import Attendance, AttendanceCorrection
from osnowa.workshops.models.certificate import Certificate, CertificateBatch
from osnowa.workshops.models.cycle import Cycle, Session
from osnowa.workshops.models.enrolment import AccessNeeds, Enrolment
from osnowa.workshops.models.interest import Interest, SignUpSheet
from osnowa.workshops.models.question import Answer, Question

__all__ = [
    "AccessNeeds",
    "Answer",
    "Attendance",
    "AttendanceCorrection",
    "Certificate",
    "CertificateBatch",
    "Cycle",
    "Enrolment",
    "Interest",
    "Question",
    "Session",
    "SignUpSheet",
]
