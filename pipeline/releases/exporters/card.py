"""`README.md` of a release: the dataset card, Traditional Chinese first, then English."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from pipeline.releases.exporters import about, citation, files
from pipeline.releases.exporters.card_front import front
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.exporters.rows import write_text
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import SCHEMA_VERSION, TABLES

FILE_NAME = "README.md"

_HEADINGS = {
    "data": about.Bilingual("Tables", "資料表"),
    "files": about.Bilingual("Files", "檔案"),
    "reading": about.Bilingual("Reading", "讀取"),
    "warnings": about.Bilingual("Before you use it", "使用前請注意"),
    "rights": about.Bilingual("Licence and source", "授權與來源"),
    "citing": about.Bilingual("Citing", "引用"),
}
_READING = (
    ("DuckDB", "sql", "SELECT standard_name, competency_name FROM '{parquet}' WHERE is_current AND kind = 'S';"),
    ("pandas", "python", "import pandas as pd\n\nrequired = pd.read_parquet('{parquet}')"),
    (
        "pandas, CSV", "python",
        "required = pd.read_csv('{csv}', dtype='string', keep_default_na=False, na_values=[''])",
    ),
    ("icap-competency-pipeline", "python", "from pipeline import load\n\ndata = load('.')  # or 'all.zip'"),
    (
        "Hugging Face datasets", "python",
        "from datasets import load_dataset\n\nskills = load_dataset('.', 'requirements', split='train')  # this folder",
    ),
)
_CSV_NOTE = about.Bilingual(
    "Parquet brings its types along: whole numbers with gaps, dates, true and false. CSV has none: read it as text, with the "
    "empty field as the only missing value, or `NA` and `None` are taken for nothing and `0601` for a number.",
    "Parquet 檔自帶型別：可有空值的整數、日期、是與否。CSV 檔沒有型別：請一律讀為文字，並只把空欄位當作空值，"
    "否則 `NA`、`None` 會變成空值，`0601` 會變成數字。",
)
_SEARCH = ("sql", "SELECT standard_id, source, item_id, text FROM search WHERE words MATCH '資訊安全 管理' ORDER BY rank;")
_SEARCH_NOTE = about.Bilingual(
    "Search in SQLite: any word of one to six characters, of several all; cut longer ones by a space:",
    "在 SQLite 檢索：輸入一到六個字的詞即可，多個詞以空格分開，表示都要有；更長的詞請加空格切開：",
)


class _Card:
    """The card's parts in one language; `pick` chooses it."""

    def __init__(self, language: str, content: Written, listed: list[files.File], settings: Settings) -> None:
        self.pick = attrgetter(language)
        self.chinese = language == "zh"
        self.content, self.files, self.settings = content, listed, settings

    def lines(self, version: str) -> Iterator[str]:
        yield from (f"# {self.pick(about.TITLE)}", "", self.pick(about.DESCRIPTION), "")
        yield from (self._heading("warnings"), *(f"- {self.pick(warning)}" for warning in about.WARNINGS), "")
        yield from (self._heading("rights"), self.pick(about.licence_sentence(self.settings)), "")
        yield from (f"- {about.OWNER}（{about.OWNER_EN}）: [{about.SOURCE_TITLE}]({about.SOURCE_URL})", *self._publisher(), "")
        yield from (self._heading("data"), *self._tables(), "")
        yield from (self._heading("files"), *self._forms(), "")
        yield from (self._heading("reading"), *self._reading())
        day = self.content.newest_update()
        dated = f", {day.isoformat()}" if day else ""
        cited = f"{about.OWNER}: {self.pick(about.TITLE)}, {version}{dated} (schema {SCHEMA_VERSION})."
        yield from (self._heading("citing"), cited, f"[`{citation.FILE_NAME}`]({citation.FILE_NAME})", "")

    def _heading(self, name: str) -> str:
        return f"## {self.pick(_HEADINGS[name])}\n"

    def _publisher(self) -> Iterator[str]:
        if self.settings.publisher:
            contact = f" <{self.settings.contact}>" if self.settings.contact else ""
            yield f"- {'發布者' if self.chinese else 'Publisher'}: {self.settings.publisher}{contact}"

    def _tables(self) -> Iterator[str]:
        yield from (("| 資料表 | 名稱 | 列數 |" if self.chinese else "| table | one row per | rows |"), "|---|---|---:|")
        for name, table in TABLES.items():
            meaning = table.label_zh if self.chinese else table.grain.removeprefix("One row per ").rstrip(".")
            yield f"| [`{name}`](data-dictionary.md#{name}) | {meaning} | {self.content.count(name):,} |"

    def _forms(self) -> Iterator[str]:
        """One line per form; the files of all tables are counted together."""
        yield from (("| 檔案 | 內容 | 大小 (kB) |" if self.chinese else "| file | what | size (kB) |"), "|---|---|---:|")
        sizes: dict[str, tuple[Form, int]] = {}
        for file in self.files:
            name = file.path if file.table is None else file.path.replace(file.table, "⟨table⟩")
            sizes[name] = file.form, sizes.get(name, (file.form, 0))[1] + file.bytes
        for name, (form, size) in sizes.items():
            yield f"| `{name}` | {self.pick(form.label)} | {size / 1000:,.0f} |"

    def _reading(self) -> Iterator[str]:
        where = {kind: files.address(f"requirements.{kind}", self.settings) for kind in ("parquet", "csv")}
        for tool, language, text in _READING:
            yield from (f"{tool}:", "", f"```{language}", text.format(**where), "```", "")
        yield from (self.pick(_CSV_NOTE), "")
        yield from (self.pick(_SEARCH_NOTE), "", f"```{_SEARCH[0]}", _SEARCH[1], "```", "")


def write(content: Written, into: ReleaseFolder, settings: Settings) -> None:
    """Describe the files that the release holds already."""
    listed, version = files.data_files(into), citation.version(into)
    text = front(settings, {name: content.count(name) for name in TABLES})
    text += "\n".join(line for language in ("zh", "en") for line in _Card(language, content, listed, settings).lines(version))
    write_text([text.rstrip(), "\n"], into.path / FILE_NAME)


EXPORTER = Exporter(
    "card",
    files={FILE_NAME: None},
    write=write,
    purpose=about.Bilingual(
        "people: the dataset card, with licence, files and warnings",
        "人工閱讀：資料集說明，含授權、檔案與注意事項",
    ),
)
