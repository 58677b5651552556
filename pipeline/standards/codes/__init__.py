"""Item codes: recognise them, split a cell at them, compare them (field guide B.2 … B.6, I-50 … I-65).

Two rules carry most of it. The number of segments and digits comes from the document's own majority
(I-53, I-54, I-56), because a name may begin with a digit. And a code counts only at a boundary, because
names hold SOP, KPI and the like (I-65).
"""

from pipeline.standards.codes.patterns import COMPETENCIES, SEGMENTED
from pipeline.standards.codes.shape import Shape
from pipeline.standards.codes.splitter import Code, Piece, Splitter, kind_of

__all__ = ["COMPETENCIES", "SEGMENTED", "Code", "Piece", "Shape", "Splitter", "kind_of"]
