"""A meeting brief in thirteen languages: sentences, names, dates and quotes keep their script's rules.

Each language has a text as an archive holds it, with lines that end where they end, and facts as a person would
type them: names with initials, titles and ranks, the language's own full stop.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefgen.document.nodes import Marking
from briefgen.readers.docx.normal import normal_form
from briefgen.readers.docx.reader import read_docx
from briefgen.readers.markdown.reader import read_markdown
from tests.workspaces import MARKINGS, MEETING, Scratch


@dataclass(frozen=True)
class Case:
    """What a source says; a sentence with names in it, its quote; a shorter one without its stop, and its quote."""

    archived: str
    said: str
    quote: str
    bare: str
    stop: str
    date: str


CASES = {
    "ar": Case(
        "عُقد الاجتماع في ‏11 مارس 2024‎ في لشبونة بحضور\nد. محمد علي وثلاث دول.\nوقّع الأطراف بيانًا مشتركًا عن المخزون.",
        "حضر د. محمد علي الاجتماع.",
        "في 11 مارس 2024 في لشبونة بحضور د. محمد علي",
        "وقّع الأطراف بيانًا مشتركًا",
        ".",
        "11 مارس 2024",
    ),
    "hy": Case(
        "Խորհրդի նիստը տեղի ունե֊\nցավ Լիսաբոնում մարտի 11-ին։\nՊրոֆ. Ա. Պետրոսյանը ներկայացրեց զեկույցը։",
        "Պրոֆ. Ա. Պետրոսյանը ներկայացրեց զեկույցը։",
        "Խորհրդի նիստը տեղի ունեցավ Լիսաբոնում մարտի 11-ին",
        "նիստը տեղի ունեցավ Լիսաբոնում",
        "։",
        "11 մարտի, 2024 թ.",
    ),
    "zh": Case(
        "会议秘书第七次会议近日在\n里斯本举行,各方就咖啡库存、价格和\n出口交换了意见。会议通过了决议。",
        "会议通过了决议。",
        "各方就咖啡库存、价格和出口交换了意见",
        "各方交换了意见",
        "。",
        "2024年3月11日",
    ),
    "ka": Case(
        "საბჭოს შეხვედრა გაიმართა ლისაბონში 11 მარტს.\nპროფ. ა. ბერიძემ წარადგინა ანგარიში.",
        "ა. ბერიძემ წარადგინა ანგარიში.",
        "საბჭოს შეხვედრა გაიმართა ლისაბონში",
        "შეხვედრა გაიმართა ლისაბონში",
        ".",
        "11 მარტი, 2024",
    ),
    "he": Case(
        "ישיבת המועצה נערכה בליסבון ב־11 במרץ.\nח״כ א. כהן הציג את הדו״ח.",
        "ח״כ א. כהן הציג את הדו״ח.",
        'ישיבת המועצה נערכה בליסבון ב-11 במרץ. ח"כ א. כהן',
        "ישיבת המועצה נערכה בליסבון",
        ".",
        "11 במרץ 2024",
    ),
    "hi": Case(
        "परिषद की बैठक लिस्बन में हुई।\nडॉ. के. शर्मा ने रिपोर्ट प्रस्तुत की।",
        "डॉ. के. शर्मा ने रिपोर्ट प्रस्तुत की।",
        "परिषद की बैठक लिस्बन में हुई",
        "परिषद की बैठक लिस्बन में हुई",
        "।",
        "11 मार्च 2024",
    ),
    "ja": Case(
        "外相会合はリスボンで開か\nれ、共同声明を採択した。\n次回は来年に開かれる。",
        "外相会合はリスボンで開かれた。",
        "外相会合はリスボンで開かれ、共同声明を採択した",
        "共同声明を採択した",
        "。",
        "2024年3月11日",
    ),
    "kk": Case(
        "Отырыс 2024 ж. 11 наурызда Лиссабонда өтті.\nАкад. Қ. Сәтбаев баяндама жасады.",
        "Отырыс 2024 ж. 11 наурызда Қ. Сәтбаевтың қатысуымен өтті.",
        "Отырыс 2024 ж. 11 наурызда Лиссабонда өтті",
        "акад. Қ. Сәтбаев баяндама жасады",
        ".",
        "2024\u202fж.\u00a011 наурыз",
    ),
    "ko": Case(
        "안보회의 서\n기국 회의가 리스본에서 열렸다.\n공동성명을 채택했다.",
        "안보회의 서기국 회의가 열렸다.",
        "안보회의 서기국 회의가 리스본에서",
        "공동성명을 채택했다",
        ".",
        "2024년 3월 11일",
    ),
    "ru": Case(
        "Директор А. Бортников и проф. Дж. Смит подвели ито-\nги года в г. Лиссабоне.",
        "Директор А. Бортников и проф. Дж. Смит подвели итоги года.",
        "Директор А. Бортников и проф. Дж. Смит подвели итоги года",
        "директор подвёл итоги года в г. Лиссабоне",
        ".",
        "11\u00a0марта 2024\u00a0года",
    ),
    "th": Case(
        "การประชุมคณะมนตรี\nความมั่นคงจัดขึ้นที่ลิสบอน ใน พ.ศ. 2567",
        "การประชุมจัดขึ้นใน พ.ศ. 2567 ที่ลิสบอน",
        "การประชุมคณะมนตรีความมั่นคงจัดขึ้นที่ลิสบอน",
        "การประชุมจัดขึ้นที่ลิสบอน",
        "",
        "11 มีนาคม ค.ศ.\u00a02024",
    ),
    "tr": Case(
        "Sn. Bakan Doç. Dr. İ. Yılmaz 7. toplantıda rapor sun-\ndu.\nistişareler Lizbon'da yapıldı.",
        "Sn. Bakan Doç. Dr. İ. Yılmaz 7. Toplantıda rapor sundu.",
        "Sn. Bakan Doç. Dr. İ. Yılmaz 7. toplantıda rapor sundu",
        "istişareler Lizbon’da yapıldı",
        ".",
        "11 Mart 2024",
    ),
    "uz": Case(
        "Oʻzbekiston Respublikasi kengashi Lissabonda yigʻildi.\nSh. Mirziyoyev va Gʻ. Karimov qatnashdi.",
        "Sh. Mirziyoyev va Gʻ. Karimov qatnashdi.",
        "O‘zbekiston Respublikasi kengashi Lissabonda yig‘ildi",
        "oʻzbekiston kengashi Lissabonda yigʻildi",
        ".",
        "11-mart, 2024",
    ),
}


@pytest.mark.few(1)
@pytest.mark.parametrize("language", CASES)
def test_a_meeting_brief_keeps_the_rules_of_its_script(workspace: Scratch, language: str) -> None:
    case = CASES[language]
    add(workspace.root, language, case)
    here = ("-w", str(workspace.root))
    found = workspace.run("check", "--json", *here).json
    assert not [d for d in found["diagnostics"] if d["code"].startswith("quote-") or d["severity"] == "error"]
    assert workspace.run("meeting", "lisbon-2024", "--language", language, *here).code == 0
    text = (workspace.root / f"out/meeting/lisbon-2024.{language}.md").read_text(encoding="utf-8")
    capital = {"tr": "İ", "uz": "O"}.get(language, case.bare[0].title())
    sentences = [case.said, capital + case.bare[1:] + case.stop]
    if not case.stop:  # where nothing ends a sentence, both have their note behind the second
        sentences = [" ".join(sentences)]
    for sentence in sentences:
        assert re.search(rf"{re.escape(sentence)}(?:\[\^\d+\])+(?:\s|$)", text), text
    assert case.date in text
    assert_read_back_equal(workspace.root / f"out/meeting/lisbon-2024.{language}.md")


@pytest.mark.slow
@pytest.mark.parametrize("language", CASES)
def test_notes_of_every_sort_are_read_back_equal_in_every_script(workspace: Scratch, language: str) -> None:
    """The full account with quoted notes: an inferred value, two values, a claim, in the words of the language."""
    case = CASES[language]
    add(workspace.root, language, case)
    quote, words = (json.dumps(text, ensure_ascii=False) for text in (case.quote, case.bare))
    source = f"src: {{said: {quote}}}"
    workspace.write(
        MEETING,
        workspace.read(MEETING).replace(
            "country: {is: portugal",
            f"venue: {{is: {{{language}: {words}}}, inferred: value, why: {{{language}: {words}}}, {source}}}\n"
            "country: {is: portugal",
        ),
    )
    workspace.write(
        "facts/claims/said.yaml",
        f"at: lisbon-2024\nsaid_by: example-secretariat\nsays: {{{language}: {words}}}\nmode: reported\n"
        f"recorded: 2024-03-15\n{source}\n",
    )
    settings = "templates/meeting/template.toml"
    workspace.write(settings, workspace.read(settings).replace('notes = "footnotes"', 'notes = "quoted"'))
    here = ("-w", str(workspace.root))
    for depth in ("brief", "full"):
        ran = workspace.run("meeting", "lisbon-2024", "--language", language, "--depth", depth, *here)
        assert ran.code == 0, ran
    for made in (workspace.root / "out/meeting").glob("*.md"):
        assert made.read_text("utf-8").count(case.bare[1:]) > 1
        assert_read_back_equal(made)


def assert_read_back_equal(markdown: Path) -> None:
    """Word holds what Markdown holds, note for note."""
    plain, _ = read_markdown(markdown.read_text(encoding="utf-8"), markings=MARKINGS)
    word_file = markdown.with_suffix(".docx")
    word, _ = read_docx(word_file.read_bytes(), word_file.name, base=plain)
    body = tuple(b for b in normal_form(plain).blocks if not isinstance(b, Marking))  # Word has it in its header
    assert (word.blocks, word.notes) == (body, normal_form(plain).notes)


def add(root: Path, language: str, case: Case) -> None:
    """A source in the language, its text, and two sentences that rest on it, in the workspace."""
    raw = case.archived.encode()
    (root / "archive" / "said.txt").write_bytes(raw)
    (root / "facts/sources/said.yaml").write_text(
        "type: news-report\nlabel: Said\ndescriptor: report\nretrieved: 2024-03-15\nrecorded: 2024-03-15\n"
        f"language: {language}\narchive: said.txt\nsha256: {hashlib.sha256(raw).hexdigest()}\n",
        encoding="utf-8",
    )
    if not (words := root / f"templates/_lang/{language}.toml").exists():
        words.touch()
    quote = json.dumps(case.quote, ensure_ascii=False)
    points = "".join(
        f"  - is: {json.dumps(words, ensure_ascii=False)}\n    src: {{said: {quote}}}\n"
        for words in (case.said, case.bare)
    )
    meeting = root / MEETING
    meeting.write_text(meeting.read_text(encoding="utf-8").replace("discussion:\n", f"discussion:\n{points}"), "utf-8")


def test_words_that_run_the_other_way_are_isolated_in_notes_and_names(workspace: Scratch) -> None:
    """A Hebrew quote with a Latin word and a number in an English brief, English names and quotes in a Hebrew one."""
    quote = "המועצה קיבלה דו״ח של FSB על 3 ארגונים ב־2025"
    raw = f"{quote} בליסבון.".encode()
    workspace.write("archive/said.txt", raw)
    workspace.write(
        "facts/sources/said.yaml",
        "type: news-report\nlabel: הארץ\ndescriptor: report\nretrieved: 2024-03-15\nrecorded: 2024-03-15\n"
        f"published: 2024-03-12\nlanguage: he\narchive: said.txt\nsha256: {hashlib.sha256(raw).hexdigest()}\n",
    )
    points = f"  - is: The forum received a report.\n    src: {{said: {json.dumps(quote, ensure_ascii=False)}}}\n"
    workspace.write(MEETING, workspace.read(MEETING).replace("discussion:\n", f"discussion:\n{points}"))
    workspace.write("templates/_lang/he.toml", "")
    here = ("-w", str(workspace.root))
    assert workspace.run("meeting", "lisbon-2024", *here).code == 0
    assert workspace.run("meeting", "lisbon-2024", "--language", "he", *here).code == 0
    english, hebrew = (workspace.read(f"out/meeting/lisbon-2024{end}.md") for end in ("", ".he"))
    assert re.search(rf"\[\^\d+\]: \u2068הארץ\u2069, 12 March 2024.*: “\u2068{quote}\u2069”\.", english)
    assert re.search(rf": “{quote}”\.", hebrew)
    assert "\u2068Example Gazette\u2069, 12 במרץ 2024" in hebrew
    assert "| \u2068הארץ\u2069, 12 March 2024 |" in english
    for end in ("", ".he"):
        assert_read_back_equal(workspace.root / f"out/meeting/lisbon-2024{end}.md")
