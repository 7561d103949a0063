"""The index: what can be found, which words stand there, and what those words have in common.

Beside these tables the migration keeps what only one database knows: on SQLite an FTS5 table fed by triggers, on
PostgreSQL two generated columns with GIN indexes. Whatever remakes `lib_searchentry` has to make them again.
"""

from django.db import models


class SearchEntry(models.Model):
    """One thing that anybody may find. Points to it by kind and id, never to a model of ours."""

    personal_data = {
        "text": "what its app shows to everybody; a name that is erased there is put here anew without it",
        "title": "as `text`",
    }

    kind = models.CharField(max_length=40)
    thing_id = models.CharField(max_length=80)
    title = models.CharField(max_length=400)
    text = models.TextField()
    address = models.CharField(max_length=500)
    language = models.CharField(max_length=5)
    facets = models.JSONField(default=dict, help_text="{name: [values]}")
    facet_key = models.TextField(help_text="|name=value|name=value|, for filters")
    title_words = models.TextField(help_text="folded words, one space between them")
    text_words = models.TextField(help_text="as title_words; the title is no part of it")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "thing_id"], name="one_entry_per_thing")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.thing_id} {self.title}"


class SearchWord(models.Model):
    """A word as it stands somewhere, folded. The empty word counts the entries themselves."""

    personal_data = {"spelled": "words of public texts, one by one"}

    form = models.CharField(max_length=60, unique=True)
    spelled = models.CharField(max_length=60, help_text="with its marks, as it was met first")
    documents = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.form} ({self.documents})"


class SearchKey(models.Model):
    """What a word is looked up by: a dictionary form, a stem, a root."""

    personal_data = {}

    class Kind(models.IntegerChoices):
        LEMMA = 0
        RELATIVE = 1
        STEM = 2
        ROOT = 3
        BARE = 4  # the root of a verb without what stands before it

    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=62, db_index=True, help_text="l or s or r, and the folded word")
    kind = models.PositiveSmallIntegerField(choices=Kind)

    def __str__(self) -> str:
        return self.key


class MissedSearch(models.Model):
    """What was looked for in vain, by day: words without numbers and addresses, and how many times. Nobody's name."""

    personal_data = {}

    words = models.CharField(max_length=100, help_text="folded")
    happened_on = models.DateField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["words", "happened_on"], name="one_miss_per_words_and_day")
        ]
        indexes = [models.Index(fields=["happened_on"])]

    def __str__(self) -> str:
        return f"{self.words} ({self.times})"
