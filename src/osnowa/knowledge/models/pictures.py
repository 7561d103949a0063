"""The widths in which a picture of Wagtail's is kept, drawn when it is sent: looking at a text writes nothing."""

from wagtail.images.models import Filter, Image, Rendition

from osnowa.knowledge import rules


def draw_widths(picture: Image) -> list[Rendition]:
    """The picture in each width, never larger than it is; what is there already is not drawn again.

    Wagtail's own deed does it in threads and leaves its files to the collector of garbage. Raises SourceImageIOError
    where the file is lost.
    """
    found = {one.filter_spec: one for one in picture.renditions.filter(filter_spec__in=rules.PICTURE_SPECS)}
    return [found.get(spec) or _drawn(picture, spec) for spec in rules.PICTURE_SPECS]


def draw_for_letters(picture: Image) -> Rendition:
    """The picture as mail programs show it: a JPEG, on white where one looks through it. Drawn once.

    Raises SourceImageIOError where the file is lost.
    """
    found = picture.renditions.filter(filter_spec=rules.LETTER_SPEC).first()
    return found or _drawn(picture, rules.LETTER_SPEC)


def _drawn(picture: Image, spec: str) -> Rendition:
    drawn = picture.generate_rendition_file(Filter(spec=spec))
    try:
        made, _is_new = picture.renditions.get_or_create(
            filter_spec=spec, focal_point_key="", defaults={"file": drawn}
        )
    finally:
        drawn.close()
    return made
