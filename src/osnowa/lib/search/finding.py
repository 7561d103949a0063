"""Finding: from what was typed to the entries that answer best, the same on both databases.

The database gives entries in which the words stand (all of them; else all but one; else the rarest); which of those is
best is worked out here (`ranking`). Counts and totals go to COUNTED entries: whoever finds more narrows the search.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from osnowa.lib.search import dialect
from osnowa.lib.search.entries import facet_key
from osnowa.lib.search.expanding import SLIP, Group, expand, together
from osnowa.lib.search.ranking import READ_AT_MOST, Match, match, title_score, weights
from osnowa.lib.search.snippets import Part, snippet, title_parts
from osnowa.lib.search.words import Typed, read

COUNTED = 240
RANKED = 36
LOOSELY = 80  # entries of a looser match that are looked at
ENOUGH = 15  # entries with which a stricter match is content
MANY = 1500  # entries: a word that stands in more is no reason by itself to look at a text
SHORTEST_BEGUN = 2  # letters
WEAK = 0.2  # of the best score: what answers worse is not shown
Facets = Mapping[str, Sequence[str]]
KIND = "kind"  # the name under which kinds are counted among facets


@dataclass(frozen=True)
class Hit:
    """A thing that was found; `title_parts` and `snippet`: words with a flag, whether they were looked for."""

    kind: str
    id: str
    title: str
    address: str
    language: str
    facets: dict[str, list[str]]
    title_parts: tuple[Part, ...]
    snippet: tuple[Part, ...]
    score: float


@dataclass(frozen=True)
class Found:
    """What was found. `total` and `counts` go to COUNTED at the most (`more` says that there are others);
    `meant`: the search as it was probably meant, where a word of it is nowhere; `counts`: {facet: {value: number}},
    kinds under KIND, each facet counted as if it was not chosen itself.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    more: bool = False
    meant: str = ""
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


class _Row(NamedTuple):
    pk: int
    kind: str
    facets: dict[str, list[str]]
    title: list[str]  # its folded words
    tier: int


class _Read(NamedTuple):
    """An entry as it was read for ranking: its words, and what is shown of it."""

    words: list[str]
    thing: str
    title: str
    text: str
    address: str
    language: str


def find(
    typed: str, *, kinds: Sequence[str] = (), facets: Facets | None = None, limit: int = 20, offset: int = 0
) -> Found:
    """What answers best, first. `typed`: as a person wrote it, of any length and with any signs.

    `kinds`, `facets`: of each named facet one of its values must be there.
    """
    asked = read(typed)
    if not asked.words or limit <= 0 or offset < 0:
        return Found()
    groups, entries = expand(asked)
    return _find(asked, groups, entries, kinds=kinds, facets=facets, limit=limit, offset=offset)


def _find(
    asked: Typed,
    groups: Sequence[Group],
    entries: int,
    *,
    kinds: Sequence[str],
    facets: Facets | None,
    limit: int,
    offset: int,
    snippets: bool = True,
) -> Found:
    alive = [group for group in groups if group.forms]
    meant = _meant(asked, groups)
    if not alive:
        return Found(meant=meant)
    idf = weights([group.documents for group in alive], entries)
    chosen = {name: tuple(values) for name, values in (facets or {}).items() if values}
    rows = _candidates(alive, idf, ("", []))
    kept = [row for row in rows if _has(row, kinds, chosen)]
    if len(kept) < len(rows) and len(rows) >= LOOSELY:  # others may stand behind those that were in the way
        kept = _candidates(alive, idf, _where(kinds, chosen))
    ranked, looked_at = _ranked(kept, groups, idf, asked=asked, wanted=offset + limit)
    answers = {row.pk for row, _read_as, _match in ranked}
    if not asked.phrases:  # what nobody read yet has all the words
        answers |= {row.pk for row in kept if row.pk not in looked_at and row.tier <= 1}
    counted = [row for row in rows if row.pk in answers or not _has(row, kinds, chosen)]
    return Found(
        _shown(ranked[offset : offset + limit], snippets=snippets),
        len(answers),
        len(kept) >= COUNTED,
        meant,
        _counts(counted, kinds, chosen),
    )


def suggest(
    typed: str, *, kinds: Sequence[str] = (), facets: Facets | None = None, limit: int = 8
) -> tuple[Hit, ...]:
    """Things that a half-typed search is probably about: its last word may be only begun. Nothing for one letter.
    Without snippets.
    """
    asked = read(typed)
    if not asked.words or len(asked.words[-1]) < SHORTEST_BEGUN:
        return ()
    groups, entries = expand(asked, begun=not typed[-1:].isspace())
    return _find(
        asked, groups, entries, kinds=kinds, facets=facets, limit=limit, offset=0, snippets=False
    ).hits


def _candidates(groups: Sequence[Group], idf: Sequence[float], where: dialect.Where) -> list[_Row]:
    """Entries worth ranking, the strictest match first."""
    forms = [tuple(group.forms) for group in groups]
    found = _with_all(forms, where, is_crowd=len(groups) == 1 and groups[0].documents > COUNTED)
    if len(forms) == 1 or len(found) >= ENOUGH:
        return found
    by_rarity = sorted(range(len(groups)), key=lambda n: -idf[n])
    looser = []
    if len(forms) > 2:  # noqa: PLR2004
        but_one = [[f for m, f in enumerate(forms) if m != n] for n in by_rarity[::-1][:4]]
        crowded = min(group.documents for group in groups) > LOOSELY
        looser = _matching(2, but_one, where, ordered=crowded, limit=LOOSELY)
    if len(found) + len(looser) < ENOUGH:
        rare, number = [], 0
        for n in by_rarity:
            if rare and number + groups[n].documents > MANY:
                break
            rare.append([forms[n]])
            number += groups[n].documents
        looser += _matching(3, rare, where, ordered=number > LOOSELY, limit=LOOSELY)
    once = {row.pk: row for row in reversed([*found, *looser])}
    return list(once.values())[::-1]


def _with_all(forms: Sequence[tuple[str, ...]], where: dialect.Where, *, is_crowd: bool) -> list[_Row]:
    """Entries with all the words. Of a crowd those that have them in the title, then those where they say most:
    `is_crowd` where that is known before asking.
    """
    found = [] if is_crowd else _matching(1, [forms], where, ordered=False, limit=COUNTED)
    if not is_crowd and len(found) < COUNTED:
        return found
    titles = _matching(0, [forms], where, only_title=True, ordered=False, limit=COUNTED)
    if len(titles) < COUNTED and (is_crowd or len(titles) < ENOUGH):
        found = _matching(1, [forms], where, ordered=len(titles) < ENOUGH, limit=COUNTED)
    known = {row.pk for row in titles}
    return [*titles, *(row for row in found if row.pk not in known)][:COUNTED]


def _matching(
    tier: int,
    any_of: Sequence[dialect.Match],
    where: dialect.Where,
    *,
    only_title: bool = False,
    ordered: bool,
    limit: int,
) -> list[_Row]:
    rows = dialect.matching(any_of, only_title=only_title, where=where, ordered=ordered, limit=limit)
    return [_Row(pk, kind, facets, title.split(), tier) for pk, kind, facets, title in rows]


def _ranked(
    rows: Sequence[_Row],
    groups: Sequence[Group],
    idf: Sequence[float],
    *,
    asked: Typed,
    wanted: int,
) -> tuple[list[tuple[_Row, _Read, Match]], set[int]]:
    """Entries by how well they answer, and which were looked at: of more than RANKED, those whose titles say most."""
    forms = together([group for group in groups if group.forms])
    if len(rows) > RANKED:
        rows = sorted(rows, key=lambda row: (row.tier > 1, -title_score(row.title, forms, idf), row.tier))
    rows = rows[: max(RANKED, wanted)]
    texts = _read([row.pk for row in rows])
    ranked = [
        (row, texts[row.pk], match(row.title, texts[row.pk].words, forms, idf))
        for row in rows
        if row.pk in texts
    ]
    for phrase in asked.phrases:
        ranked = [one for one in ranked if _has_phrase(phrase, one[0].title, one[1].words, groups)]
    ranked.sort(key=lambda one: (-one[2].score, one[0].pk))
    least = ranked[0][2].score * WEAK if ranked else 0.0
    return [one for one in ranked if one[2].score >= least], set(texts)


def _read(numbers: Sequence[int]) -> dict[int, _Read]:
    """The entries with the first words of their texts: as many as ranking looks at, and a snippet is made of."""
    if not numbers:
        return {}
    is_one, values = dialect.among("e.id", numbers)
    return {
        pk: _Read(words.split(" ", READ_AT_MOST)[:READ_AT_MOST] if words else [], *shown)
        for pk, words, *shown in dialect.rows(
            f"SELECT e.id, substr(e.text_words, 1, {READ_AT_MOST * 9}), e.thing_id, e.title, "  # noqa: S608  our own words
            f"substr(e.text, 1, {READ_AT_MOST * 10}), e.address, e.language FROM lib_searchentry e WHERE {is_one}",
            values,
        )
    }


def _has_phrase(phrase: Sequence[str], title: list[str], words: list[str], groups: Sequence[Group]) -> bool:
    """The words one after another, each in any form of its dictionary word."""
    forms = {group.word: group.forms for group in groups}
    allowed = [
        {word} | {form for form, worth in forms.get(word, {}).items() if worth > SLIP} for word in phrase
    ]
    return any(
        line[start] in allowed[0]
        and all(word in may for word, may in zip(line[start : start + len(allowed)], allowed, strict=True))
        for line in (title, words)
        for start in range(len(line) - len(allowed) + 1)
    )


def _shown(ranked: Sequence[tuple[_Row, _Read, Match]], *, snippets: bool) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            row.kind,
            read_as.thing,
            read_as.title,
            read_as.address,
            read_as.language,
            row.facets,
            title_parts(read_as.title, one.title_places),
            snippet(read_as.text, one.places) if snippets else (),
            one.score,
        )
        for row, read_as, one in ranked
    )


def _has(row: _Row, kinds: Sequence[str], chosen: Facets) -> bool:
    if kinds and row.kind not in kinds:
        return False
    return not chosen or all(set(values) & set(row.facets.get(name, ())) for name, values in chosen.items())


def _where(kinds: Sequence[str], chosen: Facets) -> dialect.Where:
    pieces = [dialect.among("e.kind", list(kinds))] if kinds else []
    for name, values in chosen.items():
        either = [dialect.contains("e.facet_key", facet_key({name: [value]})) for value in values]
        pieces.append(
            (f"({' OR '.join(one for one, _v in either)})", [v for _o, more in either for v in more])
        )
    return "".join(f" AND {one}" for one, _values in pieces), [v for _one, values in pieces for v in values]


def _counts(rows: Sequence[_Row], kinds: Sequence[str], chosen: Facets) -> dict[str, dict[str, int]]:
    """How many entries have each value, beside what is chosen in the other facets."""
    counted: dict[str, Counter[str]] = {KIND: Counter()}
    for row in rows:
        if _has(row, (), chosen):
            counted[KIND][row.kind] += 1
        for name, values in row.facets.items():
            others = {one: wanted for one, wanted in chosen.items() if one != name}
            if _has(row, kinds, others):
                counted.setdefault(name, Counter()).update(values)
    return {name: dict(values.most_common()) for name, values in counted.items()}


def _meant(asked: Typed, groups: Sequence[Group]) -> str:
    """The search with probable words in the place of those that nobody wrote; empty where all is well."""
    meant = {group.word: group.meant for group in groups if group.meant}
    if not meant:
        return ""
    gone = {group.also for group in groups if group.also}
    return " ".join(
        meant.get(word, spelled)
        for word, spelled in zip(asked.words, asked.spelled, strict=True)
        if word not in gone
    )
