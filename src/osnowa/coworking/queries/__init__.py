"""What others may ask of the office."""

from osnowa.coworking.queries.path import affairs_of, path_steps

__all__ = ["affairs_of", "path_steps"]
