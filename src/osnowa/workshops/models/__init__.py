from osnowa.workshops.models.attendance import Attendance
from osnowa.workshops.models.certificate import Certificate
from osnowa.workshops.models.cycle import Cycle, Session
from osnowa.workshops.models.enrolment import AccessNeeds, Enrolment

__all__ = ["AccessNeeds", "Attendance", "Certificate", "Cycle", "Enrolment", "Session"]
