"""Blocks of two versions to the content of w:body.

Word joins a paragraph whose end went with the next one, and two tables that touch; so the paragraphs between
tables are looked after for each version by itself, and the text closes with a paragraph that stayed.
"""

from __future__ import annotations

from briefgen.document.nodes import Figure, Table
from briefgen.ooxml.style_names import BODY
from briefgen.revisions.revision import Revision
from briefgen.writers.docx.blocks import BodyWriter, Place
from briefgen.writers.docx.contents import Contents
from briefgen.writers.docx.house import House
from briefgen.writers.docx.paragraphs import Shape, paragraph
from briefgen.writers.docx.redline.figures import RevisedPictures
from briefgen.writers.docx.redline.notes import NEW, OLD, VERSIONS
from briefgen.writers.docx.redline.runs import RevisedRunWriter
from briefgen.writers.docx.redline.stamp import Stamp


class RevisedBodyWriter(BodyWriter):
    def __init__(
        self, house: House, writer: RevisedRunWriter, pictures: RevisedPictures, contents: Contents, stamp: Stamp
    ) -> None:
        super().__init__(house, writer, pictures, contents)
        self._revised = writer
        self._shown = pictures
        self._stamp = stamp
        self._behind_table: set[Revision] = set()  # the versions in which a table was the last
        self._is_closed = False  # whether the last paragraph stayed

    def xml(self) -> str:
        """What was written. Where its end changed, an empty paragraph closes it: the last one cannot go."""
        if self._after_table or not self._is_closed:
            self._out.append(paragraph(Shape(self._house.style(BODY)), ""))
        return "".join(self._out)

    def insert(self, paragraphs: str) -> None:
        super().insert(paragraphs)
        if paragraphs:
            self._behind_table.clear()

    def _paragraph(self, shape: Shape, runs: str) -> None:
        super()._paragraph(shape, runs)
        self._behind_table.difference_update(VERSIONS[self._revised.mark])
        self._is_closed = self._revised.mark is Revision.KEPT

    def _figure(self, figure: Figure, place: Place) -> None:
        self._shown.mark = self._revised.mark
        super()._figure(figure, place)

    def _table(self, node: Table, place: Place) -> None:
        super()._table(node, place)
        self._behind_table.update(VERSIONS[self._revised.mark])
        self._is_closed = False

    def _part_from_table(self) -> None:
        """An empty paragraph in each version in which two tables would touch, or in neither if only both do."""
        versions = [version for version in VERSIONS[self._revised.mark] if version in self._behind_table]
        if len(versions) == 2:
            revision = ""
        elif versions:
            revision = self._stamp.element(versions[0])
        elif self._after_table:  # came and went
            revision = self._stamp.element(NEW) + self._stamp.element(OLD)
        else:
            return
        self._out.append(paragraph(Shape(self._house.style(BODY), revision=revision), ""))
        self._after_table = False
        self._behind_table.difference_update(versions)
