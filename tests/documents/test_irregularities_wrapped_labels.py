"""Labels of the profile that a narrow column wraps, in texts whose columns are aligned."""

from __future__ import annotations

import pytest

from pipeline.documents.model import Line
from pipeline.standards.arrange.profile import entries

irregularity = pytest.mark.irregularity


def read(text: str) -> dict[str, str]:
    """The values of a profile by the names of their labels; leading spaces stay in the text."""
    found = entries([Line(line) for line in text.strip("\n").split("\n")])
    assert found is not None
    return {entry.name: " ".join(line.text for line in entry.value) for entry in found if entry.value}


NAMES = {"code": "ABC1234-001v1", "occupation_name": "甲物人員", "job_category": "甲類", "job_category_code": "ABC"}


@irregularity("I-116")
@pytest.mark.parametrize("profile", [
    """
職能基準代碼      ABC1234-001v1
職能基準    職類
名稱      職業     甲物人員
（擇一填
寫）
所屬      職類別    甲類        職類別代碼   ABC
類別
""",
    """
職能基準    ABC1234-001v1
代碼
職能基準    職類
名稱（擇    職業     甲物人員
一填寫）
所屬類別    職類別    甲類        職類別     ABC
                         代碼
""",
    """
職能基準      ABC1234-001v1
 代碼
         職類
職能基準名     職業     甲物人員
稱（擇一填
  寫）
所屬類別     職類別    甲類       職類別代碼    ABC
""",
])
def test_a_wrapped_label_is_put_together_from_its_parts_below_one_another(profile: str) -> None:
    assert read(profile) == NAMES


@irregularity("I-116")
def test_a_value_below_a_label_is_no_part_of_it() -> None:
    profile = "職能基準代碼   ABC1234-001v1\n職能基準名稱   甲物\n           名稱人員\n工作描述   負責甲物之\n       描述。"
    assert read(profile) == {"code": "ABC1234-001v1", "name": "甲物 名稱人員", "description": "負責甲物之 描述。"}
