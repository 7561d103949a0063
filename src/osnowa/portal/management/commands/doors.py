"""Print the address and a one-click way in for each role. In demonstration mode only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import translation

from osnowa.portal import queries


class Command(BaseCommand):
    help = "Prints the address and a one-click way in for each role (demonstration only)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "Doors without a code exist in demonstration mode only (OSNOWA_MODE=demonstration)."
            )
        with translation.override("en"):
            found = queries.doors()
            self.stdout.write(f"{settings.BASE_URL}/")
            if not found:
                self.stdout.write("  The demonstration programme is not there yet: osnowa demonstration")
                return
            page = settings.BASE_URL + reverse("portal:demonstration")
            width = max(len(door.label) for door in found)
            for door in found:
                self.stdout.write(f"  {door.label:<{width}}  {page}?rola={door.role}")
            self.stdout.write(f"  {'outbox':<{width}}  {settings.BASE_URL}{reverse('portal:outbox')}")
