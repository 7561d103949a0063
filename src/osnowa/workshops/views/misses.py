"""How often something that does not exist was asked for from one address of the net, minute by minute."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from osnowa.lib import clock

TOO_MANY = 429


class Misses:
    """Only misses are counted: a room of thirty behind one address does what it came for."""

    def __init__(self, name: str) -> None:
        self.name = name

    def are_too_many(self, request: HttpRequest) -> bool:
        return cache.get(self._key(request), 0) >= settings.UNKNOWN_CODES_PER_MINUTE_PER_ADDRESS

    def count(self, request: HttpRequest) -> None:
        key = self._key(request)
        if not cache.add(key, 1, timeout=120):
            try:
                cache.incr(key)
            except ValueError:  # it ran out between the two lines
                cache.set(key, 1, timeout=120)

    def _key(self, request: HttpRequest) -> str:
        minute = int(clock.now().timestamp() // 60)
        return f"workshops.{self.name}.{request.META.get('REMOTE_ADDR', '')}.{minute}"
