"""Writers on SQLite stand in line: nobody overtakes, nobody looks in vain, a killed one gives way."""

import fcntl
import os
import threading
import time

import pytest
from django.db import connection, transaction

from osnowa.lib.models import PeriodicRun

pytestmark = pytest.mark.django_db(transaction=True)


def line() -> str:
    return f"{connection.settings_dict['NAME']}-line"


def is_free() -> bool:
    file = os.open(line(), os.O_RDWR)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(file)


def test_line_is_held_exactly_as_long_as_the_transaction():
    with transaction.atomic():
        assert is_free() is False
        with transaction.atomic():
            pass
        assert is_free() is False
    assert is_free() is True


def test_line_is_left_after_a_rollback():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert is_free() is True


def test_line_is_left_when_the_connection_closes_inside_a_transaction():
    with transaction.atomic():
        connection.close()
    assert is_free() is True


def test_many_writers_lose_nothing_and_wait_for_no_look():
    PeriodicRun.objects.create(job="tests.count", failures=0)
    together = threading.Barrier(8)

    def count() -> None:
        together.wait()
        for _ in range(5):
            with transaction.atomic():
                row = PeriodicRun.objects.get(job="tests.count")
                time.sleep(0.002)  # long enough that all others come meanwhile
                row.failures += 1
                row.save()
        connection.close()

    threads = [threading.Thread(target=count) for _ in range(8)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert PeriodicRun.objects.get(job="tests.count").failures == 40
    assert time.monotonic() - began < 20  # only that it ends; how fast is benchmarks' business
