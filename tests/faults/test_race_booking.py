"""Eight people want one desk at overlapping times (faults 4): real processes, the real form."""

import pytest

from benchmarks import booking_race
from benchmarks.servers import Scratch

pytestmark = [pytest.mark.servers, pytest.mark.xdist_group("servers")]
GUARDED = ("rounds", "doubled", "no_winner", "errors", "first_error", "pages_disagree")


def test_exactly_one_gets_the_desk_and_nobody_sees_an_error(scratch):
    seen = booking_race.race(scratch, rounds=10, workers=4)

    assert {key: seen[key] for key in GUARDED} == {
        "rounds": 10,
        "doubled": 0,
        "no_winner": 0,
        "errors": 0,
        "first_error": "",
        "pages_disagree": 0,
    }


def test_control_without_lock_and_key_goes_wrong(database_kind):
    """An installation of its own, because its unique key is taken away.

    PostgreSQL books twice; SQLite without its early write lock answers "database is locked". Were nothing to go wrong
    here, the test above would prove nothing.
    """
    with Scratch(database_kind, copied=True) as spoilt:
        seen = booking_race.race(spoilt, rounds=15, workers=4, locks_off=True)

    assert seen["doubled"] + seen["errors"] > 0
