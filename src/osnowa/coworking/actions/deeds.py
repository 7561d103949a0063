"""The deeds of coworking, named once."""

from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit

booked = audit.deed("coworking.booked", _("booked a place in the office"))
cancelled = audit.deed("coworking.booking_cancelled", _("cancelled a booking"))
restored = audit.deed("coworking.cancellation_undone", _("took the cancellation of a booking back"))
no_show = audit.deed("coworking.no_show_noted", _("noted that nobody came for a booking"))
checked_in = audit.deed("coworking.checked_in", _("wrote down a visit in the office"))
visit_ended = audit.deed("coworking.visit_ended", _("wrote down that a visit ended"))
visit_removed = audit.deed("coworking.visit_removed", _("took a visit back"))
space_created = audit.deed("coworking.space_created", _("set up an office"))
space_changed = audit.deed("coworking.space_changed", _("changed an office"))
hours_changed = audit.deed("coworking.hours_changed", _("changed the opening hours of an office"))
day_closed = audit.deed("coworking.day_closed", _("closed the office for a day"))
day_reopened = audit.deed("coworking.day_reopened", _("opened a closed day of the office again"))
resource_added = audit.deed("coworking.resource_added", _("added a desk or room"))
resource_changed = audit.deed("coworking.resource_changed", _("changed a desk or room"))
