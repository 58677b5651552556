"""Made-up competency standards with known content, in the forms and with the irregularities of published ones.

    words → standard (what is true) → irregularities (how it is printed) → layouts (paragraphs and tables)
                    └→ truth/*.json                                   └→ DOCX · ODT · PDF · text

For measuring the pipeline on more mixtures than any sample of real documents shows. The generator shares no
code with the pipeline, so that a fault in one is not hidden by the same fault in the other.
"""

from bench.generate.documents import FORMATS, Order, generate, main, make

__all__ = ["FORMATS", "Order", "generate", "main", "make"]
