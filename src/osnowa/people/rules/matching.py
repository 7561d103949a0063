"""How alike two names of organisations are. Plain Python; every rule here is symmetric.

Three answers: the same (nothing but case, marks, quotes and words of legal form differ), near (a person must say),
different. Thresholds were chosen on the names of the Podkarpackie court-register answers and on invented misspellings:
see tests/people/test_matching.py.
"""

from functools import lru_cache

from osnowa.people.rules import names

NEAR = 0.58  # shared letter triples, 0 to 1
WORDS_NEAR = 0.66  # shared telling words of the shorter name, by letters, 0 to 1
STEM = 5  # letters that inflected forms of a Polish word have in common


@lru_cache(maxsize=4096)
def _triples(text: str) -> frozenset[str]:
    padded = [f"  {word} " for word in text.split()]
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def _shared(first: frozenset[str], second: frozenset[str]) -> float:
    """Dice's coefficient: twice what is shared, over all."""
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _alike_words(first: str, second: str) -> bool:
    """The same word, another ending (`siedliska`, `siedliskach`), or a slip of a letter or two."""
    shorter = min(len(first), len(second))
    if first == second:
        return True
    if shorter < 4:  # noqa: PLR2004  short words are alike by chance
        return False
    if first[: min(STEM, shorter - 1)] == second[: min(STEM, shorter - 1)]:
        return True
    return shorter > STEM and _shared(_triples(first), _triples(second)) >= NEAR


def _covered(words: frozenset[str], by: frozenset[str]) -> float:
    letters = sum(map(len, words))
    return (
        sum(len(w) for w in words if any(_alike_words(w, other) for other in by)) / letters
        if letters
        else 0.0
    )


def same(first: str, second: str) -> bool:
    """Nothing but case, marks, quotes, abbreviations and *unstated* legal form differ.

    `Łąka` and `Fundacja „Łąka”` are the same; `Stowarzyszenie Łąka` and `Fundacja Łąka` are not: both state a form.
    """
    core = names.core(first)
    if not core or core != names.core(second):
        return False
    stated, other = names.dress(first), names.dress(second)
    return not stated or not other or stated == other


def likeness(first: str, second: str) -> float:
    """0 to 1; the same cores are 1. Symmetric."""
    one, two = names.without_marks(first), names.without_marks(second)
    if not one or not two:
        return 1.0 if names.core(first) == names.core(second) else 0.0
    if one == two:
        return 1.0
    telling_one, telling_two = names.telling_words(first), names.telling_words(second)
    if _short_for(first, second) or _short_for(second, first):
        return 0.9
    triples = _shared(_triples(one), _triples(two))
    if (
        not telling_one or not telling_two
    ):  # nothing but common words on one side: letters alone decide, strictly
        return triples if triples >= 0.8 else 0.0  # noqa: PLR2004
    words = max(_covered(telling_one, telling_two), _covered(telling_two, telling_one))
    if words == 0:
        return 0.0  # common words alone never make two names alike
    return min(1.0, max(triples, words * 0.95 if words >= WORDS_NEAR else 0.0))


def near(first: str, second: str) -> bool:
    """Alike enough that a person must say. Marks that contradict each other (OSP, KGW) make two names different."""
    marks_one, marks_two = names.marks(first), names.marks(second)
    if marks_one and marks_two and marks_one != marks_two:
        return False
    return likeness(first, second) >= NEAR


def _short_for(short: str, long: str) -> bool:
    word = names.folded(short)
    return " " not in word and word in names.initials(long)
