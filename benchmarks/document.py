"""One document of a common size, made again and again in a warm process, beside what other programs take for its like.

    python benchmarks/document.py [COUNT]

Six headings, forty paragraphs of some sixty words, a table of ten rows by six, twenty-five notes on eight sources: by
briefgen as a build makes briefs, each of another meeting with sentences and quotes of its own, in Word and Markdown,
with limits, quotes, questions and all; by docxtpl and
docxtemplater as many words and the table without notes, for they have none; by pandoc its Markdown turned into Word,
in a process each. Those that are not installed are left out: `PYTHONPATH` and `NODE_PATH` may lead to them. Prints CPU
milliseconds a document.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HEADINGS, PARAGRAPHS, NOTES, SOURCES = 6, 40, 25, 8
ROWS, COLUMNS = 10, 6
WORDS = "the board heard that the works on the quay went on as planned and that the dredging of the basin would begin "


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        found = measured(Path(scratch), count)
    reference = found.get("docxtpl")
    for name, milliseconds in found.items():
        ratio = f"{milliseconds / reference:8.2f} x docxtpl" if reference else ""
        print(f"{name:<16} {milliseconds:8.1f} ms {ratio}")


def measured(scratch: Path, count: int) -> dict[str, float]:
    """CPU milliseconds a document by program, of those that are here."""
    briefgen, markdown = by_briefgen(scratch, count)
    found = {"briefgen": briefgen}
    peers = {"docxtpl": by_docxtpl, "docxtemplater": by_docxtemplater, "pandoc": by_pandoc}
    for name, peer in peers.items():
        if (milliseconds := peer(scratch, markdown, count)) is not None:
            found[name] = milliseconds
    return found


def spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def cost(command: list[str], count: int) -> float | None:
    """CPU milliseconds for one of so many that a command makes, its start aside; None where it is not there."""
    seconds = []
    for times in ("1", str(count + 1)):
        start = spent()
        ran = subprocess.run([*command, times], capture_output=True, text=True)
        if ran.returncode:
            if "No module named" in ran.stderr or "Cannot find module" in ran.stderr:
                return None
            raise SystemExit(ran.stderr)
        seconds.append(spent() - start)
    return (seconds[1] - seconds[0]) / count * 1000


# --- briefgen ------------------------------------------------------------------------------------


def by_briefgen(scratch: Path, count: int) -> tuple[float, Path]:
    from briefgen.production.make import make_report
    from briefgen.production.request import Request
    from briefgen.sandbox.worker_pool import done_by_workers
    from briefgen.workspace.cache import Store
    from briefgen.workspace.folder import find_workspace
    from briefgen.workspace.workspace import Workspace

    root, store = scratch / "desk", scratch / "desk-store"
    write_desk(root, count + 2)
    store.mkdir()
    workspace = Workspace(find_workspace(root)[0], Store(store))
    workspace.prepare(whole=True)
    workspace.stays()
    seconds = []
    for times in (2, 2, count + 2):  # the first compiles the template and reads the looks, which are kept from then on
        requests = [Request("note", f"board-{n}") for n in range(times)]
        start = spent()
        for done in done_by_workers(lambda r: make_report(workspace, r), requests, 1, 1 << 28):
            if done.outcome[0] != "result":
                raise SystemExit(str(done.outcome[1]))
        seconds.append(spent() - start)
    files = done.outcome[1].files
    markdown = scratch / "note.md"
    markdown.write_bytes(next(content for name, content in files.items() if name.endswith(".md")))
    return (seconds[2] - seconds[1]) / count * 1000, markdown


def write_desk(root: Path, meetings: int) -> None:
    def write(name: str, text: str) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    for n in range(SOURCES):
        write(
            f"facts/sources/minutes-{n}.yaml",
            f"type: report\ntitle: Minutes {n}\nlanguage: en\nretrieved: 2026-01-01\nlabel: Registry {n}\n"
            f"descriptor: minutes\npublished: {{is: 2025-01-0{n + 1}}}\n",
        )
    for m in range(meetings):
        points = "".join(
            f"  - is: {WORDS * 2}at berth {n} of basin {m}.\n"
            f"    src: {{minutes-{n % SOURCES}: {WORDS[25:70]} at berth {n} of basin {m}}}\n"
            for n in range(NOTES)
        )
        about = f"src: minutes-0\ndate: 2025-02-03\nplace: Exampleport\ndiscussion:\n{points}"
        write(f"facts/meetings/board-{m}.yaml", about)
    each = -(-(PARAGRAPHS - NOTES) // HEADINGS)
    filler = f"{WORDS * 3}and so it did.\n\n".capitalize() * each
    table = "".join(f"|{' cell |' * COLUMNS}\n" for _ in range(ROWS))
    write(
        "templates/note/brief.md.j2",
        "# A note\n\n"
        + "".join(
            f"## Part {n}\n\n{filler}{{% for point in meeting.discussion[{5 * n}:{5 * n + 5}] %}}"
            "{{ point }}\n\n{% endfor %}"
            for n in range(HEADINGS - 1)
        )
        + f"|{' head |' * COLUMNS}\n|{' --- |' * COLUMNS}\n{table}",
    )
    write("templates/note/template.toml", 'about = "meeting"\n')
    write("briefgen.toml", "")


# --- the others ----------------------------------------------------------------------------------

DOCXTPL = """
import sys
from docx import Document
from docxtpl import DocxTemplate
folder, count = sys.argv[1], int(sys.argv[2])
words = json.load(open(folder + "/words.json"))
made = Document()
made.add_paragraph("{%p for part in parts %}")
made.add_heading("{{ part.title }}", 1)
made.add_paragraph("{%p for text in part.texts %}")
made.add_paragraph("{{ text }}")
made.add_paragraph("{%p endfor %}")
made.add_paragraph("{%p endfor %}")
table = made.add_table(3, len(words["rows"][0]))
table.cell(0, 0).text = "{%tr for row in rows %}"
for n in range(len(words["rows"][0])):
    table.cell(1, n).text = "{{ row[%d] }}" % n
table.cell(2, 0).text = "{%tr endfor %}"
made.save(folder + "/docxtpl.docx")
for _ in range(count):
    template = DocxTemplate(folder + "/docxtpl.docx")
    template.render(words)
    template.save(folder + "/made.docx")
"""

DOCXTEMPLATER = """
const fs = require("fs"), PizZip = require("pizzip"), Docxtemplater = require("docxtemplater");
const [folder, count] = process.argv.slice(2);
const words = JSON.parse(fs.readFileSync(folder + "/words.json"));
const template = fs.readFileSync(folder + "/docxtemplater.docx");
for (let n = 0; n < Number(count); n++) {
  const doc = new Docxtemplater(new PizZip(template), {paragraphLoop: true, linebreaks: true});
  doc.render(words);
  fs.writeFileSync(folder + "/made.docx", doc.getZip().generate({type: "nodebuffer", compression: "DEFLATE"}));
}
"""


def words() -> dict[str, object]:
    texts = [f"{WORDS * 3}at berth {n}." for n in range(PARAGRAPHS)]
    each = -(-PARAGRAPHS // HEADINGS)
    parts = [{"title": f"Part {n}", "texts": texts[n * each : (n + 1) * each]} for n in range(HEADINGS)]
    return {"parts": parts, "rows": [["cell"] * COLUMNS for _ in range(ROWS)]}


def by_docxtpl(scratch: Path, _: Path, count: int) -> float | None:
    (scratch / "words.json").write_text(json.dumps(words()), encoding="utf-8")
    return cost([sys.executable, "-c", f"import json\n{DOCXTPL}", str(scratch)], count)


def by_docxtemplater(scratch: Path, _: Path, count: int) -> float | None:
    if (node := shutil.which("node")) is None:
        return None
    from docx import Document

    made = Document()
    made.add_paragraph("{#parts}")
    made.add_heading("{title}", 1)
    for text in ("{#texts}", "{.}", "{/texts}", "{/parts}"):
        made.add_paragraph(text)
    table = made.add_table(1, COLUMNS)
    for n in range(COLUMNS):
        table.cell(0, n).text = f"{'{#rows}' if not n else ''}cell{'{/rows}' if n == COLUMNS - 1 else ''}"
    made.save(str(scratch / "docxtemplater.docx"))
    (scratch / "words.json").write_text(json.dumps(words()), encoding="utf-8")
    (scratch / "made.js").write_text(DOCXTEMPLATER, encoding="utf-8")
    return cost([node, str(scratch / "made.js"), str(scratch)], count)


def by_pandoc(scratch: Path, markdown: Path, count: int) -> float | None:
    from briefgen.workspace.programs import find_pandoc

    if (pandoc := find_pandoc()) is None:
        return None
    few, start = max(1, count // 10), spent()
    for _ in range(few):
        command = [pandoc, "-f", "gfm+footnotes", str(markdown), "-o", str(scratch / "pandoc.docx")]
        subprocess.run(command, check=True, env=dict(os.environ))
    return (spent() - start) / few * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
