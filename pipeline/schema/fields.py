"""The field dictionary: every published field, defined once.

A field is an annotated Python type. Record classes use these types for their attributes, so the
type checker, the frames, the Arrow schema, the expectations, the data package and the data
dictionary all read the same definition.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pipeline.schema.field import Field, Kind

STANDARD_ID = r"[0-9A-Z/_-]+(?:v[0-9]+)?(?:~[0-9a-f]{8})?"
SEGMENT = r"[0-9]+[a-z]?"
ORDINAL = r"(?:#[1-9][0-9]*)?"

CODE, NAME, TEXT = 200, 1_000, 10_000
"""Characters that a value may have: codes and marks, names, texts of several lines. Published documents print names of up
to some 60 and texts of up to some 2,000; what is longer is no value but a table that was not cut, or an attack."""
CELL = 2 * TEXT
"""A cell holds the texts of all its items."""
KEY = 20 * NAME
"""Folding makes up to 18 characters of one."""
TOLD = 12_000
"""What an issue says or quotes; it is cut before, where it is noted (`documents.findings`)."""


def _coded(letters: str, segments: str) -> str:
    """Pattern of an item id: a printed code, or the letter and ordinal of an uncoded item."""
    return rf"(?:{letters}{segments}{ORDINAL}|{letters}#[1-9][0-9]*)"


Sha256 = Annotated[str, Field("SHA-256", "檔案雜湊值", "SHA-256 of the source file's bytes; of a file that cannot be opened, that of its path and the reason.", pattern=r"[0-9a-f]{64}")]
Path = Annotated[str, Field("Path", "檔案路徑", "Path of the source file below the input folder.")]
Format = Annotated[
    str,
    Field("Format", "檔案格式", "Format found in the file's content, whatever its suffix.",
          allowed=(("pdf", "PDF"), ("docx", "DOCX"), ("odt", "ODT"), ("doc", "舊版 Word"), ("rtf", "RTF"),
                   ("xlsx", "XLSX"), ("ods", "ODS"), ("text", "純文字"), ("unknown", "無法辨識"))),
]
Bytes = Annotated[int, Field("Bytes", "位元組數", "Size of the source file in bytes.", Kind.INTEGER, minimum=0)]
Pages = Annotated[int, Field("Pages", "頁數", "Number of pages; null for formats without pages.", Kind.INTEGER, minimum=1)]
DocumentStatus = Annotated[
    str,
    Field("Status", "處理狀態", "What became of the file.",
          allowed=(("published", "已發布"), ("duplicate", "重複來源"), ("superseded", "已被新版取代"), ("held", "暫緩發布"), ("rejected", "未採用"))),
]
Reason = Annotated[str, Field("Reason", "原因", "Why a file is not the published source, in one sentence; also how it was read where that matters.")]
Coverage = Annotated[
    float,
    Field("Coverage", "涵蓋率", "Share of the source's characters that lie in a published cell or in recognised furniture (0–1).",
          Kind.NUMBER, minimum=0, maximum=1),
]

StandardId = Annotated[str, Field("Standard id", "職能基準識別碼", "Printed code of the standard, cleaned; with a suffix where the code is absent or not unique.", pattern=STANDARD_ID)]
StandardCode = Annotated[str, Field("Standard code", "職能基準代碼", "Printed 職能基準代碼, cleaned of spaces and case only.", max_length=CODE)]
BaseCode = Annotated[str, Field("Base code", "職能基準代碼（不含版次）", "The standard code without its version suffix.", max_length=CODE)]
Version = Annotated[int, Field("Version", "版次", "Version number from the suffix of the code.", Kind.INTEGER, minimum=1)]
StandardName = Annotated[str, Field("Standard name", "職能基準名稱", "Name of the standard as printed.", max_length=NAME)]
NameKind = Annotated[
    str,
    Field("Name kind", "名稱類型", "Which of the two name rows is filled: 職業 or 職類.", allowed=(("occupation", "職業"), ("job_category", "職類"))),
]
Description = Annotated[str, Field("Description", "工作描述", "Work description as printed; numbered lists keep their line breaks.", max_length=TEXT)]
Level = Annotated[int, Field("Level", "職能級別", "Competency level, 1 to 6; null where no single level is printed.", Kind.INTEGER, minimum=1, maximum=6)]
LevelPrinted = Annotated[str, Field("Level as printed", "基準級別（原文）", "The 基準級別 cell as printed.", max_length=NAME)]
VersionStatus = Annotated[str, Field("Version status", "狀態", "狀態 of the version row as printed (最新版本, 歷史版本 …).", max_length=NAME)]
UpdatedOn = Annotated[dt.date, Field("Updated on", "發展更新日期", "Date of development or update.", Kind.DATE)]
Historical = Annotated[bool, Field("Historical", "歷史資料", "True if the file name marks the document as 《歷史資料》.", Kind.BOOLEAN)]
IsCurrent = Annotated[bool, Field("Is current", "現行版本", "True for the newest version of its base code among the standards that are not historical.", Kind.BOOLEAN)]
ReadingTrust = Annotated[
    str,
    Field("Reading", "讀取信度", "`doubtful` where a finding says that we may have read the document wrongly, else `clean`.",
          allowed=(("clean", "無疑義"), ("doubtful", "有疑義"))),
]
DevelopingUnit = Annotated[str, Field("Developing unit", "發展單位", "Ministry or agency that developed the standard; from the open-data list (職能基準資料檔), matched by name, not from the document. Null without the list or without a sure match.", max_length=NAME)]
ValidUntil = Annotated[dt.date, Field("Valid until", "有效期限", "Last day of validity; from the open-data list (職能基準資料檔), matched by name, not from the document. Null without the list or without a sure match.", Kind.DATE)]
VersionCode = Annotated[str, Field("Version code", "版次代碼", "職能基準代碼 of the version row, cleaned.", max_length=CODE)]
VersionNote = Annotated[str, Field("Update note", "更新說明", "更新說明 as printed.", max_length=TEXT)]
Position = Annotated[int, Field("Position", "順序", "1-based reading order inside the standard.", Kind.INTEGER, minimum=1)]

_OFFICIAL = r"[0-9A-Z]{1,4}(?:-[0-9]{2})?"
Scheme = Annotated[
    str,
    Field("Scheme", "分類系統", "Classification scheme.", allowed=(("job_category", "職類別"), ("occupation", "職業別"), ("industry", "行業別"))),
]
ClassCode = Annotated[str, Field("Class code", "分類代碼", "Classification code as printed; a string, leading zeros count.", max_length=CODE)]
ClassName = Annotated[str, Field("Class name", "分類名稱", "Classification name as printed.", max_length=NAME)]
OfficialCode = Annotated[str, Field("Official code", "正式類碼", "Code of a class as its list writes it: `0811`, `C`, `45-46`; a string, leading zeros count.", pattern=_OFFICIAL)]
OfficialName = Annotated[str, Field("Official name", "正式類名", "Name of a class in its list; null where no list tells it.", max_length=NAME)]
ParentCode = Annotated[str, Field("Parent code", "上層類碼", "Class above this one in the same scheme; null at the top.", pattern=_OFFICIAL)]
ClassPath = Annotated[str, Field("Path", "類碼路徑", "Codes from the top down to the class, with slashes: `C/08/081/0811`.", pattern=rf"{_OFFICIAL}(?:/{_OFFICIAL})*")]
ClassDepth = Annotated[int, Field("Depth", "層級", "1 at the top of the scheme.", Kind.INTEGER, minimum=1)]
CurrentCount = Annotated[int, Field("Current standards", "現行職能基準數", "How many current standards are filed in the class or below it.", Kind.INTEGER, minimum=0)]
Edition = Annotated[str, Field("Edition", "版本依據", "Which edition of the list, or which file of the user's.", max_length=NAME)]
JobCategoryCode = Annotated[str, Field("Job category code", "職類別代碼", "Code of the first 職類別 of the standard, as printed.", max_length=CODE)]
JobCategoryName = Annotated[str, Field("Job category", "職類別", "Name of the first 職類別 of the standard, as printed.", max_length=NAME)]
OccupationCode = Annotated[str, Field("Occupation code", "職業別代碼", "Code of the first 職業別 of the standard, as printed.", max_length=CODE)]
OccupationName = Annotated[str, Field("Occupation", "職業別", "Name of the first 職業別 of the standard, as printed.", max_length=NAME)]
IndustryCode = Annotated[str, Field("Industry code", "行業別代碼", "Code of the first 行業別 of the standard, as printed.", max_length=CODE)]
IndustryName = Annotated[str, Field("Industry", "行業別", "Name of the first 行業別 of the standard, as printed.", max_length=NAME)]

DutyId = Annotated[str, Field("Duty id", "主要職責識別碼", "Duty inside the standard.", pattern=_coded("T", SEGMENT))]
DutyCode = Annotated[str, Field("Duty code", "主要職責代碼", "Printed duty code.", pattern=rf"T{SEGMENT}")]
DutyName = Annotated[str, Field("Duty name", "主要職責", "Name of the duty; null where none is printed.", max_length=NAME)]
TaskId = Annotated[str, Field("Task id", "工作任務識別碼", "Task inside the standard.", pattern=_coded("T", rf"{SEGMENT}(?:\.{SEGMENT})*"))]
TaskCode = Annotated[str, Field("Task code", "工作任務代碼", "Printed task code.", pattern=rf"T{SEGMENT}(?:\.{SEGMENT})*")]
TaskName = Annotated[str, Field("Task name", "工作任務", "Name of the task; null where the code stands alone.", max_length=NAME)]
Page = Annotated[int, Field("Page", "頁碼", "1-based page where the item starts; null for formats without pages.", Kind.INTEGER, minimum=1)]
BlockNo = Annotated[int, Field("Block", "職能區塊", "1-based competency block: the rows that share one level, K and S cell.", Kind.INTEGER, minimum=1)]
RowNo = Annotated[int, Field("Row", "區塊內列序", "1-based table row inside the block.", Kind.INTEGER, minimum=1)]
OutputId = Annotated[str, Field("Output id", "工作產出識別碼", "Output inside the standard.", pattern=_coded("O", rf"{SEGMENT}(?:\.{SEGMENT})*"))]
OutputCode = Annotated[str, Field("Output code", "工作產出代碼", "Printed output code, a zero for the letter read as O.", pattern=rf"O{SEGMENT}(?:\.{SEGMENT})*")]
OutputName = Annotated[str, Field("Output", "工作產出", "Name of the output; null where the code stands alone.", max_length=NAME)]
IndicatorId = Annotated[str, Field("Indicator id", "行為指標識別碼", "Behaviour indicator inside the standard.", pattern=_coded("P", rf"{SEGMENT}(?:\.{SEGMENT})*"))]
IndicatorCode = Annotated[str, Field("Indicator code", "行為指標代碼", "Printed indicator code.", pattern=rf"P{SEGMENT}(?:\.{SEGMENT})*")]
IndicatorText = Annotated[str, Field("Indicator", "行為指標", "Text of the behaviour indicator; null where the code stands alone.", max_length=TEXT)]
CompetencyId = Annotated[str, Field("Competency id", "職能內涵識別碼", "Knowledge, skill or attitude inside the standard.", pattern=_coded("(?:K|NK|S|SS|NS|A)", "[0-9]+"))]
CompetencyKind = Annotated[str, Field("Kind", "職能類型", "Knowledge, skill or attitude.", allowed=(("K", "知識"), ("S", "技能"), ("A", "態度")))]
CompetencyCode = Annotated[str, Field("Competency code", "職能內涵代碼", "Printed code; local to the standard.", pattern=r"(?:K|NK|S|SS|NS|A)[0-9]+")]
CompetencyName = Annotated[str, Field("Competency", "職能內涵", "Name as printed; null where the code stands alone.", max_length=NAME)]
Definition = Annotated[str, Field("Definition", "態度定義", "Definition of an attitude; null for knowledge and skills.", max_length=TEXT)]
Inherited = Annotated[bool, Field("Inherited", "承自合併儲存格", "True if the value comes from a cell merged over several tasks.", Kind.BOOLEAN)]
NoteSection = Annotated[
    str,
    Field(
        "Section", "段落", "Which notes heading the line stands under.",
        allowed=(("prerequisite", "學經歷或能力條件"), ("supplement", "其他補充說明"), ("glossary", "專有名詞釋義")),
    ),
]
NoteText = Annotated[str, Field("Note", "內容", "Text of the line without its bullet.", max_length=TEXT)]
Depth = Annotated[int, Field("Depth", "縮排層級", "Nesting depth below the sub-heading, from 0.", Kind.INTEGER, minimum=0)]
Marker = Annotated[str, Field("Marker", "項目符號", "Bullet or number as printed; null where there is none.", max_length=CODE)]

RowPage = Annotated[int, Field("Page", "頁碼", "1-based page where the row begins; null for formats without pages.", Kind.INTEGER, minimum=1)]
DutyCell = Annotated[str, Field("Duty cell", "主要職責", "Text of the cell that covers the row: the duty with its code.", max_length=CELL)]
TaskCell = Annotated[str, Field("Task cell", "工作任務", "Text of the cell that covers the row: a task with its code on each line.", max_length=CELL)]
OutputsCell = Annotated[str, Field("Outputs cell", "工作產出", "Text of the row's cell: an output with its code on each line.", max_length=CELL)]
IndicatorsCell = Annotated[str, Field("Indicators cell", "行為指標", "Text of the row's cell: a behaviour indicator with its code on each line.", max_length=CELL)]
LevelCell = Annotated[str, Field("Level cell", "職能級別", "Text of the cell that covers the row, as printed.", max_length=NAME)]
KnowledgeCell = Annotated[str, Field("Knowledge cell", "知識", "Text of the cell that covers the row: an item of knowledge with its code on each line.", max_length=CELL)]
SkillsCell = Annotated[str, Field("Skills cell", "技能", "Text of the cell that covers the row: a skill with its code on each line.", max_length=CELL)]
Continued = Annotated[bool, Field("Continued", "跨頁", "True if a page break cuts the row, so that it goes on on the next page.", Kind.BOOLEAN)]

JobCategories = Annotated[str, Field("Job categories", "所有職類別", "Every 職類別 of the standard, code and name, one on a line.")]
Occupations = Annotated[str, Field("Occupations", "所有職業別", "Every 職業別 of the standard, code and name, one on a line.")]
Industries = Annotated[str, Field("Industries", "所有行業別", "Every 行業別 of the standard, code and name, one on a line.")]
DutiesOf = Annotated[int, Field("Duties", "主要職責數", "How many duties the standard has.", Kind.INTEGER, minimum=0)]
TasksOf = Annotated[int, Field("Tasks", "工作任務數", "How many tasks the standard has.", Kind.INTEGER, minimum=0)]
OutputsOf = Annotated[int, Field("Outputs", "工作產出數", "How many outputs the standard has.", Kind.INTEGER, minimum=0)]
IndicatorsOf = Annotated[int, Field("Behaviour indicators", "行為指標數", "How many behaviour indicators the standard has.", Kind.INTEGER, minimum=0)]
KnowledgeOf = Annotated[int, Field("Knowledge", "知識數", "How many items of knowledge the standard has.", Kind.INTEGER, minimum=0)]
SkillsOf = Annotated[int, Field("Skills", "技能數", "How many skills the standard has.", Kind.INTEGER, minimum=0)]
AttitudesOf = Annotated[int, Field("Attitudes", "態度數", "How many attitudes the standard has.", Kind.INTEGER, minimum=0)]
TaskLevelMin = Annotated[int, Field("Lowest task level", "任務最低級別", "Lowest level of the standard's tasks; null where none prints a single level.", Kind.INTEGER, minimum=1, maximum=6)]
TaskLevelMax = Annotated[int, Field("Highest task level", "任務最高級別", "Highest level of the standard's tasks; null where none prints a single level.", Kind.INTEGER, minimum=1, maximum=6)]
TaskLevels = Annotated[str, Field("Task levels", "任務級別", "The levels of the standard's tasks, each once, in rising order.", pattern=r"[1-6](?:, [1-6])*")]
Prerequisites = Annotated[str, Field("Prerequisites", "學經歷或能力條件", "The notes on education, experience or abilities that the standard suggests, a line each, nested as printed.")]

IssueId = Annotated[str, Field("Issue id", "異常識別碼", "Stable over runs: derived from the source, the code and the place.", pattern=r"[0-9a-f]{16}")]
IssueCode = Annotated[str, Field("Issue code", "異常代碼", "Code from the issue catalogue.", pattern=r"[a-z][a-z0-9_]+")]
Severity = Annotated[str, Field("Severity", "嚴重度", "How much it matters.", allowed=(("critical", "嚴重"), ("warning", "警告"), ("info", "資訊")))]
About = Annotated[
    str,
    Field("About", "異常對象", "Whether the document itself is odd and published as printed, or we may have read it wrongly.",
          allowed=(("source", "來源文件"), ("reading", "讀取過程"))),
]
SourceSection = Annotated[
    str,
    Field("Section", "段落", "Part of the document.",
          allowed=(("document", "文件"), ("versions", "版本"), ("profile", "基本資料"), ("tasks", "職責與任務"), ("attitudes", "態度"), ("notes", "說明與補充"))),
]
Locator = Annotated[str, Field("Locator", "位置", "Where in the section: an item code, a label, or a table row.", max_length=TOLD)]
RawValue = Annotated[str, Field("Raw value", "原文", "The text in question as printed.", max_length=TOLD)]
Message = Annotated[str, Field("Message", "說明", "The sentence a person needs.", max_length=TOLD)]

TermId = Annotated[str, Field("Term id", "詞條識別碼", "Derived by us: the kind and the first 12 hex digits of the SHA-256 of the match key.", pattern=r"[KSA]~[0-9a-f]{12}")]
TermName = Annotated[str, Field("Term", "詞條", "The spelling that most competencies have; of equally frequent ones the first in order of code points.", max_length=NAME)]
MatchKey = Annotated[str, Field("Match key", "比對鍵", "Derived by us, for comparing only: the name with width, case, dashes and known variants (台, 臺) folded.", max_length=KEY)]
Spellings = Annotated[int, Field("Spellings", "寫法數", "How many different printed spellings fold to this term.", Kind.INTEGER, minimum=1)]
StandardCount = Annotated[int, Field("Standards", "職能基準數", "How many published standards use the term.", Kind.INTEGER, minimum=1)]
TaskCount = Annotated[int, Field("Tasks", "工作任務數", "How many tasks require the term; 0 for attitudes, which belong to the standard and not to a task.", Kind.INTEGER, minimum=0)]
GroupId = Annotated[str, Field("Group id", "詞群識別碼", "The term in the middle of its group: the commonest of the names that mean the same by the rules or by a person's decision.", pattern=r"[KSA]~[0-9a-f]{12}")]
GroupName = Annotated[str, Field("Group name", "詞群名稱", "Name of the term in the middle of its group.", max_length=NAME)]
GroupedBy = Annotated[
    str,
    Field("Grouped by", "歸群依據", "Why a term belongs to its group: it is its middle, a declared rule folds its name to that of the group, or a person has decided so.",
          allowed=(("middle", "詞群中心"), ("rule", "規則"), ("decision", "人工審定"))),
]
GroupStandards = Annotated[int, Field("Standards of the group", "詞群職能基準數", "How many published standards use any name of the group.", Kind.INTEGER, minimum=1)]
CommonName = Annotated[str, Field("Common name", "共通職能名稱", "Official common competency (code, where the list numbers it, and name) that the group is; from the official list, not from the documents.", max_length=NAME)]
NearId = Annotated[str, Field("Near group", "相近詞群", "Middle of a commoner group that probably means the same; proposed, never merged.", pattern=r"[KSA]~[0-9a-f]{12}")]
Rank = Annotated[int, Field("Rank", "名次", "1 is the most similar one; a next step that is none of the nearest comes last.", Kind.INTEGER, minimum=1)]
OtherId = Annotated[str, Field("Other standard", "相近職能基準", "The other standard: always the current version, never one of the same base code.", pattern=STANDARD_ID)]
OtherName = Annotated[str, Field("Name of the other standard", "相近職能基準名稱", "Name of the other standard as printed.", max_length=NAME)]
Relation = Annotated[
    str,
    Field("Relation", "關係", "What the other is: alike in its texts, the same occupation by name, or the next level of this occupation.",
          allowed=(("similar", "內容相近"), ("same_occupation", "同一職業"), ("next_level", "下一級別"))),
]
Score = Annotated[
    float,
    Field("Score", "相似度", "How much of their texts they share (0–1): cosine of the weighted pairs of neighbouring characters.", Kind.NUMBER, minimum=0, maximum=1),
]
SharedNames = Annotated[str, Field("Shared names", "共有職能", "Up to three knowledge and skills that both name, the rarest first, folded and separated by 、.", max_length=NAME)]
