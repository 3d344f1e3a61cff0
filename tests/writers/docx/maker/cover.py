"""A cover for the house document: the kind of brief, its title, up to when it knows, and its issue.

Its labels are the house's, as those of the footer are: a desk that writes in another language changes them in Word.
"""

from __future__ import annotations

from briefgen.ooxml.fields import field
from tests.writers.docx.maker.styles import BLUE, style

_UPPER_THIRD = 4200  # twips above the first line
COVER_STYLES = (
    style(
        "Cover Line",
        builtin=False,
        paragraph='<w:spacing w:before="0" w:after="80" w:line="259" w:lineRule="auto"/>',
        run='<w:color w:val="595959"/><w:sz w:val="24"/><w:szCs w:val="24"/>',
        priority=42,
    ),
)
COVER_PROPERTIES = tuple((name, name) for name in ("Kind", "Cut-off", "Issue"))
"""What the house document itself shows on its cover: each property's own name."""


def cover_xml(section: str) -> str:
    """The paragraphs, the last of which ends the section; `section` is its page setup."""
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="14" w:color="{BLUE}"/></w:pBdr>'
    top = f'<w:spacing w:before="{_UPPER_THIRD}" w:after="120"/>'
    label = '<w:r><w:t xml:space="preserve">Information cut-off: </w:t></w:r>'
    return (
        _paragraph("Subtitle", top, _property("Kind"))
        + _paragraph("Title", f'{rule}<w:spacing w:before="0" w:after="360"/>', field("TITLE", "-"))
        + _paragraph("CoverLine", "", label + _property("Cut-off"))
        + _paragraph("CoverLine", section, _property("Issue"))
    )


def _paragraph(style_id: str, properties: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{properties}</w:pPr>{runs}</w:p>'


def _property(name: str) -> str:
    """A field; the reader of the house makes a place for its result."""
    return field(f'DOCPROPERTY "{name}"', "-")
