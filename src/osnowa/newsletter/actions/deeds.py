"""The deeds about readers, named once. No line of the history holds an address."""

from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit

asked = audit.deed("newsletter.letters_asked", _("Somebody asked for the newsletter"))
confirmed = audit.deed("newsletter.reader_confirmed", _("Reader confirmed the address"))
changed = audit.deed("newsletter.reader_changed", _("Reader changed topics, language or name"))
paused = audit.deed("newsletter.reader_paused", _("Reader paused the newsletter"))
resumed = audit.deed("newsletter.reader_resumed", _("Reader took the newsletter up again"))
ended = audit.deed("newsletter.reader_ended", _("Reader no longer gets the newsletter"))
returned = audit.deed("newsletter.reader_returned", _("Reader came back to the newsletter"))
asked_again = audit.deed(
    "newsletter.confirmation_sent_again", _("Letter to confirm the newsletter sent again")
)
forgotten = audit.deed("newsletter.unconfirmed_forgotten", _("Addresses that nobody confirmed deleted"))
taken_over = audit.deed("newsletter.consents_taken_over", _("Consents to news taken over from sign-ups"))
sheet_read = audit.deed("newsletter.sheet_read", _("List of addresses uploaded"))
sheet_imported = audit.deed("newsletter.sheet_imported", _("List of addresses taken over"))
list_saved = audit.deed("newsletter.list_saved", _("List of the newsletter saved"))
list_closed = audit.deed("newsletter.list_closed", _("List of the newsletter closed"))
list_opened = audit.deed("newsletter.list_opened", _("List of the newsletter opened again"))
segment_saved = audit.deed("newsletter.segment_saved", _("Group of readers saved"))
segment_removed = audit.deed("newsletter.segment_removed", _("Group of readers removed"))
bounced = audit.deed("newsletter.letter_bounced", _("A letter came back"))
suppressed = audit.deed("newsletter.address_suppressed", _("Address stopped: nothing goes to it"))
suppression_lifted = audit.deed("newsletter.suppression_lifted", _("Stopped address let in again"))
sequence_saved = audit.deed("newsletter.sequence_saved", _("Series of letters saved"))
sequence_switched = audit.deed("newsletter.sequence_switched", _("Series of letters switched on or off"))
step_saved = audit.deed("newsletter.step_saved", _("Letter of a series saved"))
step_removed = audit.deed("newsletter.step_removed", _("Letter of a series removed"))
steps_written = audit.deed("newsletter.steps_written", _("Letters of a series written to readers"))
exported = audit.deed("newsletter.readers_exported", _("List of readers downloaded"))
