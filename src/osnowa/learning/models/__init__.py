from osnowa.learning.models.bank import Item, Theme
from osnowa.learning.models.framework import Competence, Framework
from osnowa.learning.models.survey import SurveyAnswer, SurveyTicket
from osnowa.learning.models.test import CycleTest, Invitation, Reply, Sitting

__all__ = [
    "Competence",
    "CycleTest",
    "Framework",
    "Invitation",
    "Item",
    "Reply",
    "Sitting",
    "SurveyAnswer",
    "SurveyTicket",
    "Theme",
]
