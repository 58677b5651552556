"""Views and indexes of the SQLite file: the questions that people ask first, answered by name."""

from __future__ import annotations

VIEWS: dict[str, str] = {
    "search": """
        SELECT place.standard_id, place.source, place.item_id, one.text, search_words.words, search_words.rank
        FROM search_words
        JOIN search_distinct AS one ON one.id = search_words.rowid
        JOIN search_places AS place ON place.text_id = search_words.rowid""",
    "search_texts": """
        SELECT place.number AS id, place.standard_id, place.source, place.item_id, one.text, place.text_id
        FROM search_places AS place JOIN search_distinct AS one ON one.id = place.text_id""",
    "current_standards": """
        SELECT * FROM standards WHERE is_current""",
    "standard_overview": """
        SELECT standard.standard_id, standard.name, standard.level,
          (SELECT count(*) FROM duties AS one WHERE one.standard_id = standard.standard_id) AS duties,
          (SELECT count(*) FROM tasks AS one WHERE one.standard_id = standard.standard_id) AS tasks,
          (SELECT count(*) FROM indicators AS one WHERE one.standard_id = standard.standard_id) AS indicators,
          (SELECT count(*) FROM competencies AS one WHERE one.standard_id = standard.standard_id AND one.kind = 'K') AS knowledge,
          (SELECT count(*) FROM competencies AS one WHERE one.standard_id = standard.standard_id AND one.kind = 'S') AS skills,
          (SELECT count(*) FROM competencies AS one WHERE one.standard_id = standard.standard_id AND one.kind = 'A') AS attitudes
        FROM standards AS standard""",
    "task_levels": """
        SELECT task.standard_id, standard.name AS standard_name, duty.duty_id, duty.name AS duty_name,
          task.task_id, task.name AS task_name, block.block, block.level
        FROM tasks AS task
        JOIN standards AS standard USING (standard_id)
        JOIN duties AS duty ON duty.standard_id = task.standard_id AND duty.duty_id = task.duty_id
        JOIN task_blocks AS block ON block.standard_id = task.standard_id AND block.task_id = task.task_id""",
    "indicators_in_context": """
        SELECT indicator.standard_id, standard.name AS standard_name, task.duty_id, duty.name AS duty_name,
          indicator.task_id, task.name AS task_name, indicator.indicator_id, indicator.text
        FROM indicators AS indicator
        JOIN standards AS standard USING (standard_id)
        LEFT JOIN tasks AS task ON task.standard_id = indicator.standard_id AND task.task_id = indicator.task_id
        LEFT JOIN duties AS duty ON duty.standard_id = task.standard_id AND duty.duty_id = task.duty_id""",
    "shared_competencies": """
        SELECT kind, name, count(DISTINCT standard_id) AS standards
        FROM competencies WHERE name IS NOT NULL
        GROUP BY kind, name HAVING count(DISTINCT standard_id) > 1""",
}
"""Name and query of each view."""

INDEXES: dict[str, str] = {
    "standards_by_base_code": "standards (base_code, version)",
    "competencies_by_name": "competencies (name)",
    "requirements_by_competency": "requirements (competency_name)",
}

STATEMENTS = (
    *(f"CREATE INDEX {name} ON {columns}" for name, columns in INDEXES.items()),
    *(f"CREATE VIEW {name} AS{query}" for name, query in VIEWS.items()),
)
