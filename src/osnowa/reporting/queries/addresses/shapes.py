from collections.abc import Callable, Iterable

from osnowa.programme.models import Programme

Ids = Iterable[int]
Addresses = dict[int, str]
Finder = Callable[[Programme, Ids], Addresses]
