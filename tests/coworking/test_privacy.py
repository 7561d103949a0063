"""What the office knows about a person, and how it is forgotten."""

import json

from osnowa.coworking.actions.visits import check_in
from osnowa.coworking.evidence import booked_hours, people, visits
from osnowa.coworking.models import Booking, BookingSlot, Visit
from osnowa.coworking.privacy import erase, export
from osnowa.lib import clock
from tests.coworking.conftest import MONDAY, TUESDAY, at
from tests.coworking.test_evidence import WHOLE


def test_export_holds_everything_about_the_person_and_nobody_else(office):
    mine = office.book()
    office.book(office.other_desk, by=office.piotr)
    with clock.at(at(TUESDAY, 10)):
        check_in(mine, by=office.hania)
    found = export(office.maria.person)
    assert [row["reference"] for row in found["bookings"]] == [mine.reference]
    assert [row["organisation"] for row in found["visits"]] == ["Fundacja Łąka"]
    assert "Piotr" not in json.dumps(found, ensure_ascii=False)


def test_erase_cancels_what_is_to_come_blanks_words_and_keeps_the_counts(office):
    past = office.book(day=MONDAY, start=(10, 0), end=(12, 0))
    coming = office.book()
    Booking.objects.update(purpose="z Janem Kowalskim")
    with clock.at(at(MONDAY, 10)):
        check_in(past, by=office.hania)
    with clock.at(at(MONDAY, 12)):
        before = [count(office.programme, WHOLE) for count in (visits, people, booked_hours)]
        erase(office.maria.person)
        erase(office.maria.person)
        assert [count(office.programme, WHOLE) for count in (visits, people, booked_hours)] == before
    coming.refresh_from_db()
    assert (coming.state, BookingSlot.objects.filter(booking=coming).count()) == (Booking.State.CANCELLED, 0)
    assert set(Booking.objects.values_list("purpose", flat=True)) == {""}
    assert set(Booking.objects.values_list("submission_key", flat=True)) == {
        f"erased-{past.pk}",
        f"erased-{coming.pk}",
    }
    assert Visit.objects.count() == 1
