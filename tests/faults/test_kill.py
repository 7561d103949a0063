"""kill -9 of server and worker right after the confirmation (faults 7): what was promised is there."""

import pytest

from benchmarks import kill

pytestmark = [pytest.mark.servers, pytest.mark.xdist_group("servers")]


def test_nothing_confirmed_is_lost(scratch):
    found = kill.rounds(scratch, kills=5)

    assert found["acknowledged"] >= found["kills"] == 5
    assert found["lost"] == 0
