"""One secret a day: shared by whoever asks on that day, written over on the next."""

import datetime as dt

from osnowa.lib import day_key

TODAY = dt.date(2026, 11, 26)


def test_a_day_has_one_key_and_the_next_day_writes_over_it(settings, tmp_path):
    settings.HOME = tmp_path
    key = day_key.of(TODAY)
    assert (len(key), day_key.of(TODAY)) == (32, key)
    place = tmp_path / day_key.NAME
    assert place.stat().st_mode & 0o777 == 0o600
    next_key = day_key.of(TODAY + dt.timedelta(days=1))
    assert key != next_key
    assert key not in place.read_bytes()
    assert day_key.of(TODAY) not in (key, next_key), "a day that is over is made anew, never found again"
    place.write_bytes(b"broken")
    assert day_key.of(TODAY) == day_key.of(TODAY)


def test_without_a_folder_the_key_is_nobody_elses(settings, tmp_path):
    settings.HOME = tmp_path / "missing"
    assert day_key.of(TODAY) != day_key.of(TODAY)
