"""The deeds of people, named once."""

from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit

added = audit.deed("people.organisation_added", _("Organisation added"))
changed = audit.deed("people.organisation_changed", _("Organisation changed"))
group_registered = audit.deed("people.group_registered", _("Group registered as an organisation"))
merged = audit.deed("people.organisations_merged", _("Two entries merged into one"))
merge_undone = audit.deed("people.merge_undone", _("Merge undone"))
told_apart = audit.deed("people.organisations_told_apart", _("Two organisations told apart"))
answer_imported = audit.deed("people.register_answer_imported", _("Data taken over from the court register"))
membership_recorded = audit.deed(
    "people.membership_recorded", _("Person noted with the organisation they typed")
)
membership_settled = audit.deed("people.membership_settled", _("Organisation of a person settled"))
membership_reopened = audit.deed(
    "people.membership_reopened", _("Organisation of a person to be settled again")
)
membership_asked = audit.deed("people.membership_asked", _("Person asked to act for the organisation"))
membership_refused = audit.deed("people.membership_refused", _("Request to act for the organisation refused"))
contact_changed = audit.deed("people.contact_changed", _("Contact person changed by the organisation"))
membership_confirmed = audit.deed(
    "people.membership_confirmed", _("Person confirmed as speaking for the organisation")
)
membership_ended = audit.deed("people.membership_ended", _("Right to speak for the organisation taken away"))
consent_given = audit.deed("people.consent_given", _("Consent given"))
consent_withdrawn = audit.deed("people.consent_withdrawn", _("Consent withdrawn"))
address_asked = audit.deed("people.address_asked", _("Code sent to a new address of an account"))
address_changed = audit.deed("people.address_changed", _("Address of an account changed"))
person_linked = audit.deed("people.person_linked", _("Account linked with a person"))
public_page_agreed = audit.deed(
    "people.public_page_agreed", _("Organisation agreed to be found by everybody")
)
public_page_changed = audit.deed(
    "people.public_page_changed", _("Words on the organisation's public page changed")
)
public_page_withdrawn = audit.deed(
    "people.public_page_withdrawn", _("Organisation no longer to be found by everybody")
)
