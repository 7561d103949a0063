from osnowa.people.forms.organisation import OrganisationForm, RegistrationForm
from osnowa.people.forms.register import ImportForm, SearchForm

__all__ = ["ImportForm", "OrganisationForm", "RegistrationForm", "SearchForm"]
