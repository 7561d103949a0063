from osnowa.coworking.models.booking import Booking, BookingSlot
from osnowa.coworking.models.space import ClosedDay, OpeningHours, Resource, Space
from osnowa.coworking.models.visit import Visit

__all__ = ["Booking", "BookingSlot", "ClosedDay", "OpeningHours", "Resource", "Space", "Visit"]
