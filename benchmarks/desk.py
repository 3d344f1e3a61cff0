"""A keystroke at the desk, over a source of 200 pages and 2,000 facts: the work from it to its verdict.

    python benchmarks/desk.py              # 200 pages, 2,000 facts
    python benchmarks/desk.py 400 4000

Prints milliseconds of CPU, the median of ten; the first of each, which reads what the others use, stands beside it.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

RUNS = 10
SENTENCES_A_PAGE = 25
FACTS_A_RECORD = 40


def generate(folder: Path, pages: int, facts: int) -> None:
    """A workspace whose facts all rest on one long source, and another record that may be referred to."""
    sentences = pages * SENTENCES_A_PAGE
    said = [
        f"In point {n} the council of Exampleville noted that {n} barrels were kept in store." for n in range(sentences)
    ]
    text = "\n".join(" ".join(said[n : n + 5]) for n in range(0, sentences, 5)) + "\n"
    stretches, at = [], 0
    for n, line in enumerate(text.splitlines(keepends=True)):
        stretches.append({"start": at, "paragraph": n % 5 + 1, "page": n // 5 + 1})
        at += len(line)
    digest = sha256(text.encode()).hexdigest()
    files = {
        "briefgen.toml": "",
        "archive/report/text.txt": text,
        "archive/report/map.json": json.dumps({"text": digest, "stretches": stretches}),
        "facts/sources/report.yaml": "type: report\ntitle: Report\nlanguage: en\nretrieved: 2026-01-09\nlabel: Report\n"
        f"descriptor: a report\nsha256: {digest}\n",
        "facts/series/council.yaml": "name: The council\nsrc: report\n",
    }
    for n in range(facts // FACTS_A_RECORD):
        first, count = n * (FACTS_A_RECORD - 3), FACTS_A_RECORD - 3
        quotes = [f"In point {k % sentences} the council of Exampleville noted" for k in range(first, first + count)]
        rows = [f'  - {{is: It noted {first + k} things., quote: "{quote}"}}\n' for k, quote in enumerate(quotes)]
        head = f'src: report\nseries: {{is: council, quote: "the council of Exampleville noted"}}\nordinal: {n + 1}\n'
        date = f"date: {1500 + n}-10-11\n"
        files[f"facts/meetings/session-{n}.yaml"] = f"{head}{date}discussion:\n{''.join(rows)}"
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


def row(name: str, work: Callable[[int], object]) -> None:
    spent = []
    for n in range(RUNS + 1):
        start = time.process_time()
        work(n)
        spent.append(1000 * (time.process_time() - start))
    print(f"{name:44} {statistics.median(spent[1:]):8.1f} ms   first {spent[0]:8.1f} ms", flush=True)


def main(pages: int = 200, facts: int = 2000) -> None:
    from briefgen.desk.evidence_desk import EvidenceDesk
    from briefgen.desk.pages import DESK
    from briefgen.desk.search import facts_with, passages_with, records_named
    from briefgen.desk.source_page import marked_source
    from briefgen.desk.studio import Studio
    from briefgen.workspace.folder import find_workspace

    with tempfile.TemporaryDirectory() as name:
        generate(Path(name), pages, facts)
        writing = EvidenceDesk(Studio(find_workspace(Path(name))[0])).writing
        workspace = writing.studio.workspace()
        file = "meetings/session-7.yaml"
        content, digest = writing.saving.read("facts", file)
        record = "meeting/session-7"
        base = workspace.facts.base
        print(f"{pages} pages, {sum(1 for _ in base.statements)} facts, {len(workspace.facts.diagnostics)} faults")

        def source(_: int) -> None:
            marked = marked_source(workspace, "report")
            assert marked is not None
            DESK.source_page(workspace, marked, record)

        row("the source with its marks, as a page", source)
        row("the form of a record is opened", lambda _: writing.known_before(workspace, file, content))
        last = pages * SENTENCES_A_PAGE - 1
        quote = f"In point {last} the council of Exampleville noted that {last} barrels were kept in store."
        entry = {"field": "discussion", "source": "report", "quote": quote}

        def typed(n: int) -> None:
            words = f"It noted that there were {last} barrels in store."[: 20 + n]
            told = writing.propose({"record": record, "digest": digest, "entry": {**entry, "value": words}})
            assert told["savable"], told

        row("a keystroke to its verdict, a value is added", typed)
        known = base.records[record].values("date")[0]
        opened = {"field": "date", "said": {}, "parts": {}, "words": "keep"}

        def corrected(n: int) -> None:
            from briefgen.desk.recording.corrections import recorded_value

            found = recorded_value((content or b"").decode(), base.schema, "meeting", known)
            change = {**opened, "value": f"1507-10-{10 + n}", "was": found.was}
            writing.propose({"record": record, "digest": digest, "fact": known.id, "entry": change})

        row("a keystroke to its verdict, one is corrected", corrected)
        row("a name is completed", lambda n: records_named(workspace, f"counc{'il'[: n % 3]}"))
        row("a search through facts", lambda n: facts_with(workspace, f"point {n}"))
        row("a search through sources", lambda n: passages_with(workspace, f"point {n} the council"))


if __name__ == "__main__":
    os.environ.pop("BRIEFGEN_ARCHIVE", None)
    os.environ.setdefault("BRIEFGEN_CACHE", "off")
    main(*map(int, sys.argv[1:]))
