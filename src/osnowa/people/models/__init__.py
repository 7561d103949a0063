from osnowa.people.models.account import Account
from osnowa.people.models.consent import AddressChange, Consent
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
    "AddressChange",
    "Consent",
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
