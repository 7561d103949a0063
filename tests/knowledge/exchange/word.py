"""Documents as a word processor writes them, as small as they can be."""

import io
import zipfile

from PIL import Image

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = {"Tytu": "Title", "Nagwek1": "heading 1", "Nagwek2": "heading 2", "Cytat": "Quote"}
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/><Default Extension="svg" ContentType="image/svg+xml"/></Types>'
)


def png(width=40, height=30):
    kept = io.BytesIO()
    Image.new("RGB", (width, height), (30, 77, 58)).save(kept, "PNG")
    return kept.getvalue()


def paragraph(words, style="", more=""):
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{looks}{more}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def point(words, numbers, level=0):
    """`numbers`: 1 counts, 2 does not."""
    return paragraph(words, more=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbers}"/></w:numPr>')


def picture(relation, alt=""):
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic><a:graphicData>'
        f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def table(*rows):
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def _lists():
    kinds = ((1, "decimal"), (2, "bullet"))
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(2))
        + "</w:abstractNum>"
        for number, kind in kinds
    )
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number, _kind in kinds
    )
    return f"<w:numbering {SPACES}>{levels}{used}</w:numbering>"


def docx(*body, pictures=None, outside=None, more=None):
    """`pictures`: relation -> (file name, bytes); `outside`: relation -> address elsewhere; `more`: further parts."""
    inside = {relation: f"media/{name}" for relation, (name, _content) in (pictures or {}).items()}
    relations = "".join(
        f'<Relationship Id="{relation}" Type="{OFFICE}/image" Target="{target}"{mode}/>'
        for targets, mode in ((inside, ""), (outside or {}, ' TargetMode="External"'))
        for relation, target in targets.items()
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>",
        "word/numbering.xml": _lists(),
        **{f"word/media/{name}": content for name, content in (pictures or {}).values()},
        **(more or {}),
    }
    return packed(parts)


def packed(parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()
