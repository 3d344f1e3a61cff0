# ruff: noqa: E501  (pages are shown as they stand)
"""Pages and PDFs to measure on: invented texts, laid out by LibreOffice and Chromium as real ones are."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

WORDS = {
    "en": """the a of delegations harbour office affiliated flood walls counter-measures efficient first fishing conflict
    infrastructure representatives said that agreed without “levy” coastal Exampleland's administrations responsibility
    maintenance international extraordinary circumstances discussed waffle fjord while ministers (in part) non-binding
    reflected tariffs 1,200 sufficient differing briefly however; difficulties re-established after over""",
    "ru": """и на в делегации портовых сооружений обсудили вопросы безопасности побережья не достигнув договорённости о том
    кто платит за стены «сбор» ответственность администраций международных организаций чрезвычайных обстоятельствах
    технико-экономическое представители заявили что впервые после длительного 1200 объёма работ""",
    "ar": """في من على الوفود ناقشت قضايا أمن الموانئ دون التوصل إلى اتفاق حول من يدفع ثمن الجدران المسؤولية المشتركة
    للإدارات الدولية في ظروف استثنائية وأعلن الممثلون أن الرسوم للمرة الأولى بعد الاجتماع الطويل""",
}
LONG = 9  # letters from which on a word may be broken


@dataclass(frozen=True)
class MadeText:
    """Paragraphs of sentences, every one of which can be told from the others."""

    language: str
    title: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def sentences(self) -> list[str]:
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]


def made_text(language: str, seed: int, paragraphs: int = 8) -> MadeText:
    """The same text for the same seed."""
    chance, words = random.Random(seed), WORDS[language].split()
    end = "."
    made = []
    for n in range(paragraphs):
        row = []
        for k in range(chance.randint(3, 6)):
            chosen = [chance.choice(words) for _ in range(chance.randint(9, 22))]
            chosen.insert(chance.randint(1, 6), f"{seed}{n:02}{k}")
            text = " ".join(chosen)
            row.append(text[0].upper() + text[1:] + end)
        made.append(tuple(row))
    return MadeText(
        language, {"en": "Walls of the coast", "ru": "Стены побережья", "ar": "جدران الساحل"}[language], tuple(made)
    )


def breakable(text: str) -> str:
    """Words with soft hyphens, so that a program breaks them at the end of a line; Arabic breaks none."""
    if any("\u0600" <= c <= "\u06ff" for c in text):
        return text
    return " ".join(
        f"{w[:4]}\u00ad{w[4:7]}\u00ad{w[7:]}" if len(w) >= LONG and w.isalpha() else w for w in text.split(" ")
    )


def paragraphs_of(text: MadeText, shape: Callable[[str], str] = lambda s: s, noted: bool = False) -> str:
    """The paragraphs as HTML, on wish with the number of a note in each."""
    rows = []
    for n, sentences in enumerate(text.paragraphs, 1):
        mark = f'<sup><a href="#n{n}">{n}</a></sup>' if noted else ""
        rows.append(f"<p>{shape(sentences[0])}{mark} {shape(' '.join(sentences[1:]))}</p>")
    return "\n".join(rows)


# --- pages ---

MENU = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("Home", "News", "Ports", "Weather", "Sport", "Opinion"))
TEASERS = "".join(
    f'<div class="card"><a href="/t{n}"><h3>Teaser {n}: what the port of Sample never told anybody</h3></a></div>'
    for n in range(4)
)


def whole(body: str, language: str = "en", head: str = "") -> str:
    direction = ' dir="rtl"' if language == "ar" else ""
    return f'<!doctype html><html lang="{language}"{direction}><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def pages() -> dict[str, tuple[bytes, MadeText]]:
    """Twelve pages by what is difficult about them, each as bytes and as the text that is to be found in it."""
    en, ru, ar = (partial(made_text, language) for language in ("en", "ru", "ar"))
    found: dict[str, tuple[bytes, MadeText]] = {}

    def page(name: str, text: MadeText, body: str, head: str = "", encoding: str = "utf-8") -> None:
        content = whole(body, text.language, head)
        found[name] = content.replace('charset="utf-8"', f'charset="{encoding}"').encode(encoding), text

    t = en(11)
    page(
        "article",
        t,
        f"<header><nav><ul>{MENU}</ul></nav></header><main><article><h1>{t.title}</h1>{paragraphs_of(t)}</article>"
        f"<aside>{TEASERS}</aside></main><footer>All rights reserved, Example Gazette</footer>",
    )
    t = en(12)
    page(
        "table layout",
        t,
        f"<table width=100%><tr><td colspan=3><h2>Example Gazette</h2></td></tr><tr><td valign=top>"
        f"{MENU.replace('<li>', '').replace('</li>', '<br>')}</td><td><h1>{t.title}</h1>{paragraphs_of(t)}</td>"
        f"<td>{TEASERS}</td></tr></table>",
    )
    t = en(13)
    page(
        "divs",
        t,
        f'<div id="cookie-consent">We use cookies to know you better than you do.</div><div class="top-nav">{MENU}</div>'
        f'<div class="wrap"><div class="c1"><div class="t">{t.title}</div>'
        + paragraphs_of(t).replace("<p>", '<div class="p">').replace("</p>", "</div>")
        + f'</div><div class="sidebar">{TEASERS}</div></div><div class="footer">Imprint of the Example Gazette</div>',
    )
    t = ru(14)
    page(
        "cyrillic",
        t,
        f"<nav>{MENU}</nav><div class=content><h1>{t.title}</h1>{paragraphs_of(t)}</div>",
        encoding="windows-1251",
    )
    t = ar(15)
    page("arabic", t, f"<nav>{MENU}</nav><article><h1>{t.title}</h1>{paragraphs_of(t)}</article>")
    t = en(16)
    page(
        "footnotes",
        t,
        f"<article><h1>{t.title}</h1>{paragraphs_of(t, noted=True)}<ol>"
        + "".join(
            f'<li id="n{n}">See the record of the session, page {n}. <a href="#r{n}">↩</a></li>' for n in range(1, 9)
        )
        + "</ol></article>",
    )
    t = en(17)
    page(
        "comments",
        t,
        f"<div class=post><h1>{t.title}</h1><div class=meta>By Ana Sample, 13 June 2031</div>{paragraphs_of(t)}</div>"
        f'<div id="comments"><h2>2 comments</h2><p>I do not believe a word of this, and neither does my neighbour.</p></div>'
        f'<div class="related-posts">{TEASERS}</div>',
    )
    t = en(18)
    rows = t.paragraphs
    body = "".join(f"<li>{s}</li>" for s in rows[1]) + "</ul><blockquote>" + "".join(f"<p>{s}</p>" for s in rows[2])
    rest = paragraphs_of(MadeText("en", t.title, rows[3:]))
    page("lists", t, f"<main><h1>{t.title}</h1><p>{' '.join(rows[0])}</p><ul>{body}</blockquote>{rest}</main>")
    t = en(19)
    page(
        "inline marks",
        t,
        f"<article><h1>{t.title}</h1>"
        + paragraphs_of(
            t,
            lambda s: " ".join(
                f"<b>{w[:2]}</b>{w[2:]}"
                if n % 5 == 0
                else f'<a href="/x">{w}</a>'
                if n % 9 == 0
                else f"<em>{w}</em>"
                if n % 7 == 0
                else w
                for n, w in enumerate(s.split(" "))
            ),
        )
        + "</article>",
    )
    t = en(20)
    page(
        "broken lines",
        t,
        f"<div><h1>{t.title}</h1>" + paragraphs_of(t, lambda s: s.replace(" ", "\n   ")).replace("</p>", "") + "</div>",
        head="<style>p{color:red}</style><script>var x = '<p>no words</p>'</script>",
    )
    t = en(21)
    page(
        "line breaks",
        t,
        f"<center><font size=5>{t.title}</font></center><font>"
        + "<br><br>".join(" ".join(p) for p in t.paragraphs)
        + f"</font><hr><font size=1>{MENU}</font>",
    )
    t = en(22)
    page("soft hyphens", t, f"<article><h1>{t.title}</h1>{paragraphs_of(t, breakable)}</article>")
    return found


# --- PDFs ---


def fodt(text: MadeText, *, columns: int, notes: bool, heads: bool) -> str:
    """A document for LibreOffice: columns, footnotes, and a running head with the number of the page."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{what}:1.0"'
        for name, what in (("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
    )
    styles = (
        '<style:style style:name="C" style:family="section"><style:section-properties>'
        f'<style:columns fo:column-count="{columns}" fo:column-gap="0.8cm"/></style:section-properties></style:style>'
        '<style:style style:name="H" style:family="paragraph"><style:text-properties fo:font-size="20pt"/></style:style>'
        '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" '
        'fo:margin-bottom="0.15cm"/><style:text-properties fo:font-size="10pt"/></style:style>'
        '<style:style style:name="N" style:family="paragraph"><style:text-properties fo:font-size="7.5pt"/></style:style>'
        '<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
        'fo:margin="2cm"/><style:header-style><style:header-footer-properties fo:min-height="1cm"/></style:header-style>'
        '<style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout>'
    )
    head = "<style:header><text:p>Coastal Review of Port Example</text:p></style:header>" if heads else ""
    foot = "<style:footer><text:p>Page <text:page-number/> of the volume</text:p></style:footer>" if heads else ""
    rows = []
    for n, sentences in enumerate(text.paragraphs, 1):
        note = (
            f'<text:note text:id="f{n}" text:note-class="footnote"><text:note-citation>{n}</text:note-citation><text:note-body>'
            f'<text:p text:style-name="N">Record of the session, sheet {n}, in the archive.</text:p></text:note-body></text:note>'
            if notes
            else ""
        )
        rows.append(
            f'<text:p text:style-name="P">{breakable(sentences[0])}{note} {breakable(" ".join(sentences[1:]))}</text:p>'
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="Standard" style:page-layout-name="L">{head}{foot}</style:master-page>'
        f'</office:master-styles><office:body><office:text><text:h text:style-name="H">{text.title}</text:h>'
        f'<text:section text:style-name="C" text:name="S">{"".join(rows)}</text:section></office:text></office:body></office:document>'
    )


def printed(text: MadeText, *, columns: int, font: str = "serif", noted: bool = False) -> str:
    """A page for Chromium to print."""
    style = (
        f"<style>@page{{size:A4;margin:18mm}} .c{{columns:{columns};text-align:justify;font:10.5pt {font};"
        "font-variant-ligatures:common-ligatures} h1{font-size:22pt}</style>"
    )
    body = f'<h1>{text.title}</h1><div class="c">{paragraphs_of(text, breakable, noted)}</div>'
    return whole(body, text.language, style)


def pdfs(folder: Path) -> dict[str, tuple[bytes, MadeText, bool]]:
    """Ten PDFs by what is difficult about them; the last says whether it has two columns."""
    made: dict[str, tuple[str, MadeText, int]] = {}
    for _name, language, seed, columns, notes, heads in (
        ("office, two columns", "en", 31, 2, False, False),
        ("office, two columns, notes, heads", "en", 32, 2, True, True),
        ("office, one column, notes, heads", "en", 33, 1, True, True),
        ("office, two columns, cyrillic", "ru", 34, 2, True, True),
        ("office, three columns", "en", 35, 3, False, True),
    ):
        text = made_text(language, seed, paragraphs=34)
        made[f"o{seed}.fodt"] = (fodt(text, columns=columns, notes=notes, heads=heads), text, columns)
    for _name, language, seed, columns, font, notes in (
        ("browser, two columns", "en", 41, 2, "serif", False),
        ("browser, two columns, notes", "en", 42, 2, "DejaVu Serif", True),
        ("browser, ligatures", "en", 43, 2, "Carlito, DejaVu Sans", False),
        ("browser, cyrillic", "ru", 44, 2, "DejaVu Sans", False),
        ("browser, arabic", "ar", 45, 1, "DejaVu Sans", False),
    ):
        text = made_text(language, seed, paragraphs=34)
        made[f"b{seed}.html"] = (printed(text, columns=columns, font=font, noted=notes), text, columns)
    for file, (content, _, _) in made.items():
        (folder / file).write_text(content, "utf-8")
    office = [str(folder / f) for f in made if f.endswith(".fodt")]
    run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *office,
        ]
    )
    for file in made:
        if file.endswith(".html"):
            target = folder / f"{file[:-5]}.pdf"
            run(
                [
                    "chromium",
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    f"--user-data-dir={folder}/chromium",
                    "--no-pdf-header-footer",
                    f"--print-to-pdf={target}",
                    str(folder / file),
                ]
            )
    return {
        file: ((folder / f"{file.rpartition('.')[0]}.pdf").read_bytes(), text, columns > 1)
        for file, (_, text, columns) in made.items()
    }


def run(command: Iterable[str]) -> bytes:
    return subprocess.run(list(command), check=True, capture_output=True, timeout=180).stdout
