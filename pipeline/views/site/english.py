"""English for words of the data that come from closed lists: job clusters, job categories and the status of a version.

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
    "表演藝術": "Performing arts", "印刷出版": "Printing and publishing", "影視傳播": "Film, television and broadcasting",
    "視覺藝術": "Visual arts", "行政支援": "Administrative support", "一般管理": "General management",
    "人力資源管理": "Human resources management", "企業資訊管理": "Business information management",
    "運籌管理": "Operations management", "建築規劃設計": "Architectural planning and design",
    "營造及維護": "Construction and maintenance", "教育行政": "Educational administration", "教學": "Teaching",
    "會計": "Accounting", "銀行金融業務": "Banking services", "財務": "Corporate finance", "保險": "Insurance",
    "證券及投資": "Securities and investments", "生技研發": "Biotechnology research and development",
    "長期照護服務": "Long-term care services", "醫療服務": "Medical services",
    "數位內容與傳播": "Digital content and communication", "資訊支援與服務": "Information support and services",
    "網路規劃與建置管理": "Network planning and administration", "軟體開發及程式設計": "Software development and programming",
    "市場分析研究": "Market analysis and research", "行銷傳播": "Marketing communications", "行銷管理": "Marketing management",
    "專業銷售": "Professional sales", "零售與通路管理": "Retail and channel management", "法律服務": "Legal services",
    "公共安全": "Public safety", "設備安裝維護": "Equipment installation and maintenance",
    "工業安全管理": "Industrial safety management", "資材及庫存規劃": "Materials and inventory planning",
    "製程研發": "Process research and development", "生產管理": "Production management", "品質管理": "Quality management",
    "農業經營": "Agricultural business", "動物研究發展與應用": "Animal research, development and application",
    "環境保護與衛生": "Environmental protection and sanitation", "食品生產與加工": "Food production and processing",
    "植物研究發展與應用": "Plant research, development and application", "個人照護服務": "Personal care services",
    "社會工作服務": "Social work services", "物流規劃及管理": "Logistics planning and management",
    "運輸規劃及管理": "Transport planning and management", "運輸作業": "Transport operations",
    "工程及技術": "Engineering and technology", "數學及科學": "Mathematics and science",
    "餐飲管理": "Food and beverage management", "旅館管理": "Hotel management",
    "休閒遊憩管理": "Recreation and leisure management", "旅遊管理": "Travel management",
    "最新版本": "newest version", "歷史版本": "superseded version",
}


def worded(value: Child) -> Child:
    """A value, in English too where it is a word of a list; what is in none stands as it is."""
    return t(value, WORDS[value]) if isinstance(value, str) and value in WORDS else value


def separated(values: Iterable[Child]) -> Html:
    """Values with commas between them."""
    listed = list(values)
    return join(*(part for value in listed[:-1] for part in (value, t("、", ", "))), *listed[-1:])
