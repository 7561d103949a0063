from osnowa.programme.models.indicator import Indicator
from osnowa.programme.models.paper import ServicePaper
from osnowa.programme.models.programme import Activity, Funder, InformationClause, Programme
from osnowa.programme.models.team import Role, TeamMember, living

__all__ = [
    "Activity",
    "Funder",
    "Indicator",
    "InformationClause",
    "Programme",
    "Role",
    "ServicePaper",
    "TeamMember",
    "living",
]
