"""One record class per table of what documents print; the class is the table's definition.

What we conclude from them, and what we have to say of them, is in `conclusions`. The order of attributes is the order of columns. `X | None` makes a column nullable. The docstring's
first line is the table's grain. Key, parents and labels are declared in the decorator.
"""

from __future__ import annotations

from pipeline.schema import fields as f
from pipeline.schema.declaration import Record, Reference, table

OF_STANDARD = Reference(("standard_id",), "standards", ("standard_id",))


@table("documents", "Documents", "來源文件", key=("sha256",))
class DocumentRow(Record):
    """One row per source file seen."""

    sha256: f.Sha256
    path: f.Path
    format: f.Format
    bytes: f.Bytes
    pages: f.Pages | None
    standard_id: f.StandardId | None
    status: f.DocumentStatus
    reason: f.Reason | None
    coverage: f.Coverage | None


@table("standards", "Standards", "職能基準", key=("standard_id",), references=(Reference(("sha256",), "documents", ("sha256",)),))
class Standard(Record):
    """One row per published standard (one version of it)."""

    standard_id: f.StandardId
    standard_code: f.StandardCode | None
    base_code: f.BaseCode | None
    version: f.Version | None
    name: f.StandardName | None
    name_kind: f.NameKind | None
    description: f.Description | None
    level: f.Level | None
    level_printed: f.LevelPrinted | None
    status: f.VersionStatus | None
    updated_on: f.UpdatedOn | None
    historical: f.Historical
    is_current: f.IsCurrent
    reading: f.ReadingTrust
    sha256: f.Sha256
    # Known from the catalogue list only, after reading.
    developing_unit: f.DevelopingUnit | None = None
    valid_until: f.ValidUntil | None = None


@table("standard_versions", "Version history", "版本沿革", key=("standard_id", "position"), references=(OF_STANDARD,))
class StandardVersion(Record):
    """One row per row of the version-history table."""

    standard_id: f.StandardId
    position: f.Position
    version_code: f.VersionCode | None
    version: f.Version | None
    name: f.StandardName | None
    status: f.VersionStatus | None
    note: f.VersionNote | None
    updated_on: f.UpdatedOn | None


@table("classifications", "Classifications", "所屬類別", key=("standard_id", "scheme", "position"), references=(OF_STANDARD,))
class Classification(Record):
    """One row per classification of a standard."""

    standard_id: f.StandardId
    scheme: f.Scheme
    position: f.Position
    code: f.ClassCode | None
    name: f.ClassName | None


@table("duties", "Duties", "主要職責", key=("standard_id", "duty_id"), sort=("standard_id", "position"), references=(OF_STANDARD,))
class Duty(Record):
    """One row per 主要職責 (duty)."""

    standard_id: f.StandardId
    duty_id: f.DutyId
    position: f.Position
    duty_code: f.DutyCode | None
    name: f.DutyName | None
    page: f.Page | None


@table(
    "tasks", "Tasks", "工作任務", key=("standard_id", "task_id"), sort=("standard_id", "position"),
    references=(OF_STANDARD, Reference(("standard_id", "duty_id"), "duties", ("standard_id", "duty_id"))),
)
class Task(Record):
    """One row per 工作任務 (task)."""

    standard_id: f.StandardId
    task_id: f.TaskId
    position: f.Position
    task_code: f.TaskCode | None
    duty_id: f.DutyId
    name: f.TaskName | None
    page: f.Page | None


_TASK = Reference(("standard_id", "task_id"), "tasks", ("standard_id", "task_id"))


@table(
    "task_blocks", "Task blocks", "任務職能區塊", key=("standard_id", "task_id", "block"),
    sort=("standard_id", "block", "task_id"), references=(OF_STANDARD, _TASK),
)
class TaskBlock(Record):
    """One row per task in a competency block."""

    standard_id: f.StandardId
    task_id: f.TaskId
    block: f.BlockNo
    level: f.Level | None


@table("outputs", "Outputs", "工作產出", key=("standard_id", "output_id"), sort=("standard_id", "position"), references=(OF_STANDARD, _TASK))
class Output(Record):
    """One row per 工作產出 (output)."""

    standard_id: f.StandardId
    output_id: f.OutputId
    position: f.Position
    output_code: f.OutputCode | None
    name: f.OutputName | None
    task_id: f.TaskId | None
    block: f.BlockNo | None
    row: f.RowNo | None
    page: f.Page | None


@table("indicators", "Behaviour indicators", "行為指標", key=("standard_id", "indicator_id"), sort=("standard_id", "position"), references=(OF_STANDARD, _TASK))
class Indicator(Record):
    """One row per 行為指標 (behaviour indicator)."""

    standard_id: f.StandardId
    indicator_id: f.IndicatorId
    position: f.Position
    indicator_code: f.IndicatorCode | None
    text: f.IndicatorText | None
    task_id: f.TaskId | None
    block: f.BlockNo | None
    row: f.RowNo | None
    page: f.Page | None


@table("competencies", "Competencies", "職能內涵", key=("standard_id", "competency_id"), sort=("standard_id", "position"), references=(OF_STANDARD,))
class Competency(Record):
    """One row per knowledge, skill or attitude of a standard."""

    standard_id: f.StandardId
    competency_id: f.CompetencyId
    position: f.Position
    kind: f.CompetencyKind
    competency_code: f.CompetencyCode | None
    name: f.CompetencyName | None
    definition: f.Definition | None


OF_COMPETENCY = Reference(("standard_id", "competency_id"), "competencies", ("standard_id", "competency_id"))


@table(
    "block_competencies", "Competencies of blocks", "區塊所需職能", key=("standard_id", "block", "competency_id"),
    sort=("standard_id", "block", "position"), references=(OF_STANDARD, OF_COMPETENCY), most=20_000,
)
class BlockCompetency(Record):
    """One row per knowledge or skill required in a block."""

    standard_id: f.StandardId
    block: f.BlockNo
    competency_id: f.CompetencyId
    position: f.Position
    kind: f.CompetencyKind
    competency_code: f.CompetencyCode | None
    name: f.CompetencyName | None
    inherited: f.Inherited
    page: f.Page | None


@table("notes", "Notes", "說明與補充事項", key=("standard_id", "position"), references=(OF_STANDARD,))
class Note(Record):
    """One row per line of 說明與補充事項."""

    standard_id: f.StandardId
    position: f.Position
    section: f.NoteSection
    text: f.NoteText
    depth: f.Depth
    marker: f.Marker | None


@table(
    "requirements", "Requirements", "任務所需知識與技能", key=("standard_id", "task_id", "competency_id"), references=(OF_STANDARD, _TASK, OF_COMPETENCY),
    most=20_000,
)
class Requirement(Record):
    """One row per task and knowledge or skill that it requires: the flat view for spreadsheets."""

    standard_id: f.StandardId
    task_id: f.TaskId
    competency_id: f.CompetencyId
    standard_name: f.StandardName | None
    base_code: f.BaseCode | None
    version: f.Version | None
    is_current: f.IsCurrent
    job_category_code: f.JobCategoryCode | None
    job_category_name: f.JobCategoryName | None
    occupation_code: f.OccupationCode | None
    industry_code: f.IndustryCode | None
    duty_name: f.DutyName | None
    task_name: f.TaskName | None
    level: f.Level | None
    kind: f.CompetencyKind
    competency_code: f.CompetencyCode | None
    competency_name: f.CompetencyName | None
    term_id: f.TermId | None


@table("printed_rows", "Printed rows", "職責任務表原列", key=("standard_id", "position"), references=(OF_STANDARD,))
class PrintedRow(Record):
    """One row per row of the main table as printed; a row that a page break cuts is one."""

    standard_id: f.StandardId
    position: f.Position
    page: f.RowPage | None
    duty: f.DutyCell | None
    task: f.TaskCell | None
    outputs: f.OutputsCell | None
    indicators: f.IndicatorsCell | None
    level: f.LevelCell | None
    knowledge: f.KnowledgeCell | None
    skills: f.SkillsCell | None
    continued: f.Continued
