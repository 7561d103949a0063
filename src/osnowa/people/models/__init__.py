from osnowa.people.models.account import Account
from osnowa.people.models.merge import Distinction, Merge
from osnowa.people.models.organisation import (
    Identifier,
    LegalForm,
    Organisation,
    OrganisationStage,
    RegisterAnswer,
)
from osnowa.people.models.person import Membership, Person

__all__ = [
    "Account",
    "Distinction",
    "Identifier",
    "LegalForm",
    "Membership",
    "Merge",
    "Organisation",
    "OrganisationStage",
    "Person",
    "RegisterAnswer",
]
