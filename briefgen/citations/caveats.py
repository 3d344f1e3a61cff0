"""What a brief owes with what it prints: for each sentence, cell and heading, caveats owed, paid and added.

A template chooses and places values; whether a value is contested, inferred, one of several, or somebody's claim
is said with it whatever the template does. It is paid by the template's own words beside the value, by printing
`value.caveat`, or by printing what the caveat names: the speaker, the other values. What is left is added here in
brackets behind the value. What is said once in a block (a contested meeting, a source that stands alone) may be
said by a heading above it, and for a list or table by the line before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.citations.said import PageSoFar, Paid, Said
from briefgen.citations.sentence import OwingSentence
from briefgen.citations.uses import Added, CitedRun, Plan, Speech, without_cites
from briefgen.document import nodes
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import SPANS, Content, inlines, plain_text, shared, with_content
from briefgen.facts.caveats import Owed
from briefgen.frozen import replace

_LISTS = (nodes.BulletList, nodes.OrderedList)


def pay(document: nodes.Document, speech: Speech, subject: str = "") -> tuple[nodes.Document, tuple[Added, ...]]:
    """The document in which every use of a fact has its caveats, and those that were added.

    `subject` is the key of the record that the brief is about: that it is contested is said once in a section.
    """
    payer = _Payer(PageSoFar(speech, subject, document.blocks))
    blocks = payer.blocks(document.blocks)
    return (document if blocks == document.blocks else replace(document, blocks=blocks)), tuple(payer.added)


class _Payer:
    def __init__(self, page: PageSoFar) -> None:
        self.speech, self.page = page.speech, page
        self.added: list[Added] = []
        self._runs: dict[int, CitedRun] = {}

    def _run_of(self, content: Content) -> CitedRun:
        """A run read once, however often it is looked at; it keeps its content, so that no other has its number."""
        run = self._runs.get(id(content))
        if run is None:
            run = self._runs[id(content)] = CitedRun(content)
        return run

    def _owes(self, content: Content) -> bool:
        """Whether anything may have to be said in a run: as a rule nothing has."""
        run = self._run_of(content)
        return not run.is_plain or any(map(self.speech.owed, run.cited))

    # --- blocks ---

    def blocks(self, blocks: Sequence[nodes.Block]) -> tuple[nodes.Block, ...]:
        out: list[nodes.Block] = []
        for block in blocks:
            if isinstance(block, nodes.Heading):
                out.append(self._heading(block))
            elif isinstance(block, nodes.Paragraph):
                out.append(self._paragraph(block))
            elif isinstance(block, nodes.Figure):
                out.append(replace(block, caption=self._alone(block.caption)))
            elif isinstance(block, nodes.BlockQuote):
                out.append(nodes.BlockQuote(self.blocks(block.blocks)))
            elif isinstance(block, _LISTS):
                paid = self._introduced(out, [_contents(item) for item in block.items], speaks=True)
                items = shared(block.items, [self._item(item, paid) for item in block.items])
                out.append(block if items is block.items else replace(block, items=items))
            elif isinstance(block, nodes.Table):
                paid = self._introduced(out, [block.head, *block.rows])
                head = self._row(block.head, block.head, paid)
                rows = shared(block.rows, [self._row(row, block.head, paid) for row in block.rows])
                is_same = head is block.head and rows is block.rows
                out.append(block if is_same else replace(block, head=head, rows=rows))
            else:
                out.append(block)
        return tuple(out)

    def _heading(self, heading: nodes.Heading) -> nodes.Heading:
        self.page.under(heading)
        said = Said(plain_text(heading.content).casefold(), is_title=heading.level == 1)
        content = self.run(heading.content, said, whole=True)
        heading = heading if content is heading.content else replace(heading, content=content)
        self.page.headed(heading, said)
        return heading

    def _paragraph(self, paragraph: nodes.Paragraph) -> nodes.Paragraph:
        content = self._alone(paragraph.content)
        if not self._run_of(content).cites:
            self.page.read(content)
        return paragraph if content is paragraph.content else replace(paragraph, content=content)

    def _item(self, item: tuple[nodes.Block, ...], paid: Paid) -> tuple[nodes.Block, ...]:
        contents = _contents(item)
        said = self._block(contents, paid) if any(map(self._owes, contents)) else Said()
        out: list[nodes.Block] = []
        for block in item:
            if isinstance(block, nodes.Paragraph):
                content = self.run(block.content, said)
                out.append(block if content is block.content else replace(block, content=content))
            else:
                out.extend(self.blocks((block,)))
        return shared(item, out)

    def _row(self, row: tuple[Content, ...], head: Sequence[Content], paid: Paid) -> tuple[Content, ...]:
        """A row; whose account a column is, its head may say."""
        if not any(map(self._owes, row)):
            return shared(row, list(map(self._read, row)))
        said = self._block(row, paid)
        said.words += "\n" + "\n".join(plain_text(cell).casefold() for cell in head)
        return tuple(self.run(cell, said, whole=True) for cell in row)

    def _alone(self, content: Content) -> Content:
        """A run that is a block by itself."""
        return self.run(content, self._block([content])) if self._owes(content) else self._read(content)

    def _read(self, content: Content) -> Content:
        """Words that owe nothing, as they stand on the page."""
        run = self._run_of(content)
        self.page.goes_on(run.text.casefold(), run.cited)
        return content

    def _block(self, contents: Iterable[Content], paid: Paid = frozenset()) -> Said:
        return self.page.block(map(self._run_of, contents), paid)

    # --- one source alone, of a whole list or table ---

    def _introduced(self, out: list[nodes.Block], parts: Sequence[Sequence[Content]], *, speaks: bool = False) -> Paid:
        """What all parts of a list or table share, one source alone and a contested record; the line before says it.

        An item that rests on no fact speaks for itself (`speaks`): it would be ascribed to a source, too. A row that
        does is a head, or a name.
        """
        if not any(self._owes(content) for part in parts for content in part):
            return frozenset()
        runs = [[self._run_of(content) for content in part] for part in parts]
        if speaks and not all(any(run.met for run in part) for part in runs):
            return frozenset()
        if (found := self.page.shared(runs)) is None:
            return frozenset()
        of, caveat = found
        uses = [met.use.of for part in runs for run in part for met in run.met]
        paid: Paid = frozenset((Owed.ALONE, source) for source in caveat.sources)
        before = out[-1] if out and isinstance(out[-1], nodes.Paragraph) else None
        intro = plain_text(before.content).rstrip() if before is not None else ""
        introduces = before is not None and intro.endswith((":", "："))
        words = self.page.above() + ("\n" + intro.casefold() if introduces else "")
        if self.page.is_named(words, of, caveat) or self.page.is_front(uses):
            return paid
        shared = [self.page.contested(use) for use in uses]
        if shared[0] is not None and all(c == shared[0] for c in shared) and shared[0].sources == caveat.sources:
            caveat = shared[0]
            if (Owed.RECORD, caveat.record) not in self._block(()).paid:
                paid |= {(Owed.RECORD, caveat.record)}
        remark = self.speech.remark(of, caveat)
        self.page.told_in_full(caveat)
        if before is not None and introduces:
            out[-1] = replace(before, content=_before_the_colon(before.content, f" ({remark})"))
        else:
            out.append(nodes.Paragraph((nodes.Text(f"{remark[:1].upper()}{remark[1:]}:"),)))
        self.added.append(Added(of, caveat.owed, remark, nodes.Use(of)))
        return paid

    # --- one run of inlines ---

    def run(self, content: Content, said: Said, *, whole: bool = False) -> Content:
        """A run of inlines with what it owes; `whole`: a cell or heading, which is one sentence."""
        if not self._owes(content):
            return self._read(content)
        if any(isinstance(node, nodes.TemplateNote) for node in inlines(content)):
            content = self._with_notes(content)
        run, plan = self._run_of(content), Plan(whole)
        if not run.met:
            return self._read(content)
        size = len(run.text)
        ends = [size] if whole else [*(sentence_ends(run.text) or [size])[:-1], size]
        start = first = 0
        for end in ends:
            last = first
            while last < len(run.met) and run.met[last].offset <= end:
                last += 1
            OwingSentence(self.page, said, run, plan, start, end, run.met[first:last], self.added).settle()
            start, first = end, last
        return plan.carried_out(run, self.speech)

    def _with_notes(self, content: Content) -> Content:
        """The run whose own notes say what their words owe; what these rest on is cited behind them."""
        out: list[nodes.Inline] = []
        for node in content:
            if isinstance(node, SPANS):
                out.append(with_content(node, self._with_notes(node.content)))
            elif isinstance(node, nodes.TemplateNote):
                paid = self._alone(node.content)
                out.extend([nodes.TemplateNote(bare)] if (bare := without_cites(paid)) else [])
                statements = (of for cite in inlines(paid) if isinstance(cite, nodes.Cite) for of in cite.statements)
                out.append(nodes.Cite((), tuple(nodes.Use(of, "weighed") for of in dict.fromkeys(statements))))
            else:
                out.append(node)
        return tuple(out)


def _contents(item: Iterable[nodes.Block]) -> list[Content]:
    return [block.content for block in item if isinstance(block, nodes.Paragraph)]


def _before_the_colon(content: Content, words: str) -> Content:
    last = content[-1]
    if isinstance(last, nodes.Text) and last.value.rstrip().endswith((":", "：")):
        bare = last.value.rstrip()
        return (*content[:-1], nodes.Text(f"{bare[:-1]}{words}{bare[-1]}"))
    if isinstance(last, nodes.Strong | nodes.Emphasis):
        return (*content[:-1], with_content(last, _before_the_colon(last.content, words)))
    return (*content, nodes.Text(words))
