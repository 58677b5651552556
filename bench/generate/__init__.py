"""Made-up competency standards with known content, in the forms and with the irregularities of published ones."""

from bench.generate.documents import FORMATS, Order, generate, main, make

__all__ = ["FORMATS", "Order", "generate", "main", "make"]
