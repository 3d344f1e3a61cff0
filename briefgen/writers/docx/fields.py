"""Fields: what Word counts itself, with the result that is shown until it does."""

from __future__ import annotations


def begin(code: str, look: str = "") -> str:
    """The runs that begin a field, up to its result (ECMA-376 part 1, 17.16.18); `look` is the w:rPr of each."""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def end(look: str = "") -> str:
    return f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'


def field(code: str, result: str, look: str = "") -> str:
    """A whole field in its long form, as Word writes it; `result` is escaped text."""
    return f"{begin(code, look)}<w:r>{look}<w:t>{result}</w:t></w:r>{end(look)}"
