from typing import Any

from wagtail.rich_text import get_text_for_indexing

from osnowa.lib import search


class Findable:
    """Beside a page: the index follows it through every door, Wagtail's own as well (schedules, deeds in bulk)."""

    @classmethod
    def kind(cls) -> str:
        """Under which the index keeps pages of this kind."""
        return str(cls._meta.model_name)  # type: ignore[attr-defined]  # beside a page

    def entry(self: Any) -> search.Entry | None:
        """As readers find it; None where they do not see it."""
        if not self.live or not self.url:
            return None
        return search.Entry(
            self.kind(),
            self.pk,
            self.title,
            "\n".join(part for part in self.texts_to_find() if part),
            self.url,
            {
                name: tuple(value for value in values if value)
                for name, values in self.facets_to_find().items()
            },
            getattr(self, "language", "pl"),
        )

    def texts_to_find(self: Any) -> list[str]:
        """Plain texts beside the title in which readers search."""
        return [self.lead, get_text_for_indexing(self.body)]

    def facets_to_find(self: Any) -> dict[str, list[str]]:
        """By what readers narrow a search."""
        topic = getattr(self, "topic", "")
        return {"topic": [topic], "programme": [self.programme.slug if self.programme else search.ALL]}

    def save(self: Any, *args: Any, update_fields: Any = None, **kwargs: Any) -> Any:
        result = super().save(*args, update_fields=update_fields, **kwargs)  # type: ignore[misc]  # beside a page
        if update_fields is None or {"live", "title", "url_path", "slug"} & set(update_fields):
            search.show(self.kind(), self.pk, self.entry())
        return result

    def delete(self: Any, *args: Any, **kwargs: Any) -> Any:
        gone = self.pk
        result = super().delete(*args, **kwargs)  # type: ignore[misc]  # beside a page
        search.show(self.kind(), gone, None)
        return result
