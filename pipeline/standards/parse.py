"""One document, read: bytes to the records of one standard, the findings and the coverage."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial

from pipeline.base.collecting import seldom_collecting
from pipeline.base.errors import UnreadableDocument
from pipeline.documents.findings import IssueLog
from pipeline.documents.flow import flow_of
from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Document, Grid
from pipeline.documents.readers import read
from pipeline.documents.running import Running, running_lines
from pipeline.documents.text.normalise import fold, has_private_use, has_radicals
from pipeline.schema.bounds import excess
from pipeline.schema.selfcheck import contradiction
from pipeline.schema.tables import Tables
from pipeline.standards.body import Body
from pipeline.standards.bounds import few, identity_alone, is_too_large, short, too_large
from pipeline.standards.codes import Splitter
from pipeline.standards.issues import issue_log, unplaced_text
from pipeline.standards.prepared import prepared
from pipeline.standards.reading import Reading, named
from pipeline.standards.refusals import why_no_standard
from pipeline.standards.requirements import requirements_of
from pipeline.standards.second_opinion import with_second_opinion
from pipeline.standards.section import Section
from pipeline.standards.sections.attitudes import read_attitudes
from pipeline.standards.sections.checks import check_attitudes, check_profile, check_tasks, check_versions
from pipeline.standards.sections.cut import cut
from pipeline.standards.sections.headings import is_section_heading
from pipeline.standards.sections.legend import read_legend
from pipeline.standards.sections.notes import read_notes
from pipeline.standards.sections.parts import Parts
from pipeline.standards.sections.profile import read_profile
from pipeline.standards.sections.records import classification_records, note_records, standard_record, version_records
from pipeline.standards.sections.rows import learn_shape, logical_rows
from pipeline.standards.sections.task_records import add_task_records
from pipeline.standards.sections.tasks import read_tasks
from pipeline.standards.sections.versions import read_versions
from pipeline.standards.several import documents_in
from pipeline.standards.table_words import TABLE_WORDS
from pipeline.standards.witness import testify


def parse(path: str, data: bytes, engine: str = "pdfium") -> Reading:
    """Read one file; a file that cannot be read gives a reading with `rejected`, never an exception."""
    return named(parse_content(data, engine), path)


def parse_content(data: bytes, engine: str = "pdfium") -> Reading:
    """Read a file's bytes whatever its name, so that the same bytes need reading only once."""
    with seldom_collecting():
        return _read(data, engine)


def _read(data: bytes, engine: str) -> Reading:
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        document = read(data, engine, TABLE_WORDS)
    except UnreadableDocument as error:
        return Reading("", sha256, len(data), "unknown", rejected=str(error))
    reading = parse_standards(sha256, len(data), document)
    return with_second_opinion(reading, document, data, partial(parse_standards, sha256, len(data)))


def parse_standards(sha256: str, size: int, document: Document) -> Reading:
    """The reading of a document, with the others of a file that several standards stand in (I-120).

    Where one of the parts is no standard it is one document still, and the witness says what is odd.
    """
    try:
        whole = prepared(document)
    except UnreadableDocument as error:
        return Reading("", sha256, size, document.format, pages=document.pages, rejected=str(error))
    parts = [_parsed(sha256, size, part) for part in documents_in(whole)]
    if len(parts) == 1:
        return parts[0]
    if any(part.rejected for part in parts):
        return _parsed(sha256, size, whole)
    return replace(parts[0], others=tuple(parts[1:]))


def _parsed(sha256: str, size: int, document: Document) -> Reading:
    log = issue_log()
    return _Parser(sha256, size, document, log).reading(Ledger.open(document, unplaced_text(log, document)))


def parse_document(path: str, sha256: str, size: int, document: Document, log: IssueLog, ledger: Ledger) -> Reading:
    """Read a respelt document as one standard; `ledger` shows afterwards where each line went."""
    return named(_Parser(sha256, size, document, log).reading(ledger), path)


@dataclass(slots=True)
class _Parser:
    sha256: str
    size: int
    document: Document
    log: IssueLog

    def reading(self, ledger: Ledger) -> Reading:
        running = running_lines(self.document, is_section_heading)
        parts = cut(flow_of(self.document, ledger, running.lines), ledger)
        if not parts.is_standard:
            return self._rejected(why_no_standard(self.document))
        return self._standard(parts, ledger, running)

    def _rejected(self, reason: str) -> Reading:
        return Reading("", self.sha256, self.size, self.document.format, pages=self.document.pages, rejected=reason)

    def _standard(self, parts: Parts, ledger: Ledger, running: Running) -> Reading:
        self._document_findings()
        profile = read_profile(parts.profile_rows, self._spans_known(), ledger, self.log)
        versions = read_versions(parts.version_rows, ledger, self.log)
        splitter = Splitter(learn_shape(parts.task_rows))
        table = read_tasks(logical_rows(parts.task_rows, splitter, ledger, self.log), splitter, ledger, self.log)
        legend = read_legend(parts.legend_lines, ledger)
        attitudes = read_attitudes(parts.attitude_lines, ledger, self.log)
        notes = read_notes(parts.note_lines, ledger, self.log)
        check_versions(versions, profile.code, self.log)
        check_profile(profile, self.log)
        check_tasks(table, self.log)
        check_attitudes(attitudes, parts, self.log)
        tables = Tables(
            standards=[standard_record(profile, versions, self.sha256)],
            standard_versions=version_records(versions),
            classifications=classification_records(profile),
            notes=note_records(notes),
        )
        add_task_records(tables, table, attitudes, legend, self.log)
        self._beside_the_parts(parts, ledger)
        coverage = ledger.close()
        # Before what multiplies rows and compares texts with each other.
        beyond = excess(tables)
        if beyond is None:
            tables.requirements = requirements_of(tables)
            beyond = excess(tables, ("requirements",))
        if beyond is None:
            self._testify(tables, coverage, running)
        findings = few(self.log.findings)
        if beyond or is_too_large(findings):
            findings = (*findings, too_large(beyond)) if beyond else findings
            tables = identity_alone(tables)
        return Reading(
            path="", sha256=self.sha256, bytes=self.size, format=self.document.format, pages=self.document.pages,
            code=short(profile.code, "standard_code"), name=short(profile.name, "name"), coverage=coverage,
            body=Body.of(tables), findings=findings,
        )

    def _testify(self, tables: Tables, coverage: float, running: Running) -> None:
        testify(self.document, tables, coverage, self.log, running)
        breach = contradiction(tables)
        if breach:
            self.log.add("rule_broken", Section.DOCUMENT, raw=breach, detail=f"Breach of the schema: {breach}.")

    def _beside_the_parts(self, parts: Parts, ledger: Ledger) -> None:
        """Tell what belongs to no part: the form's own words, unknown columns, what follows the notes (I-121, I-124, I-128)."""
        for head, cells in parts.attitudes_apart.items():
            text = "\n".join(cell.text for cell in cells)
            self.log.add("column_apart", Section.ATTITUDES, locator=head, raw=text, page=cells[0].page)
        for line in parts.prompts:
            self.log.add("form_prompt", Section.DOCUMENT, raw=line.text, page=line.page)
        if parts.tail_lines:
            ledger.furniture(parts.tail_lines)
            text = "\n".join(line.text for line in parts.tail_lines)
            self.log.add("text_outside", Section.DOCUMENT, raw=text, page=parts.tail_lines[0].page)

    def _spans_known(self) -> bool:
        return all(block.spans_known for block in self.document.body if isinstance(block, Grid))

    def _document_findings(self) -> None:
        for code, page, detail in self.document.remarks:
            self.log.add(code, Section.DOCUMENT, page=page, detail=detail)
        lines = list(self.document.lines())
        whole = "\n".join([line.text for line in lines])
        for code, test in (("radicals_mapped", has_radicals), ("private_use_removed", has_private_use)):
            if test(whole):
                hits = [line for line in lines if test(line.text)]
                self.log.add(code, Section.DOCUMENT, raw=fold(hits[0].text)[:80], page=hits[0].page, detail=f"{len(hits)} lines.")
