"""What a release says about itself, with and without a licence; each description read by a tool of its own."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import frictionless
import pytest
import rdflib
import yaml
from rdflib.namespace import DCAT, DCTERMS, RDF

from pipeline.releases.exporters import about, datapackage, files
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Creator, Licence, Settings
from pipeline.schema import TABLES
from pipeline.schema.derive.dictionary import data_dictionary
from tests.releases import published

BARE = Settings()
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published.build(tmp_path_factory.mktemp("bare"), BARE)


def read_json(path: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_the_data_package_is_valid_and_states_licence_publisher_and_warnings(complete: Path) -> None:
    report = frictionless.validate(str(complete / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    package = read_json(complete / "datapackage.json")
    assert package["licenses"] == [{"name": "OGDL-Taiwan-1.0", "title": published.LICENCE.title, "path": published.LICENCE.url}]
    assert package["contributors"] == [{"title": "某某學會", "email": "data@example.org", "roles": ["publisher"]}]
    assert package["usage_warnings"] == [{"en": warning.en, "zh": warning.zh} for warning in about.WARNINGS]
    assert {"case/", "standards.sqlite", "README.md"} <= set(package["other_forms"])  # type: ignore[call-overload]
    assert datapackage.licence_name(complete) == "OGDL-Taiwan-1.0"


def test_without_a_licence_every_description_says_so(bare: Path) -> None:
    package = read_json(bare / "datapackage.json")
    assert "licenses" not in package and package["rights"] == {"en": about.NO_LICENCE.en, "zh": about.NO_LICENCE.zh}
    assert datapackage.licence_name(bare) is None
    assert about.NO_LICENCE.zh in (bare / "README.md").read_text(encoding="utf-8")
    assert about.NO_LICENCE.zh in (bare / "CITATION.cff").read_text(encoding="utf-8")
    described = read_json(bare / "dataset.jsonld")
    assert "license" not in described and described["conditionsOfAccess"] == about.NO_LICENCE.zh
    with (bare / "portal-metadata.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["授權方式"] == "" and about.NO_LICENCE.zh in row["備註"]


def cffconvert(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the validator; `make` installs it in a folder of its own."""
    own = next((path for path in (Path(sys.prefix) / "cffconvert", ROOT / ".venv" / "cffconvert") if path.is_dir()), None)
    if own is None and importlib.util.find_spec("cffconvert") is None:
        pytest.skip("cffconvert is not installed; `make test` installs it")
    environment = os.environ | ({"PYTHONPATH": str(own)} if own else {})
    command = [sys.executable, "-c", "from cffconvert.cli.cli import cli; cli()", "--validate"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("licence", [None, published.LICENCE, Licence("own-terms", "自訂條款", "https://example.org/terms")])
def test_cffconvert_finds_the_citation_valid(licence: Licence | None, tmp_path: Path) -> None:
    creators = (Creator("甲某", "0000-0002-1825-0097", "某大學"),)
    left = ("xlsx", "sqlite")
    published.build(tmp_path, Settings(licence, "某某學會", doi="10.5281/zenodo.1", creators=creators, leave_out=left))
    done = cffconvert(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_doi_and_creators_stand_in_every_description(tmp_path: Path) -> None:
    creators = (Creator("甲某", "0000-0002-1825-0097", "某大學"), Creator("乙某"))
    settings = Settings(published.LICENCE, doi="10.5281/zenodo.1", creators=creators, communities=("labour",))
    folder = published.build(tmp_path, settings)
    cited = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["doi"] == "10.5281/zenodo.1" and [one["name"] for one in cited["authors"]] == [about.OWNER, "甲某", "乙某"]
    for path, key in (("dataset.jsonld", "identifier"), ("dcat.jsonld", "dcterms:identifier"), ("datapackage.json", "id")):
        assert read_json(folder / path)[key] == "https://doi.org/10.5281/zenodo.1"
    deposit: dict[str, object] = read_json(folder / "zenodo.json")["metadata"]  # type: ignore[assignment]
    assert deposit["creators"] == [
        {"name": about.OWNER}, {"name": "甲某", "orcid": "0000-0002-1825-0097", "affiliation": "某大學"}, {"name": "乙某"},
    ]
    assert (deposit["license"], deposit["access_right"], deposit["communities"]) == (
        "ogdl-taiwan-1.0", "open", [{"identifier": "labour"}],
    )


def test_without_a_licence_the_deposit_claims_no_access(bare: Path) -> None:
    assert not {"license", "access_right", "communities"} & read_json(bare / "zenodo.json")["metadata"].keys()  # type: ignore[attr-defined]


def test_the_citation_is_dated_by_the_data(complete: Path) -> None:
    cited = yaml.safe_load((complete / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(cited["date-released"]) == "2025-06-15" and cited["license"] == "OGDL-Taiwan-1.0"
    assert [author["name"] for author in cited["authors"]] == [about.OWNER, "某某學會"]


def test_schema_org_lists_every_data_file_with_its_hash(complete: Path) -> None:
    described = read_json(complete / "dataset.jsonld")
    assert described["@type"] == "Dataset" and described["license"] == published.LICENCE.url
    listed = {one["contentUrl"]: one["sha256"] for one in described["distribution"]}  # type: ignore[attr-defined]
    latest = f"{published.ADDRESS}latest/"
    hashes = published.hashes(complete)
    assert listed == {latest + file.path: hashes[file.path] for file in files.data_files(ReleaseFolder(complete))}
    assert len(listed) == len(published.data_paths())


def test_dcat_is_read_by_rdflib_and_meets_the_shape(complete: Path) -> None:
    graph = rdflib.Graph().parse(complete / "dcat.jsonld", format="json-ld")
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    assert graph.value(dataset, DCTERMS.license) == rdflib.URIRef(published.LICENCE.url)
    assert {title.language for title in graph.objects(dataset, DCTERMS.title)} == {"zh-Hant-TW", "en"}  # type: ignore[attr-defined]
    distributions = list(graph.objects(dataset, DCAT.distribution))
    assert len(distributions) == len(published.data_paths())
    for distribution in distributions:
        assert str(graph.value(distribution, DCAT.downloadURL)).startswith(f"{published.ADDRESS}latest/")
        assert int(str(graph.value(distribution, DCAT.byteSize))) > 0
        assert graph.value(distribution, DCTERMS.license)


def test_without_an_address_files_are_named_relative_to_the_release(bare: Path) -> None:
    described = read_json(bare / "dataset.jsonld")
    for one in described["distribution"]:  # type: ignore[attr-defined]
        assert (bare / one["contentUrl"]).is_file()


def test_the_portal_row_is_one_row(complete: Path) -> None:
    with (complete / "portal-metadata.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["資料集名稱"] == about.TITLE.zh and row["授權方式"] == published.LICENCE.title
    assert len(row["檔案格式"].split(";")) == len(row["資料下載網址"].split(";")) == len(published.data_paths()) - len(TABLES)
    assert row["資料量"] == "3" and row["詮釋資料更新時間"] == "2025-06-15"


def test_the_card_is_chinese_first_and_counts_the_rows(complete: Path) -> None:
    card = (complete / "README.md").read_text(encoding="utf-8")
    assert card.index(f"# {about.TITLE.zh}") < card.index(f"# {about.TITLE.en}")
    assert "| [`tasks`](data-dictionary.md#tasks) | 工作任務 | 9 |" in card
    for file in ("standards.sqlite", "⟨table⟩.parquet", "excel/⟨table⟩.csv"):
        assert card.count(f"`{file}`") == 2


def test_the_dictionary_in_the_release_is_the_one_in_the_docs(complete: Path) -> None:
    assert (complete / "data-dictionary.md").read_text(encoding="utf-8") == data_dictionary()


def test_checksums_cover_every_file_below_the_release(complete: Path) -> None:
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(command, cwd=complete, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert len(done.stdout.splitlines()) == len(published.hashes(complete)) - 2
