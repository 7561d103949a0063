"""Many people want the last places at the same moment (faults 1): real processes, real requests."""

import pytest

from benchmarks import signup
from benchmarks.servers import Server

pytestmark = [pytest.mark.servers, pytest.mark.xdist_group("servers")]
CLIENTS, PLACES = 24, 8


@pytest.mark.parametrize("workers", [2, 4])
def test_exactly_the_places_are_given_and_the_rest_wait_in_order(scratch, workers):
    with Server(scratch, workers=workers) as server:
        signup.warm_up(scratch, server, workers)
        seen = signup.once(scratch, server, CLIENTS, PLACES, first=10_000 * workers)

    found = {
        key: seen[key]
        for key in ("placed", "reserved", "in_order", "oversold", "lost", "errors", "first_error")
    }
    assert found == {
        "placed": PLACES,
        "reserved": CLIENTS - PLACES,
        "in_order": True,
        "oversold": 0,
        "lost": 0,
        "errors": 0,
        "first_error": "",
    }
    assert seen["requests_per_signup"] <= 3


def test_control_without_locks_goes_wrong(scratch):
    """The same rush with the locks off: places are given twice, or people are turned away with an error.

    Were this test to pass with nothing going wrong, the one above would prove nothing.
    """
    wrong = 0
    with Server(scratch, workers=4, locks_off=True) as server:
        for attempt in range(5):
            seen = signup.once(scratch, server, CLIENTS, PLACES, first=100_000 + 1000 * attempt)
            wrong += seen["oversold"] + seen["errors"] + (not seen["in_order"])
            if wrong:
                break

    assert wrong > 0
