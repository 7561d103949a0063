"""What stands in the masthead and the footer. Lives in the wiring, because it knows every room."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


@dataclass
class Chrome:
    """Read by ui/base.html. Views set `request.programme` to name the programme they are in."""

    programme: Any = None
    place: str = "front"
    items: list[Any] = field(default_factory=list)
    user_items: list[Any] = field(default_factory=list)
    rules_items: list[Any] = field(default_factory=list)
    home_url: str = "/"
    demonstration: bool = False


def chrome(request: HttpRequest) -> dict[str, Any]:
    return {"chrome": SimpleLazyObject(lambda: Chrome(demonstration=settings.DEMONSTRATION))}
