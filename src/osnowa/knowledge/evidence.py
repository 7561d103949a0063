"""What counts of knowledge: articles and tools described, each published after a second person approved it."""

from osnowa.programme.evidence import Counting

COUNTINGS: tuple[Counting, ...] = ()
