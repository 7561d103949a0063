"""What is worth mending in an issue before it goes: plain values in, findings out."""

import re
from dataclasses import dataclass

from osnowa.lib import text

LONG_SUBJECT = 60  # phones show 35 to 45 letters, other programs about 60
LONG_SENTENCE = 20  # words (ease.md, rule 18)
LONG_WORD = 4  # syllables
HEAVY = 13.0  # FOG: years of school that a text asks for; below it reads a person after secondary school
# Gmail shows the first 102 kB of a letter's HTML and hides the rest behind a link, the one to unsubscribe included.
CLIPPED_BYTES, NEARLY_CLIPPED_BYTES = 100_000, 80_000
OF_A_READER = 600  # bytes: their name and two links are longer than what stands in their place
HEAVY_PICTURES_BYTES = 1_000_000  # all pictures of a letter together: on a slow telephone half a minute
POOR_LABELS = frozenset(
    {"tutaj", "tu", "kliknij", "kliknij tutaj", "link", "here", "click here", "więcej", "czytaj"}
)
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n\s*\n|\n(?=\s*[-•*–])")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_VOWELS = re.compile(r"[aeiouyąęó]+", re.IGNORECASE)
_LABELLED = re.compile(r"\[([^\]\n]{1,200})\]\(")
_ADDRESS = re.compile(r"\(?https?://\S+\)?")


@dataclass(frozen=True)
class Reading:
    """How heavy a text is. `long_sentences`: those of more than LONG_SENTENCE words, as they stand."""

    words: int
    sentences: int
    fog: float
    long_sentences: list[str]


def reading_of(said: str) -> Reading:
    """FOG (Gunning), with Polish measure: 0.4 x (words in a sentence + percent of words of four syllables or more)."""
    bare = _ADDRESS.sub("", said).replace("[", "").replace("]", "")
    sentences = [part.strip() for part in _SENTENCE_END.split(bare) if _WORD.search(part)]
    counts = [len(_WORD.findall(sentence)) for sentence in sentences]
    words = sum(counts)
    if not words:
        return Reading(0, 0, 0.0, [])
    heavy = sum(1 for word in _WORD.findall(bare) if syllables(word) >= LONG_WORD)
    fog = 0.4 * (words / len(sentences) + 100 * heavy / words)
    long = [sentence for sentence, count in zip(sentences, counts, strict=True) if count > LONG_SENTENCE]
    return Reading(words, len(sentences), round(fog, 1), long)


def syllables(word: str) -> int:
    """In Polish every vowel makes a syllable, except an i that only softens: `niebo` has two."""
    softened = re.sub(r"i(?=[aeouyąęó])", "", word, flags=re.IGNORECASE)
    return max(1, sum(len(group) for group in _VOWELS.findall(softened)))


def faults_of_subject(subject: str) -> list[str]:
    """What is wrong: "empty", "long", "shouting" (capitals), "signs" (!!!)."""
    found = []
    if not subject.strip():
        found.append("empty")
    if len(subject) > LONG_SUBJECT:
        found.append("long")
    letters = [sign for sign in subject if sign.isalpha()]
    if len(letters) > 5 and all(sign.isupper() for sign in letters):  # noqa: PLR2004  "RODO" is a word, not a shout
        found.append("shouting")
    if re.search(r"[!?]{2,}|[$€]{2,}", subject):
        found.append("signs")
    return found


def weight_of(page: str) -> str:
    """How a letter's HTML fares in Gmail: "clipped", "nearly" or "fine"."""
    size = len(page.encode()) + OF_A_READER
    return "clipped" if size > CLIPPED_BYTES else "nearly" if size > NEARLY_CLIPPED_BYTES else "fine"


def says_title_only(alt: str, title: str) -> bool:
    """Does the description of a picture only repeat the heading beside it? Who hears both hears one thing twice."""
    return bool(text.fold(alt)) and text.fold(alt) == text.fold(title)


def poor_labels(words: str) -> list[str]:
    """Words of links that say nothing where they are read alone, as screen readers list them: "tutaj"."""
    return [label for label in _LABELLED.findall(words) if label.strip().strip(".").casefold() in POOR_LABELS]
