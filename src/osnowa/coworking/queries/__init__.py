"""What others may ask of the office."""

from osnowa.coworking.queries.path import affairs_of, path_steps
from osnowa.coworking.queries.today import offices_today

__all__ = ["affairs_of", "offices_today", "path_steps"]
