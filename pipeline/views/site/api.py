"""`api/`: the site as an interface for programs, of plain files: an index, an object per standard, and what they are."""

from __future__ import annotations

import json
from typing import Any

from pipeline.base.durable import json_bytes
from pipeline.releases.exporters import about
from pipeline.schema import TABLES, Column, Kind
from pipeline.views.site import standard_json
from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.html import el, join, link, t, table
from pipeline.views.site.identifiers import where
from pipeline.views.site.shell import Page, heading

FOLDER = "api"
INDEX, DESCRIPTION = f"{FOLDER}/index.json", f"{FOLDER}/openapi.json"
VERSION = "1.0.0"
"""Of the paths and the shape of the answers; the data have versions of their own."""
_EXAMPLE = 'fetch("api/index.json").then(answer => answer.json())\n  .then(all => all.standards.filter(one => one.is_current))'
_LISTED = ("standard_id", "base_code", "version", "name", "level", "is_current", "reading", "updated_on")
_ONE = f"/{where('X').replace('X', '{standard_id}')}{standard_json.FILE_NAME}"


def index(catalogue: Catalogue) -> bytes:
    """Every standard with the address of its object, relative to the index."""
    listed = [
        {name: _value(row[name]) for name in _LISTED if row[name] is not None}
        | {"url": f"../{where(row['standard_id'])}{standard_json.FILE_NAME}"}
        for row in catalogue.standards
    ]
    whole = {"title": about.TITLE.zh, "release": catalogue.release, "source": about.SOURCE_URL, "standards": listed}
    return (json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _value(value: Any) -> Any:
    return value if isinstance(value, str | int) else value.isoformat()


def _schema(column: Column) -> dict[str, Any]:
    """A column's values as JSON Schema; what is not printed is left out and never null."""
    field = column.field
    described: dict[str, Any] = {"type": "string" if field.kind is Kind.DATE else field.kind.value}
    if field.kind is Kind.DATE:
        described["format"] = "date"
    if field.allowed:
        described["enum"] = [value for value, _ in field.allowed]
    return described | {"description": f"{field.label_zh}。{field.description}"}


def _columns(name: str, without: tuple[str, ...] = ("standard_id", "position")) -> dict[str, Any]:
    return {column.name: _schema(column) for column in TABLES[name].columns if column.name not in without}


def _rows(name: str) -> dict[str, Any]:
    return _list({"type": "object", "properties": _columns(name), "additionalProperties": False})


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _named(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


_TEXT = {"type": "string"}
_ID = {"type": "string", "description": "識別碼，相對於基準的識別碼。Identifier, relative to that of the standard."}


def _item(**more: Any) -> dict[str, Any]:
    page = {"type": "integer", "minimum": 1}
    return _object(("id",), id=_ID, code=_TEXT, name=_TEXT, text=_TEXT, definition=_TEXT, page=page, **more)


def _schemas() -> dict[str, Any]:
    standards = _columns("standards", without=("name",))
    items = _list(_named("Item"))
    made = {"outputs": items, "indicators": items}
    listed = {name: schema for name, schema in _columns("standards", without=()).items() if name in _LISTED}
    return {
        "Index": _object(("release", "standards"), title=_TEXT, release=_TEXT, source=_TEXT, standards=_list(_named("Entry"))),
        "Entry": _object(("standard_id", "url"), **listed, url={"type": "string", "format": "uri-reference"}),
        "Standard": _object(
            ("id", "standard_id", "duties", "knowledge", "skills", "attitudes"), **{"@context": {"type": "object"}}, id=_TEXT,
            type=_TEXT, title=_TEXT, **standards, replaces=_TEXT, duties=_list(_named("Duty")), knowledge=items, skills=items,
            attitudes=items, outputs_without_task=items, indicators_without_task=items,
            **{name: _rows(name) for name in standard_json.LISTS},
        ),
        "Duty": _item(tasks=_list(_named("Task"))),
        "Task": _item(blocks=_list(_named("Block")), **made),
        "Block": _object(("block", "requires"), block={"type": "integer"}, level={"type": "integer"}, requires=_list(_ID)),
        "Item": _item(),
    }


def _answer(media: str, schema: str, words: str) -> dict[str, Any]:
    return {"200": {"description": words, "content": {media: {"schema": _named(schema)}}}, "404": {"description": "Not here"}}


def description(address: str | None) -> dict[str, Any]:
    """The interface as OpenAPI 3.1."""
    one = {"name": "standard_id", "in": "path", "required": True, "schema": _TEXT, "example": "IDC5294-001v3"}
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{about.TITLE.zh} {about.TITLE.en}", "version": VERSION,
                 "description": f"{about.DESCRIPTION.zh} {about.DESCRIPTION.en}"},
        "servers": [{"url": (address or "..").rstrip("/")}],
        "paths": {
            f"/{INDEX}": {"get": {
                "operationId": "listStandards", "summary": "全部職能基準 All standards",
                "responses": _answer("application/json", "Index", "全部職能基準 All standards"),
            }},
            _ONE: {"get": {
                "operationId": "getStandard", "summary": "一項職能基準 One standard", "parameters": [one],
                "responses": _answer(standard_json.MEDIA_TYPE, "Standard", "一項職能基準 One standard"),
            }},
        },
        "components": {"schemas": _schemas()},
    }


def page() -> Page:
    """What a person reads about it."""
    rows = [
        (link("index.json", el("code", f"/{INDEX}")), t("全部職能基準，以及各項的位址", "Every standard with its address")),
        (el("code", _ONE), t("一項職能基準，巢狀；也是 JSON-LD（SKOS）", "One standard, nested; JSON-LD (SKOS), too")),
        (link("openapi.json", el("code", f"/{DESCRIPTION}")), t("以 OpenAPI 3.1 描述", "Described as OpenAPI 3.1")),
    ]
    main = join(
        heading(1, "給程式用的介面", "For programs"),
        el("p", t("都是靜態檔案：GET 即可，不需金鑰。沒有印的欄位不出現。",
                  "Plain files: GET, no key. What is not printed is left out."), class_="lead"),
        table([t("位址", "Address"), t("內容", "Content")], rows),
        el("pre", el("code", _EXAMPLE)),
    )
    return Page(f"{FOLDER}/index.html", ("給程式用的介面", "For programs"), main, "靜態 JSON 介面與 OpenAPI 說明")


def files(catalogue: Catalogue, address: str | None) -> dict[str, bytes]:
    """The two files with their paths."""
    return {INDEX: index(catalogue), DESCRIPTION: json_bytes(description(address))}
