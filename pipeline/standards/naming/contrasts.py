"""Names that look alike and are two things: numbers, models and words that exclude one another."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import regex

_MODELS = regex.compile(r"[0-9a-z+#.]*[0-9a-z][0-9a-z+#.]*")
"""Numbers and Latin names with their signs: `2d`, `c++`, `iso9001`."""
_NUMERALS = frozenset("〇零一二三四五六七八九十百千兩甲乙丙丁戊")
_NEGATIONS = frozenset("非不無未反免勿")
_EXCLUDING = (
    # Materials, trades and machines.
    "木 石 竹 金 土 泥 瓦 陶 瓷 玻", "茶 酒 水 火 電 油 氣", "車 銑 磨 鑽 刨", "吹 射", "豬 牛 羊 雞 鴨 魚 蝦", "海 陸 空",
    # Places, measures and ways.
    "內 外", "上 中 下", "左 右", "前 後", "大 中 小", "高 中 低", "長 中 短", "粗 細", "冷 熱", "乾 濕", "軟 硬", "輕 重",
    "厚 薄", "深 淺", "遠 近", "快 慢", "強 弱", "新 舊 仿", "正 負 反 副", "主 副 從", "單 雙", "動 靜", "直 交",
    "東 西 南 北", "生 熟",
    # Directions of what is done.
    "進 出", "入 出", "買 賣", "收 付", "借 貸", "供 需", "增 減", "加 減", "升 降", "開 關", "拆 裝 組", "裝 卸", "存 提",
    "始 末",
    # People and times.
    "男 女", "老 幼", "師 生", "醫 護", "日 夜", "早 晚", "公 私", "中 西 日 英 韓 法 德 台 臺",
    # Words.
    "初級 中級 高級", "初階 中階 高階 進階 基礎 基本", "輸入 輸出", "國內 國外 國際", "室內 室外 戶外", "線上 線下 實體",
    "平面 立體", "靜態 動態", "手動 自動", "直流 交流", "有線 無線", "類比 數位", "硬體 軟體 韌體", "前端 後端", "上游 中游 下游",
    "採購 銷售", "進口 出口", "嬰兒 幼兒 兒童 成人 老人", "國語 英語 日語 臺語 客語", "監控 監視", "施工 設計 工程",
    "事前 事中 事後", "短期 中期 長期", "定性 定量", "質化 量化", "直接 間接", "內部 外部", "知識 技能", "知識 技術",
)
PAIRS = tuple(dict.fromkeys(pair for line in _EXCLUDING for pair in combinations(line.split(), 2)))
"""Words of which one name has this and the other that; each line of the list holds words that exclude one another."""
_WORDS = tuple(dict.fromkeys(word for pair in PAIRS for word in pair))


def contrary(one: str, other: str) -> bool:
    """Whether two keys differ in a number, a model, a Chinese numeral, a negation, or in words that exclude one another."""
    if _MODELS.findall(one) != _MODELS.findall(other) or _only(one, _NUMERALS) != _only(other, _NUMERALS):
        return True
    if Counter(_only(one, _NEGATIONS)) != Counter(_only(other, _NEGATIONS)):
        return True
    more = {word: one.count(word) - other.count(word) for word in _WORDS}
    return any(more[a] * more[b] < 0 for a, b in PAIRS)


def _only(key: str, characters: frozenset[str]) -> list[str]:
    return [one for one in key if one in characters]
