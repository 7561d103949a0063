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
from osnowa.people.models.public_page import PublicPage

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
    "PublicPage",
    "RegisterAnswer",
]
