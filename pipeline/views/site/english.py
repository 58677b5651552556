"""English for words of the data that come from closed lists: job clusters and the status of a version.

Everything else of the data stays as it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.views.site.html import Child, Html, join, t

WORDS = {
    "建築與營造": "Architecture and construction", "建築營造": "Architecture and construction",
    "製造": "Manufacturing",
    "科學、技術、工程、數學": "Science, technology, engineering and mathematics",
    "科學、技術、工程與數學": "Science, technology, engineering and mathematics",
    "物流運輸": "Transportation, distribution and logistics", "天然資源、食品與農業": "Agriculture, food and natural resources",
    "醫療保健": "Health science", "藝文與影音傳播": "Arts, audio-video technology and communications",
    "資訊科技": "Information technology", "金融財務": "Finance", "企業經營管理": "Business management and administration",
    "行銷與銷售": "Marketing and sales", "政府公共事務": "Government and public administration",
    "教育與訓練": "Education and training", "個人及社會服務": "Human services", "休閒與觀光旅遊": "Hospitality and tourism",
    "休閒與觀光遊憩": "Hospitality and tourism",
    "司法、法律與公共安全": "Law, public safety and security",
    "最新版本": "newest version", "歷史版本": "superseded version",
}


def worded(value: Child) -> Child:
    """A value, in English too where it is a word of a list; what is in none stands as it is."""
    return t(value, WORDS[value]) if isinstance(value, str) and value in WORDS else value


def separated(values: Iterable[Child]) -> Html:
    """Values with commas between them."""
    listed = list(values)
    return join(*(part for value in listed[:-1] for part in (value, t("、", ", "))), *listed[-1:])
