"""Plain list definitions with nine levels: for the house that we make, and for houses that lack theirs."""

from __future__ import annotations

LEVELS = 9
_STEP = 340  # twips a level, 6 mm
_BULLETS = ("\u2022", "\u2013", "\u25e6")  # plain Unicode: no symbol font to be missing
_FORMATS = (("decimal", "."), ("lowerLetter", ")"), ("lowerRoman", "."))


def bullet_levels(style_id: str = "") -> str:
    """The w:multiLevelType and w:lvl elements of a bullet list; `style_id` ties the first level to a style."""
    return _levels([("bullet", _BULLETS[n % 3]) for n in range(LEVELS)], style_id)


def number_levels(style_id: str = "") -> str:
    """The same for a numbered list: 1. a) i. and so on."""
    return _levels([(_FORMATS[n % 3][0], f"%{n + 1}{_FORMATS[n % 3][1]}") for n in range(LEVELS)], style_id)


def _levels(looks: list[tuple[str, str]], style_id: str) -> str:
    return '<w:multiLevelType w:val="multilevel"/>' + "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        + (f'<w:pStyle w:val="{style_id}"/>' if style_id and n == 0 else "")
        + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_STEP * (n + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
        for n, (form, text) in enumerate(looks)
    )
