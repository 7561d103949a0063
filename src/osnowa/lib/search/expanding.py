"""From a typed word to the forms in which it stands in texts: endings, relatives, slips of the finger, beginnings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from osnowa.lib import polish
from osnowa.lib.models import SearchKey
from osnowa.lib.search import dialect
from osnowa.lib.search.entries import keys_of
from osnowa.lib.search.words import Typed, one_edit

Kind = SearchKey.Kind
# How much a form is worth that has this in common with the typed word; the word itself is worth 1
WORTH = {Kind.LEMMA: 0.92, Kind.RELATIVE: 0.75, Kind.STEM: 0.7, Kind.ROOT: 0.4, Kind.BARE: 0.2}
ALONE = {0.75: 0.9, 0.7: 0.9, 0.4: 0.55}  # the same where nothing closer stands in any text
BARE_ALONE, SLIP, BEGINNING, BEGUN = 0.5, 0.8, 0.4, 0.85
FORMS_AT_MOST = 48
SHORTEST_MISTYPED = 5  # letters
SHORTEST_BEGINNING = 4
SHORTEST_COMMON = 5
SHORTEST_HALF = 4
SHORTEST_JOINED = 6
_COLUMNS = "SELECT w.form, w.documents, w.spelled"


@dataclass
class Group:
    """One typed word with the forms that stand for it: {form: worth}. `documents`: in how many entries it stands,
    about. `meant`: the word in the place of one that nobody wrote, as it is spelled.
    """

    word: str
    forms: dict[str, float] = field(default_factory=dict)
    documents: int = 0
    meant: str = ""
    also: str = ""  # the word after it, where both are one


def expand(typed: Typed, *, begun: bool = False) -> tuple[list[Group], int]:
    """The telling words with their forms, in the order typed, and how many entries there are.

    A word that stands nowhere is taken as one with its neighbour ("next cloud"), as a slip of the finger, or as the
    beginning of a word. What the dictionary knows is no slip, unless nothing else was typed. `begun`: the last word is
    still being typed, so whatever begins with it counts.
    """
    wanted = [(typed.words[n], typed.spelled[n]) for n in typed.telling]
    groups, entries = _by_keys(wanted)
    if begun and groups[-1].word == typed.words[-1]:
        for form, documents, _spelled in beginning_with(groups[-1].word, FORMS_AT_MOST // 2):
            groups[-1].forms.setdefault(form, BEGUN)
            groups[-1].documents += documents
    _bare_alone(groups)
    unknown = [n for n, group in enumerate(groups) if not group.forms]
    if unknown and len(groups) > 1:
        groups = _joined(groups, unknown)
    groups = [one for group in groups for one in _halves(group)]
    alone = not any(group.forms for group in groups)
    for group in groups:
        if not group.forms:
            _guess(group, may_slip=alone or not polish.knows([group.word]))
        elif max(group.forms.values()) <= ALONE[WORTH[Kind.ROOT]] and not polish.knows([group.word]):
            _guess(group, may_slip=True, may_begin=False)  # `skadek`: rather `składek` than `skąd`
    return groups, entries


def _bare_alone(groups: Sequence[Group]) -> None:
    """What only a verb without its prefix has in common is far: it counts where nothing else was found."""
    far = [group for group in groups if group.forms and max(group.forms.values()) <= WORTH[Kind.BARE]]
    for group in far:
        if len(far) < sum(bool(one.forms) for one in groups):
            group.forms, group.documents = {}, 0
        else:
            group.forms = dict.fromkeys(group.forms, BARE_ALONE)


def _joined(groups: list[Group], unknown: Sequence[int]) -> list[Group]:
    """Two neighbours of which one is nowhere, as one word, where that one is somewhere."""
    pairs = sorted({n for place in unknown for n in (place - 1, place) if 0 <= n < len(groups) - 1})
    words = [groups[n].word + groups[n + 1].word for n in pairs]
    found, _entries = _by_keys([(word, word) for word in words])
    for n, one in zip(pairs, found, strict=True):
        if not one.forms and len(one.word) >= SHORTEST_JOINED:
            _guess(one, may_slip=True, may_begin=False)
        if one.forms and max(one.forms.values()) > WORTH[Kind.ROOT]:
            one.meant = one.meant or one.word
            one.also = groups[n + 1].word
            one.word = groups[n].word
            return [*groups[:n], one, *groups[n + 2 :]]
    return groups


def _halves(group: Group) -> list[Group]:
    """A word that stands nowhere and in no dictionary as the two words of which it is made: `białoczerwony`."""
    word = group.word
    places = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
    if group.forms or not places or len(word) < 2 * SHORTEST_COMMON or polish.knows([word]):
        return [group]
    found, _entries = _by_keys([(half, half) for n in places for half in (word[:n], word[n:])])
    both = [
        pair
        for pair in zip(found[::2], found[1::2], strict=True)
        if all(one.forms and max(one.forms.values()) > ALONE[WORTH[Kind.ROOT]] for one in pair)
    ]
    return list(max(both, key=lambda pair: min(len(one.word) for one in pair))) if both else [group]


def _by_keys(wanted: Sequence[tuple[str, str]]) -> tuple[list[Group], int]:
    """What shares a key with the words: one query."""
    groups = [Group(word) for word, _spelled in wanted]
    owners: dict[str, list[tuple[Group, int]]] = {}
    for group, (_word, spelled) in zip(groups, wanted, strict=True):
        for own_key, own_kind in keys_of(spelled).items():
            owners.setdefault(own_key, []).append((group, own_kind))
    found: dict[int, dict[str, tuple[float, int]]] = {id(group): {} for group in groups}
    entries = 0
    words = {group.word: group for group in groups}
    for form, documents, key, kind in _stored(["", *words], list(owners)):
        if key is None or kind is None:
            if form == "":
                entries = documents
            else:
                found[id(words[form])][form] = (1.0, documents)
            continue
        for group, asked in owners[key]:
            worth = min(WORTH[Kind(asked)], WORTH[Kind(kind)])
            here = found[id(group)]
            if worth > here.get(form, (0.0, 0))[0]:
                here[form] = (worth, documents)
    for group in groups:
        _take(group, found[id(group)])
    return groups, entries


def _stored(forms: Sequence[str], keys: Sequence[str]) -> list[tuple[str, int, str | None, int | None]]:
    is_form, form_values = dialect.among("w.form", forms)
    statement = f"SELECT w.form, w.documents, NULL, NULL FROM lib_searchword w WHERE {is_form}"  # noqa: S608
    parameters = form_values
    if keys:
        is_key, key_values = dialect.among_many("k.key", keys)
        statement += (
            " UNION ALL SELECT w.form, w.documents, k.key, k.kind FROM lib_searchkey k "  # noqa: S608
            f"JOIN lib_searchword w ON w.id = k.word_id WHERE {is_key} AND w.documents > 0"
        )
        parameters = [*form_values, *key_values]
    return [row for row in dialect.rows(statement, parameters) if row[1] > 0]  # type: ignore[misc]


def _take(group: Group, found: dict[str, tuple[float, int]]) -> None:
    """The worthiest forms. Where no closer form stands in any text, the ones that do are worth more: a stem is all
    there is. Relatives by the root alone count little, so they are not counted in `documents`.
    """
    if any(worth > WORTH[Kind.BARE] for worth, _documents in found.values()):
        found = {form: one for form, one in found.items() if one[0] > WORTH[Kind.BARE]}
    best = sorted(found.items(), key=lambda one: (-one[1][0], -one[1][1], one[0]))[:FORMS_AT_MOST]
    top = best[0][1][0] if best else 0.0
    lift = 1.0 if top >= WORTH[Kind.LEMMA] else ALONE[top] / top if top in ALONE else 1.0
    group.forms = {form: worth * lift for form, (worth, _documents) in best}
    near = [documents for _form, (worth, documents) in best if worth > WORTH[Kind.ROOT]]
    group.documents = sum(near) or sum(documents for _form, (_worth, documents) in best)


def _guess(group: Group, *, may_slip: bool, may_begin: bool = True) -> None:
    """A word that stands nowhere in any form: a slip of the finger, or the beginning of a word."""
    word = group.word
    if may_slip and len(word) >= SHORTEST_MISTYPED and (meant := _mistyped(word)):
        more, _entries = _by_keys(meant)
        forms = {form: worth for one in more for form, worth in one.forms.items() if worth > WORTH[Kind.ROOT]}
        forms |= {form: 1.0 for form, _spelled in meant}
        group.forms = {form: worth * SLIP for form, worth in forms.items()}
        group.documents = sum(one.documents for one in more)
        group.meant = meant[0][1]
        return
    if not may_begin or len(word) < SHORTEST_BEGINNING:
        return
    least = max(SHORTEST_COMMON, len(word) // 2) if len(word) > SHORTEST_JOINED else len(word)
    begun = beginning_with(word[:least], 200)
    longest = max((_in_common(word, form) for form, _documents, _spelled in begun), default=0)
    nearest = [one for one in begun if _in_common(word, one[0]) == longest][:20]
    _take(group, {form: (BEGINNING, documents) for form, documents, _spelled in nearest})


def _in_common(one: str, other: str) -> int:
    """Letters with which both begin."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _mistyped(word: str) -> list[tuple[str, str]]:
    """Words of our texts one slip away, the likeliest first; else words whose other forms stand in our texts.

    A slip keeps the first letter more often than not, and a word met in many texts is likelier than a rare one.
    """
    variants = one_edit(word)
    is_form, values = dialect.among_many("w.form", variants)
    rows = dialect.rows(f"{_COLUMNS} FROM lib_searchword w WHERE {is_form} AND w.documents > 0", values)
    if rows:
        rows.sort(key=lambda row: (row[0][0] != word[0], -row[1], row[0]))
        return [(form, shown) for form, _documents, shown in rows[:3]]
    likely = {f"l{lemma}" for variant in polish.knows(variants) for lemma in polish.lemmas(variant)}
    found = _with_keys(likely, word)
    stem = min(polish.stems(word), key=len, default="")
    if not found and len(stem) >= SHORTEST_MISTYPED:
        found = _with_keys({f"s{variant}" for variant in (stem, *one_edit(stem))}, word)
    return found


def _with_keys(keys: Iterable[str], word: str) -> list[tuple[str, str]]:
    wanted = sorted(keys)
    if not wanted:
        return []
    is_key, values = dialect.among_many("k.key", wanted)
    rows = dialect.rows(
        f"{_COLUMNS} FROM lib_searchkey k JOIN lib_searchword w ON w.id = k.word_id "
        f"WHERE {is_key} AND w.documents > 0",
        values,
    )
    rows.sort(key=lambda row: (row[0][0] != word[0], -row[1], row[0]))
    return list(dict.fromkeys((form, shown) for form, _documents, shown in rows))[:3]


def beginning_with(start: str, limit: int) -> list[tuple[str, int, str]]:
    """Words of our texts that begin so, the most frequent first: form, documents, spelled."""
    does_begin, values = dialect.begins("w.form", start)
    return [
        (form, documents, spelled)
        for form, documents, spelled in dialect.rows(
            f"{_COLUMNS} FROM lib_searchword w WHERE {does_begin} AND w.documents > 0 "
            "ORDER BY w.documents DESC, w.form LIMIT %s",
            [*values, limit],
        )
    ]


def together(groups: Iterable[Group]) -> dict[str, tuple[tuple[int, float], ...]]:
    """Every form with the groups that it stands for: {form: ((place of the group, worth), ...)}."""
    found: dict[str, list[tuple[int, float]]] = {}
    for place, group in enumerate(groups):
        for form, worth in group.forms.items():
            found.setdefault(form, []).append((place, worth))
    return {form: tuple(ones) for form, ones in found.items()}
