"""Is the planner installed? The one place that knows; everything else works without it."""

from importlib.util import find_spec


def is_installed() -> bool:
    """OR-Tools is asked for without being loaded: loading takes a second and a hundred megabytes."""
    return find_spec("ortools") is not None
