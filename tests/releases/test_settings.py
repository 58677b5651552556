"""Settings: what is not said has no default about rights, and a slip is a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.errors import PipelineError
from pipeline.releases.settings import Licence, Settings, read

ROOT = Path(__file__).resolve().parents[2]


def written(folder: Path, text: str) -> Path:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return folder / "settings.toml"


def test_the_file_of_the_project_states_no_licence() -> None:
    assert read(ROOT / "settings.toml") == Settings()


def test_what_the_project_s_file_shows_as_examples_is_understood(tmp_path: Path) -> None:
    lines = (ROOT / "settings.toml").read_text(encoding="utf-8").splitlines()
    shown = [line.removeprefix("# ") if " = " in line else line for line in lines]
    settings = read(written(tmp_path, "\n".join(shown)))
    assert settings.licence == Licence("OGDL-Taiwan-1.0", "政府資料開放授權條款-第1版", "https://data.gov.tw/license")
    assert settings.doi == "10.5281/zenodo.1234567" and settings.creators[0].orcid == "0000-0002-1825-0097"
    assert settings.add == ("case", "zip") and settings.leave_out == ("xlsx",) and settings.publisher == "…"


def test_without_a_file_there_are_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read() == Settings()
    written(tmp_path, '[publication]\npublisher = "甲"')
    assert read() == Settings(publisher="甲")
    with pytest.raises(PipelineError, match="does not exist"):
        read(tmp_path / "other.toml")


def test_tables_of_others_are_left_alone(tmp_path: Path) -> None:
    assert read(written(tmp_path, "[notify]\nurl = 1")) == Settings()


@pytest.mark.parametrize(("text", "message"), [
    ("publication = 1", "publication must be a table"),
    ("[publication]\nlicense = 1", "publication.license is not a setting; there are address, communities, contact"),
    ('[publication]\nlicence = "CC0-1.0"', "licence must be a table"),
    ('[publication]\nlicence = { name = "CC0-1.0" }', "lacks title, url"),
    ('[publication]\npublisher = " "', "publication.publisher must be a text that is not empty"),
    ('[publication]\naddress = "https://example.org"', "must end with a slash"),
    ('[publication]\ndoi = "zenodo.12"', "publication.doi must be a DOI such as 10.5281/zenodo.1234, and not zenodo.12"),
    ('[publication]\ncreators = "甲"', "publication.creators must be a list"),
    ('[publication]\ncreators = ["甲"]', "publication.creators must be a table"),
    ('[publication]\ncreators = [{ orcid = "0000-0002-1825-0097" }]', "each of publication.creators needs a name"),
    ('[publication]\ncreators = [{ name = "甲", orcid = "12" }]', "publication.creators.orcid must be an ORCID"),
    ('[publication]\ncommunities = "甲"', "publication.communities must be a list of names"),
    ('[release]\nadd = "zip"', "release.add must be a list of names"),
    ("[release", "is not valid TOML"),
])
def test_a_slip_is_told_in_a_sentence(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=message):
        read(written(tmp_path, text))
