"""What datasette shows beside the SQLite file: titles, meanings of columns, and queries with a name.

Used as `datasette standards.sqlite -m metadata.json`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.releases.exporters import about
from pipeline.releases.exporters.rows import write_json
from pipeline.releases.exporters.sqlite import FILE_NAME as SQLITE
from pipeline.releases.exporters.sqlite_views import VIEWS
from pipeline.schema import TABLES, Table

FILE_NAME = "metadata.json"
_VIEW_TITLES = {
    "search": "全文檢索 Full-text search", "search_texts": "找文字：所有內容 Search every text",
    "current_standards": "現行版本 Newest version of each standard",
    "standard_overview": "各基準的項目數 Items of each standard", "task_levels": "任務與級別 Tasks with duty and level",
    "indicators_in_context": "行為指標與其任務 Indicators with their task",
    "shared_competencies": "共用的職能 Competencies that standards share",
}

_HINT = (
    "在搜尋框輸入一到六個字的詞；多個詞以空格分開，表示都要有，更長的詞請加空格切開。"
    "Type words of one to six characters; of several, all must occur; cut longer ones by a space."
)
_BOXES: dict[str, dict[str, Any]] = {
    "standards": {"fts_table": "standards_words", "description": f"名稱與工作描述。Names and descriptions. {_HINT}"},
    "search_texts": {
        "fts_table": "search_words", "fts_pk": "text_id", "size": 50, "sortable_columns": ["id", "standard_id", "source"],
        "description": f"名稱、描述、職責、任務、產出、指標、職能與說明。Every text of every standard. {_HINT}",
    },
}
"""Tables with a search box, and the index that each asks; datasette puts every typed word into quotes."""
_HIDDEN = ("search_words", "search_distinct", "search_places", "standards_words", "find_standards", "find_terms")

QUERIES: dict[str, dict[str, str]] = {
    "search": {
        "title": "全文檢索 Search",
        "description": "含有所有字詞的內容，最相關的在前；字詞以空格分開。Texts with every word, best first.",
        "sql": "SELECT search.standard_id, standard.name, search.source, search.item_id, search.text\n"
               "FROM search JOIN standards AS standard USING (standard_id)\n"
               "WHERE search.words MATCH :words ORDER BY search.rank LIMIT 500",
    },
    "find_text": {
        "title": "找文字 Find text",
        "description": "任何內容中含有這段文字者，完全比對。Every text that contains these characters exactly.",
        "sql": "SELECT text.standard_id, standard.name, text.source, text.item_id, text.text\n"
               "FROM search_texts AS text JOIN standards AS standard USING (standard_id)\n"
               "WHERE instr(text.text, :text) > 0 ORDER BY text.standard_id, text.id LIMIT 500",
    },
    "standards_needing": {
        "title": "誰需要這項職能 Who needs a competency",
        "description": "需要某項知識或技能的職能基準與工作任務。Standards and tasks that need a knowledge or skill of this name.",
        "sql": "SELECT standard_id, standard_name, task_id, task_name, level, kind, competency_name\n"
               "FROM requirements WHERE competency_name = :name ORDER BY standard_id, task_id",
    },
    "skills_gap": {
        "title": "職能落差 Skills gap",
        "description": "乙有而甲沒有的知識與技能，依名稱。Knowledge and skills by name that B needs and A does not.",
        "sql": "SELECT DISTINCT kind, name FROM competencies AS one\n"
               "WHERE standard_id = :b AND kind IN ('K', 'S') AND name IS NOT NULL AND NOT EXISTS (\n"
               "  SELECT 1 FROM competencies AS other\n"
               "  WHERE other.standard_id = :a AND other.kind = one.kind AND other.name = one.name\n"
               ") ORDER BY kind, name",
    },
    "skills_by_occupation": {
        "title": "各職業的技能 Skills by occupation",
        "description": "現行基準中，各技能有幾項基準需要，依職業類別。Skills that current standards need, by occupation class.",
        "sql": "SELECT class.code AS occupation_code, class.name AS occupation, skill.name AS skill,\n"
               "  count(DISTINCT skill.standard_id) AS standards\n"
               "FROM standards AS standard\n"
               "JOIN classifications AS class ON class.standard_id = standard.standard_id AND class.scheme = 'occupation'\n"
               "JOIN competencies AS skill ON skill.standard_id = standard.standard_id AND skill.kind = 'S'\n"
               "WHERE standard.is_current AND skill.name IS NOT NULL\n"
               "GROUP BY class.code, class.name, skill.name ORDER BY standards DESC, occupation_code, skill LIMIT 500",
    },
    "levels": {
        "title": "級別分布 Standards by level",
        "description": "各級別的現行職能基準數。How many current standards there are of each level.",
        "sql": "SELECT level, count(*) AS standards FROM standards WHERE is_current GROUP BY level ORDER BY level",
    },
    "issue_counts": {
        "title": "異常統計 Issues by code",
        "description": "各異常代碼的筆數與涉及的職能基準數。Rows and standards of each issue code.",
        "sql": "SELECT severity, code, count(*) AS rows, count(DISTINCT standard_id) AS standards\n"
               "FROM issues GROUP BY severity, code ORDER BY rows DESC",
    },
}
"""Canned queries; parameters are bound by datasette and never become part of the statement."""


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": f"{table.label_zh} {table.label}", "description": table.grain, "size": 50,
        "columns": {
            column.name: f"{column.field.label_zh} {column.field.label}: {column.field.description}" for column in table.columns
        },
    }


def metadata() -> dict[str, Any]:
    """The whole description; it follows from the schema and is the same for every release."""
    tables = {name: _table(table) for name, table in TABLES.items()}
    tables |= {name: {"title": _VIEW_TITLES.get(name, name)} for name in VIEWS}
    tables |= {name: {"hidden": True} for name in _HIDDEN}
    for name, box in _BOXES.items():
        tables[name] |= box
    return {
        "title": f"{about.TITLE.zh} {about.TITLE.en}",
        "description": f"{about.DESCRIPTION.zh} {about.DESCRIPTION.en}",
        "source": f"{about.OWNER} {about.SOURCE_TITLE}", "source_url": about.SOURCE_URL,
        "databases": {SQLITE.removesuffix(".sqlite"): {"tables": tables, "queries": QUERIES}},
    }


def write(folder: Path) -> None:
    """Write `metadata.json` beside the SQLite file."""
    write_json(metadata(), folder / FILE_NAME)
