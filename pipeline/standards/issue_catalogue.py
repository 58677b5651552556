"""Every issue code: how severe it is, what it means and what to do, in English and Traditional Chinese.

`entry` names the field-guide irregularities that the code stands for. Rendered into `docs/issues.md`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IssueKind:
    """An entry of the catalogue."""

    severity: str
    entry: str
    meaning: str
    meaning_zh: str
    advice: str
    advice_zh: str


def _kind(severity: str, entry: str, meaning: tuple[str, str], advice: tuple[str, str]) -> IssueKind:
    return IssueKind(severity, entry, meaning[0], meaning[1], advice[0], advice[1])


_LOOK = ("Look at the source page; nothing was changed.", "請對照來源頁面；資料未經更動。")
_NONE = ("Nothing to do; the value is read as the source means it.", "無須處理；已依來源原意讀取。")
_SOURCE = ("An error of the source: report it to the publisher, or declare a correction.", "來源本身有誤：可向發布單位反映，或登錄更正。")

CATALOGUE: dict[str, IssueKind] = {
    # the document as a whole
    "text_unplaced": _kind("critical", "I-36, I-37", ("Text of the source that is in no published cell.", "來源文字未能歸入任何已發布的欄位。"),
                           ("Run `explain` on the file to see where it stands.", "請以 `explain` 檢視該文字所在位置。")),
    "suffix_wrong": _kind("info", "", ("The file's content is of another format than its suffix says.", "檔案內容與副檔名不符。"),
                          ("Rename the file.", "請更正副檔名。")),
    "radicals_mapped": _kind("info", "I-79, I-80", ("Radicals or compatibility ideographs stood for ordinary characters.", "來源以部首或相容漢字代替一般漢字。"), _NONE),
    "private_use_removed": _kind("info", "I-85", ("Private-use characters (bullets of a symbol font) were removed.", "已移除私用區字元（符號字型的項目符號）。"), _NONE),
    "same_code_other_name": _kind("warning", "I-08", ("Two documents with different names print the same code.", "兩份不同名稱的文件印有相同代碼。"),
                                  ("Both are kept; their ids carry a suffix.", "兩者皆保留，識別碼附加後綴以資區別。")),
    "forms_differ": _kind("warning", "", ("Another file of the same standard says something else here.", "同一職能基準的另一份檔案於此處內容不同。"),
                          ("The richest form is published; compare the two files.", "已發布格式最完整者；請比對兩份檔案。")),
    "identical_file": _kind("info", "", ("The same bytes stand under another name as well.", "另有內容完全相同的檔案。"), ("One of them can go.", "可擇一保留。")),
    "pdf_engine_fallback": _kind("info", "", ("A page was read by the second PDF engine.", "部分頁面改由第二套 PDF 引擎讀取。"), _NONE),
    "pdf_engines_differ": _kind("warning", "", ("The two PDF engines read a cell differently.", "兩套 PDF 引擎讀取的儲存格內容不同。"), _LOOK),
    "corrected": _kind("info", "I-11", ("A declared correction replaced what the source prints.", "依登錄之更正，已取代來源原文。"),
                       ("The printed value is in raw_value, the reason in the message; see docs/corrections.md.", "原文見 raw_value，理由見說明；參閱 docs/corrections.md。")),
    "control_characters_dropped": _kind("info", "", ("Control characters in the text layer were dropped.", "已移除文字層中的控制字元。"), _NONE),
    "text_rotated": _kind("info", "", ("Rotated text was read in its own direction.", "旋轉的文字已依其方向讀取。"), _LOOK),
    "duplicate_glyphs_dropped": _kind("info", "", ("Glyphs printed twice for boldness were read once.", "為加粗而重複列印的字元僅讀取一次。"), _NONE),
    # versions
    "versions_missing": _kind("info", "I-03", ("The document has no version table; first editions have none.", "文件無版本沿革表；首版文件通常沒有。"), _NONE),
    "version_cell_wrong": _kind("info", "I-04", ("The version cell does not say what the code says.", "版本欄與代碼版次不一致。"), _SOURCE),
    "version_code_missing": _kind("warning", "I-05", ("A version row has no code.", "版本列缺少代碼。"), _SOURCE),
    "date_unreadable": _kind("warning", "I-06", ("A date is in no known form.", "日期格式無法辨識。"), _SOURCE),
    "replacement_illogical": _kind("warning", "I-05", ("A version row names another replacement than the next newer row.", "版本列所載之取代版本並非下一新版。"), _SOURCE),
    "newest_version_differs": _kind("warning", "I-05", ("The newest version row has another code than the profile.", "最新版本列之代碼與基本資料不同。"), _SOURCE),
    # profile
    "standard_code_missing": _kind("warning", "I-02", ("No code is printed.", "未印職能基準代碼。"), ("The id is made of the name; join by name.", "識別碼由名稱產生；請以名稱串接。")),
    "standard_code_irregular": _kind("warning", "I-11", ("The printed code has not the regular shape.", "代碼格式不符慣例。"), _SOURCE),
    "name_missing": _kind("critical", "I-18", ("No name is printed.", "未印職能基準名稱。"), _SOURCE),
    "two_names": _kind("warning", "I-18", ("Both 職類 and 職業 are filled; the 職業 row is published.", "職類與職業皆有填寫；採用職業列。"), _SOURCE),
    "code_prefix_differs": _kind("warning", "I-09", ("The code's letters are not among the 職類別代碼.", "代碼字首與職類別代碼不符。"), _SOURCE),
    "code_digits_differ": _kind("warning", "I-10", ("The code's digits are not among the 職業別代碼.", "代碼數字與職業別代碼不符。"), _SOURCE),
    "classification_missing": _kind("warning", "I-14, I-15", ("A classification is blank.", "分類欄位空白。"), _SOURCE),
    "classification_unpaired": _kind("warning", "I-12, I-14 … I-16", ("Numbers of names and codes differ.", "分類名稱與代碼數目不一致。"), _LOOK),
    "class_code_irregular": _kind("warning", "I-19, I-21", ("A classification code has not the shape of its scheme.", "分類代碼格式不符。"), _SOURCE),
    "description_missing": _kind("info", "I-22", ("The work description is blank.", "工作描述空白。"), _SOURCE),
    "base_level_missing": _kind("warning", "I-23", ("No base level is printed.", "未印基準級別。"), _SOURCE),
    "base_level_unreadable": _kind("warning", "I-23", ("The base level is not a single level from 1 to 6.", "基準級別並非單一的 1 至 6 級。"), _SOURCE),
    # main table
    "header_remnant": _kind("info", "I-29", ("A piece of the header stood among the data.", "表頭殘留於資料列中。"), _NONE),
    "duty_missing": _kind("info", "I-26, I-39", ("No duty is printed; its id is the task code's first segment.", "未印主要職責；以工作任務代碼首段為識別碼。"), _LOOK),
    "duty_without_code": _kind("info", "I-39", ("A duty is printed without its code.", "主要職責未印代碼。"), _LOOK),
    "duty_without_tasks": _kind("warning", "I-46", ("A duty has no task.", "主要職責下無工作任務。"), _SOURCE),
    "task_without_code": _kind("warning", "I-41", ("A task is printed without a code.", "工作任務未印代碼。"), _LOOK),
    "task_code_of_other_duty": _kind("info", "I-39", ("A task's code names another duty than its row.", "工作任務代碼與所在列之主要職責不符。"), _SOURCE),
    "row_without_task": _kind("warning", "I-38", ("A row stands above every task.", "資料列不屬於任何工作任務。"), _LOOK),
    "code_reused": _kind("warning", "I-48, I-60", ("The same code is printed for different items; both are kept.", "相同代碼對應不同內容；兩者皆保留。"), _SOURCE),
    "item_repeated": _kind("info", "I-43", ("An item is printed twice; it is published once.", "項目重複列印；僅發布一次。"), _NONE),
    "item_without_code": _kind("info", "I-59, I-63, I-68", ("An item is printed without a code.", "項目未印代碼。"), _LOOK),
    "code_without_name": _kind("warning", "I-59", ("A code is printed without a name.", "代碼未附名稱。"), _SOURCE),
    "code_repaired": _kind("info", "I-50 … I-52", ("A code was broken or had a zero for the letter O.", "代碼斷行、夾有空白，或以數字 0 代替字母 O。"), _NONE),
    "code_of_other_task": _kind("warning", "I-62", ("An item's code names another task than its row; the row decides.", "項目代碼與所在列之工作任務不符；以所在列為準。"), _SOURCE),
    "letter_in_wrong_column": _kind("warning", "I-58", ("An item stands in another column than its letter says; the letter decides.", "項目所在欄位與代碼字母不符；以字母為準。"), _SOURCE),
    "level_decorated": _kind("info", "I-23, I-31", ("A level is printed with more than its digit.", "級別除數字外另有文字。"), _NONE),
    "level_stacked": _kind("warning", "I-31", ("Two levels stood in one cell; each of two rows has one.", "兩個級別併於一格；分屬兩列。"), _LOOK),
    "level_unreadable": _kind("warning", "I-31", ("A level is not a single level from 1 to 6.", "職能級別並非單一的 1 至 6 級。"), _SOURCE),
    "level_missing": _kind("warning", "I-32", ("No level is printed for a block.", "職能區塊未印級別。"), _LOOK),
    "merge_assumed": _kind("info", "I-32, I-33", ("Level, K and S are blank where the form hides merges; read as merged with the row above.",
                                                "此格式無法顯示合併儲存格；級別、知識與技能空白，視為與上列合併。"), _LOOK),
    "knowledge_missing": _kind("warning", "I-33", ("A task has no knowledge.", "工作任務無知識項目。"), _LOOK),
    "skill_missing": _kind("warning", "I-33", ("A task has no skill.", "工作任務無技能項目。"), _LOOK),
    # attitudes and notes
    "attitudes_missing": _kind("info", "I-66", ("No attitude is printed.", "未印態度項目。"), _LOOK),
    "attitude_heading_unusual": _kind("info", "I-70", ("The attitudes stand under another heading.", "態度之標題用語不同。"), _NONE),
}
"""Issue code → what it means."""
