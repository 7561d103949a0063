"""What the index knows: things are put and forgotten by the apps that show them, in the transaction of the deed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction

from osnowa.lib import locks, polish, text
from osnowa.lib.models import SearchEntry, SearchKey, SearchWord
from osnowa.lib.search import dialect
from osnowa.lib.search.words import all_folded, spelled_words

BATCH = 500
Kind = SearchKey.Kind


@dataclass(frozen=True)
class Entry:
    """A public thing as it can be found.

    `kind`: the thing's kind in the app's own words ("article"); `id`: unique within it. `address`: where it is opened.
    `facets`: by what results are narrowed, values as the app keeps them: {"topic": ("communication",)}.
    """

    kind: str
    id: str | int
    title: str
    text: str
    address: str
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = "pl"


_gathered: ContextVar[dict[tuple[str, str], Entry | None] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """What many deeds in one go put and forget reaches the index once, at the end: the last word about each thing.

    For one transaction that makes hundreds of things. Where it raises, nothing is put.
    """
    waiting: dict[tuple[str, str], Entry | None] = {}
    before = _gathered.set(waiting)
    try:
        yield
    finally:
        _gathered.reset(before)
    put(entry for entry in waiting.values() if entry is not None)
    for (kind, thing), entry in waiting.items():
        if entry is None:
            show(kind, thing, None)


def put(entries: Iterable[Entry]) -> int:
    """Make things findable, or change how they are found; how many they were. The last thing that a deed does: writers
    of the index stand in line until their transaction ends.
    """
    later = _gathered.get()
    if later is not None:
        found = {(entry.kind, str(entry.id)): entry for entry in entries}
        later.update(found)
        return len(found)
    number, waiting = 0, iter(entries)
    while batch := list(islice(waiting, BATCH)):
        _put_batch({(entry.kind, str(entry.id)): entry for entry in batch})
        number += len(batch)
    return number


@transaction.atomic
def forget(kind: str, ids: Iterable[str | int]) -> int:
    """Nobody finds these things any more; how many were there (0 while deeds are gathered)."""
    wanted = [str(one) for one in ids]
    later = _gathered.get()
    if later is not None:
        later.update({(kind, one): None for one in wanted})
        return 0
    locks.lock_words("search")
    change: Counter[str] = Counter()
    number = 0
    for start in range(0, len(wanted), BATCH):
        rows = SearchEntry.objects.filter(kind=kind, thing_id__in=wanted[start : start + BATCH])
        for title, words in rows.values_list("title_words", "text_words"):
            number += 1
            change.subtract({"", *title.split(), *words.split()})
        rows.delete()
    _count(change, {})
    return number


def show(kind: str, thing: str | int, entry: Entry | None) -> None:
    """Put the thing, or forget it where there is nothing to show any more: said after every change of it."""
    if entry is not None:
        put([entry])
    elif _gathered.get() is not None or SearchEntry.objects.filter(kind=kind, thing_id=str(thing)).exists():
        forget(kind, [thing])


def ids_of(kind: str) -> list[str]:
    return list(SearchEntry.objects.filter(kind=kind).values_list("thing_id", flat=True))


def is_filled() -> bool:
    """Has anything been put yet?"""
    return SearchEntry.objects.exists()


def facet_key(facets: dict[str, Iterable[str]]) -> str:
    pairs = [f"{name}={value}" for name, values in sorted(facets.items()) for value in values]
    return f"|{'|'.join(pairs)}|" if pairs else ""


@transaction.atomic
def _put_batch(batch: dict[tuple[str, str], Entry]) -> None:
    locks.lock_words("search")
    change: Counter[str] = Counter()
    known = SearchEntry.objects.filter(
        kind__in={kind for kind, _id in batch}, thing_id__in=[thing for _kind, thing in batch]
    ).values_list("kind", "thing_id", "title_words", "text_words")
    for kind, thing, title, words in known:
        if (kind, thing) in batch:
            change.subtract({"", *title.split(), *words.split()})
    spelled: dict[str, str] = {}
    rows = []
    for (kind, thing), entry in batch.items():
        title, body = text.clean(entry.title)[:400], text.clean(entry.text)
        in_title, in_body = spelled_words(title), spelled_words(body)
        for word in dict.fromkeys((*in_title, *in_body)):
            plain = polish.folded(word)
            if plain == spelled.get(plain, plain):  # the spelling with marks is kept
                spelled[plain] = word[: polish.LONGEST_WORD]
        title_words, text_words = all_folded(in_title), all_folded(in_body)
        change.update({"", *title_words, *text_words})
        rows.append(
            SearchEntry(
                kind=kind,
                thing_id=thing,
                title=title,
                text=body,
                address=entry.address,
                language=entry.language,
                facets={name: list(values) for name, values in entry.facets.items()},
                facet_key=facet_key(dict(entry.facets)),
                title_words=" ".join(title_words),
                text_words=" ".join(text_words),
            )
        )
    SearchEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "thing_id"],
        update_fields=[
            "title", "text", "address", "language", "facets", "facet_key", "title_words", "text_words",
        ],
    )  # fmt: skip
    _count(change, spelled)


def _count(change: Counter[str], spelled: dict[str, str]) -> None:
    """In how many entries each word stands. Words that are new come with what they are looked up by."""
    change = Counter({word: number for word, number in change.items() if number})
    if not change:
        return
    forms = sorted(change)
    known: set[str] = set()
    for start in range(0, len(forms), 5000):
        known.update(
            SearchWord.objects.filter(form__in=forms[start : start + 5000]).values_list("form", flat=True)
        )
    fresh = SearchWord.objects.bulk_create(
        [SearchWord(form=form, spelled=spelled.get(form, form)) for form in forms if form not in known],
        batch_size=BATCH,
    )
    SearchKey.objects.bulk_create(
        [
            SearchKey(word=word, key=key, kind=kind)
            for word in fresh
            for key, kind in keys_of(word.spelled).items()
        ],
        batch_size=BATCH,
    )
    dialect.add_documents([(form, change[form]) for form in forms])


def keys_of(spelled: str) -> dict[str, int]:
    """What a word has in common with its other forms: {key: kind}, the closest kind of each key."""
    plain = polish.folded(spelled)
    keys: dict[str, int] = {}
    if not plain.isalpha():
        return keys
    for kind, sign, found in _related(spelled, plain):
        for word in found:
            keys.setdefault(f"{sign}{word}", kind)
    return keys


def _related(spelled: str, plain: str) -> Sequence[tuple[int, str, tuple[str, ...]]]:
    return (
        (Kind.LEMMA, "l", polish.lemmas(plain)),
        (Kind.RELATIVE, "l", polish.relatives(plain)),
        (Kind.STEM, "s", polish.stems(spelled)),
        (Kind.ROOT, "r", polish.roots(spelled)),
        (Kind.BARE, "r", polish.bare_roots(spelled)),
    )
