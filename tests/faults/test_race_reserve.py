"""People give up, answer offers and sign up at the same moment: the reserve list moves up in order, nobody twice."""

import pytest

from benchmarks import reserve
from benchmarks.servers import Server

pytestmark = [pytest.mark.servers, pytest.mark.xdist_group("servers")]
CLIENTS = 16


@pytest.mark.parametrize("offer_hours", [0, 24])
def test_the_list_moves_up_in_order_and_nobody_twice(scratch, offer_hours):
    with Server(scratch, workers=3) as server:
        seen = reserve.once(
            scratch, server, CLIENTS, offer_hours=offer_hours, first=200_000 + 1000 * offer_hours
        )

    assert {key: seen[key] for key in (*reserve.WRONG, "first_error")} == {
        "oversold": 0,
        "doubled": 0,
        "out_of_order": 0,
        "errors": 0,
        "first_error": "",
    }
    assert seen["moved_up"] >= CLIENTS


def test_control_without_locks_goes_wrong(scratch):
    """The same rush with the locks off. Were nothing to go wrong here, the test above would prove nothing."""
    wrong = 0
    with Server(scratch, workers=4, locks_off=True) as server:
        for attempt in range(6):
            seen = reserve.once(
                scratch, server, 24, offer_hours=24 * (attempt % 2), first=300_000 + 1000 * attempt
            )
            wrong += sum(seen[key] for key in reserve.WRONG)
            if wrong:
                break

    assert wrong > 0
