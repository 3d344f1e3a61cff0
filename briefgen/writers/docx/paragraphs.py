"""One paragraph: its properties in the order the schema wants, and its runs."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.document.nodes import Emphasis, FigureRef, Inline, Link, NoteRef, Strong, Subscript, Superscript, Text

Alignment = str  # "", "left", "center" or "right"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph says about itself beside its style; distances in twips, 0 for what the style says."""

    style: str = ""
    keep_next: bool = False
    page_break: bool = False  # it begins a page
    number: tuple[int, int] | None = None  # w:numId and the level, counted from 0
    leader: int = 0  # where a line of dots ends that a tab draws
    rtl: bool = False
    before: int = 0
    left: int = 0
    align: Alignment = ""
    outline: int | None = None  # the level of a heading whose style the house does not have
    revision: str = ""  # w:ins or w:del: what became of the end of the paragraph (17.13.5)

    def properties(self) -> str:
        """The w:pPr (17.3.1.26), or "" where there is nothing to say."""
        inside = f'<w:pStyle w:val="{self.style}"/>' if self.style else ""
        if self.keep_next:
            inside += "<w:keepNext/>"
        if self.page_break:
            inside += "<w:pageBreakBefore/>"
        if self.number:
            inside += f'<w:numPr><w:ilvl w:val="{self.number[1]}"/><w:numId w:val="{self.number[0]}"/></w:numPr>'
        if self.leader:
            inside += f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{self.leader}"/></w:tabs>'
        if self.rtl:
            inside += "<w:bidi/>"
        if self.before:
            inside += f'<w:spacing w:before="{self.before}"/>'
        if self.left:
            inside += f'<w:ind w:left="{self.left}"/>'
        if self.align:
            inside += f'<w:jc w:val="{self._side()}"/>'
        if self.outline is not None:
            inside += f'<w:outlineLvl w:val="{self.outline}"/>'
        if self.revision:
            inside += f"<w:rPr>{self.revision}</w:rPr>"
        return f"<w:pPr>{inside}</w:pPr>" if inside else ""

    def _side(self) -> str:
        """In a right-to-left paragraph Word reads "left" as the side where lines begin (17.18.44)."""
        if not self.rtl:
            return self.align
        return {"left": "right", "right": "left"}.get(self.align, self.align)


def paragraph(shape: Shape, runs: str) -> str:
    return f"<w:p>{shape.properties()}{runs}</w:p>"


def plain(content: tuple[Inline, ...]) -> str:
    """The words of the inlines; a note counts as two characters, its raised number and a comma."""
    parts: list[str] = []
    for inline in content:
        if isinstance(inline, Text | Superscript | Subscript):
            parts.append(inline.value)
        elif isinstance(inline, Strong | Emphasis | Link):
            parts.append(plain(inline.content))
        elif isinstance(inline, FigureRef):
            parts.append(inline.text)
        elif isinstance(inline, NoteRef):
            parts.append("\u2009\u2009")
        else:
            parts.append("\n")
    return "".join(parts)
