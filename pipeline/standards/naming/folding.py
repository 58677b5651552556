"""What a name is once the words are gone that change nothing: names with equal folded keys are the same by rule.

Every rule is declared here with its reason, and its exceptions beside it. A rule works on match keys, so width, case,
white space and 台/臺 are folded already. Nothing here compares two names, so no name can pull another along.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex

SHORTEST = 2
"""Characters that have to be left: `能力` alone stays what it is."""
LONGEST = 100
"""Longer keys are sentences and no names; they are the same only where they are equal."""
_HAN = r"\p{Han}"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is replaced by what, and why the meaning stays; `signs` finds words of which a key has one if the rule is for it."""

    signs: re.Pattern[str]
    pattern: regex.Pattern[str]
    by: str | Callable[[regex.Match[str]], str]
    reason: str

    def applied(self, key: str) -> str:
        """The key after the rule; a rule that leaves nothing to speak of is none for this key."""
        if not self.signs.search(key):
            return key
        changed = self.pattern.sub(self.by, key)
        return changed if len(changed) >= SHORTEST else key


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    # Most keys have none of a rule's signs, and for such a search `re` is the faster one.
    return re.compile("|".join(map(re.escape, words)))


def _rule(signs: str, pattern: str, by: str, reason: str) -> Rule:
    return Rule(_any_of(signs.split()), regex.compile(pattern), by, reason)


def _words(text: str) -> str:
    return "|".join(regex.escape(word) for word in text.split())


_MARKS = (
    _rule("註 * ※", r"[【\[(]註[0-9a-z]*[】\])]|[*※]+$", "", "A note mark leads to a footnote and belongs to no name."),
    _rule("《 》 〈 〉 「 」 『 』", r"[《》〈〉「」『』]", "", "A title is the same with and without its marks."),
    _rule("。 ． . ; : , 、", r"(?<=.)[。．.;:,、]+$", "", "A mark at the end closes a list and no name."),
)
_SPELLED = {
    "計劃": "計畫", "部份": "部分", "身份": "身分", "搜集": "蒐集", "收集": "蒐集", "儀錶": "儀表", "網絡": "網路",
    "别": "別", "佈": "布", "佔": "占", "連絡": "聯絡", "週邊": "周邊", "週期": "周期", "預算編制": "預算編製",
}
_SPELLINGS = Rule(
    _any_of(_SPELLED), regex.compile("|".join(_SPELLED)), lambda match: _SPELLED[match[0]],
    "One word is written in two ways, and documents do not agree on one.",
)
_GENERAL = _words("專業 核心 基礎 基本 一般 共通 相關 背景 領域 個人 工作 就業 生活 產業 其他")
"""Before these words a suffix is what the name is about: `專業知識` and `專業能力` are two things."""
_MEASURED = _words("製程 生產 產出 供應 償債 還款 支付 承載 負載 負荷 獲利 行為 權利 訴訟 購買 消費 啟斷 吸附")
"""Their 能力 is a figure or a right and no skill of a person: `製程能力` is Cpk."""
_SUFFIX = _rule(
    "能力 技能 技巧 知識", rf"(?<!^(?:{_GENERAL}))(?:[之的]|相關|基本)*(?:技能力|技能|技巧|知識|(?<!{_MEASURED})能力)$", "",
    "The column says already that it is an ability, a skill or knowledge.",
)
_PEOPLE_DO = _words("溝通 協調 解決 領導 判斷 觀察 學習 執行 規劃 思考 理解 表達 分析 管理 整合 應變 說服 組織")
_ABILITY = _rule("力", rf"(?<={_PEOPLE_DO})力$", "", "After a word for something that people do, 力 is short for 能力.")
_HEADS = _words("管理 工程 系統 科學 產業 技術 設計 服務 安全 教育 市場 材料")
"""What takes the word before it as its kind: `設計與管理` are two things, `設計管理` is one."""
_KEPT = (
    r"(?<![項科節品])目的|(?<![目商指投座])標的|的確(?!認)|參與|給與|與會人|與談人|普及|及格(?!式)|及時(?!間)|及早|涉及|觸及|提及|(?<!照)顧及|危及|埃及"
    r"|和諧|和解(?![決讀釋析說])|和平(?!面)|和服(?!務)|和室(?![內外])|和菓子|[飽總緩調中溫混共親柔謙]和|之間|之後(?!續)|之前(?!置)|之外(?!觀)"
)
"""Words with the character of a connector in them."""
_CONNECTORS = (
    _rule(
        "與 及 和 暨 、 / · , &",
        rf"(?:{_KEPT})(*SKIP)(*FAIL)|(?<={_HAN})(?:以及|[與及和暨、/·,&])(?={_HAN})(?!(?:{_HEADS})$)", "",
        "Two things side by side are the same two with and without a word between them.",
    ),
    _rule(
        "之 的", rf"(?:{_KEPT})(*SKIP)(*FAIL)|(?<={_HAN})[之的](?={_HAN}|$)", "",
        "A possessive between a thing and what it is the thing of adds nothing.",
    ),
)
_KINDS_OF_TEXT = _words("法規 法令 法律 規範 規定 標準 政策 軟體 設備 工具 材料 儀器")
_FILLERS = (
    _rule(
        "相關", r"(?<=.)(?<!自|互|不|無|統計)相關(?!性|係數|分析|矩陣|檢定|人員|單位|科系|者)(?=.)", "",
        "It points at what stands beside it anyway; in statistics and after a negation it is a word of its own.",
    ),
    _rule("相關", rf"^相關(?={_KINDS_OF_TEXT})", "", "At the beginning it points at the standard that the name stands in."),
    _rule(
        "基本", r"^基本(?!工資|薪資|面|法|權|金|功|型|款|粒子|資料|設計)(?=.{3})", "",
        "It says how much is asked for; in names of things of their own it stays.",
    ),
    _rule(
        "基本", rf"(?<=..)基本(?=(?:{_words('概念 原理 理論 常識 原則')})$)", "",
        "A concept, a principle or a theory is basic anyway.",
    ),
)
_VERBS = "解決 撰寫 蒐集 判讀 解讀 繪製 編寫 排除 辨識 閱讀 彙整"
_NO_OBJECTS = _words(f"{_VERBS} 方法 程序 流程 原則 步驟 工具 系統 分析 整理 研究")
_INVERTED = _rule(
    _VERBS, rf"^({_words(_VERBS)})(?!{_words(_VERBS)})({_HAN}{{2,6}})$(?<!{_NO_OBJECTS})", r"\2\1",
    "A verb before its object says the same as after it: `解決問題`, `問題解決`.",
)
RULES = (*_MARKS, _SPELLINGS, _SUFFIX, _ABILITY, *_CONNECTORS, *_FILLERS, _INVERTED)
"""All of them in the order in which they are applied."""

_BESIDE = ("溝通", "協調", "合作", "協商", "表達")
"""Words that stand side by side in any order: `協調溝通` is `溝通協調`."""
_ONE_BESIDE = regex.compile("|".join(_BESIDE))
_SIDE_BY_SIDE = regex.compile(rf"(?:{_ONE_BESIDE.pattern}){{2,}}")


@lru_cache(1 << 16)
def folded(key: str) -> str:
    """The folded form of a match key; folding it again changes nothing."""
    if len(key) > LONGEST:
        return key
    before = ""
    while before != key:
        before = key
        for rule in RULES:
            key = rule.applied(key)
        if _SIDE_BY_SIDE.fullmatch(key):
            key = "".join(sorted(_ONE_BESIDE.findall(key), key=_BESIDE.index))
    return key
