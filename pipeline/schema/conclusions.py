"""One record class per table of what we conclude from all documents, and at last of what was odd in them.

They are declared like those in `records`, after them: the order of declaration is that of publication.
"""

from __future__ import annotations

from pipeline.schema import fields as f
from pipeline.schema.declaration import Record, Reference, table
from pipeline.schema.records import OF_COMPETENCY, OF_STANDARD


@table("standards_wide", "Standards at a glance", "職能基準總覽", key=("standard_id",), references=(OF_STANDARD,), derived=True)
class StandardWide(Record):
    """One row per published standard, with its classes, counts, levels and prerequisites."""

    standard_id: f.StandardId
    name: f.StandardName | None
    name_kind: f.NameKind | None
    base_code: f.BaseCode | None
    version: f.Version | None
    is_current: f.IsCurrent
    historical: f.Historical
    reading: f.ReadingTrust
    level: f.Level | None
    updated_on: f.UpdatedOn | None
    valid_until: f.ValidUntil | None
    developing_unit: f.DevelopingUnit | None
    job_category_code: f.JobCategoryCode | None
    job_category_name: f.JobCategoryName | None
    occupation_code: f.OccupationCode | None
    occupation_name: f.OccupationName | None
    industry_code: f.IndustryCode | None
    industry_name: f.IndustryName | None
    job_categories: f.JobCategories | None
    occupations: f.Occupations | None
    industries: f.Industries | None
    duties: f.DutiesOf
    tasks: f.TasksOf
    outputs: f.OutputsOf
    indicators: f.IndicatorsOf
    knowledge: f.KnowledgeOf
    skills: f.SkillsOf
    attitudes: f.AttitudesOf
    task_level_min: f.TaskLevelMin | None
    task_level_max: f.TaskLevelMax | None
    task_levels: f.TaskLevels | None
    description: f.Description | None
    prerequisites: f.Prerequisites | None


@table(
    "vocabulary", "Vocabulary", "職能詞彙", key=("term_id",), sort=("kind", "match_key"), derived=True,
    references=(Reference(("group_id",), "vocabulary", ("term_id",)), Reference(("near_id",), "vocabulary", ("term_id",))),
)
class Term(Record):
    """One row per distinct folded name of a knowledge, skill or attitude, over all standards."""

    term_id: f.TermId
    kind: f.CompetencyKind
    name: f.TermName
    match_key: f.MatchKey
    spellings: f.Spellings
    standards: f.StandardCount
    tasks: f.TaskCount
    group_id: f.GroupId
    group_name: f.GroupName
    group_standards: f.GroupStandards
    grouped_by: f.GroupedBy
    common_name: f.CommonName | None
    near_id: f.NearId | None


@table(
    "vocabulary_links", "Vocabulary links", "職能詞彙對應", key=("standard_id", "competency_id"), derived=True,
    references=(OF_COMPETENCY, Reference(("term_id",), "vocabulary", ("term_id",))),
)
class TermLink(Record):
    """One row per named competency of a standard, with its term in the vocabulary."""

    standard_id: f.StandardId
    competency_id: f.CompetencyId
    term_id: f.TermId


@table(
    "classes", "Classes", "分類架構", key=("scheme", "code"), sort=("scheme", "path"), derived=True,
    references=(Reference(("scheme", "parent_code"), "classes", ("scheme", "code")),),
)
class SchemeClass(Record):
    """One row per class of the schemes that standards are filed under, whether or not a standard is."""

    scheme: f.Scheme
    code: f.OfficialCode
    name: f.OfficialName | None
    parent_code: f.ParentCode | None
    path: f.ClassPath
    depth: f.ClassDepth
    standards: f.CurrentCount
    edition: f.Edition


@table(
    "class_links", "Class links", "分類對應", key=("standard_id", "scheme", "position"), derived=True,
    references=(
        Reference(("standard_id", "scheme", "position"), "classifications", ("standard_id", "scheme", "position")),
        Reference(("scheme", "class_code"), "classes", ("scheme", "code")),
    ),
)
class ClassLink(Record):
    """One row per printed classification whose code means a class of its scheme."""

    standard_id: f.StandardId
    scheme: f.Scheme
    position: f.Position
    class_code: f.OfficialCode


@table(
    "similar_standards", "Similar standards", "相近職能基準", key=("standard_id", "rank"), derived=True, together=True,
    references=(OF_STANDARD, Reference(("other_id",), "standards", ("standard_id",))),
)
class SimilarStandard(Record):
    """One row per standard and other standard that is near to it in content or the next level of its occupation."""

    standard_id: f.StandardId
    rank: f.Rank
    other_id: f.OtherId
    other_name: f.OtherName | None
    relation: f.Relation
    score: f.Score
    shared_names: f.SharedNames | None


@table("issues", "Issues", "異常紀錄", key=("issue_id",))
class Issue(Record):
    """One row per anomaly seen in a source."""

    issue_id: f.IssueId
    code: f.IssueCode
    severity: f.Severity
    about: f.About
    sha256: f.Sha256
    standard_id: f.StandardId | None
    page: f.Page | None
    section: f.SourceSection
    locator: f.Locator | None
    raw_value: f.RawValue | None
    message: f.Message
