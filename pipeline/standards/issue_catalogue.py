"""Every issue code: how severe it is, what it means and what to do, in English and Traditional Chinese.

`about` tells apart what matters to whoever relies on a reading: `source` says that the document itself is odd and
is published as printed, `reading` that we may have read it wrongly. A finding of the second kind with severity
warning or critical makes a standard doubtful. `entry` names the field-guide irregularities that the code stands for. Rendered into `docs/issues.md`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IssueKind:
    """An entry of the catalogue."""

    severity: str
    about: str
    entry: str
    meaning: str
    meaning_zh: str
    advice: str
    advice_zh: str


def _kind(severity: str, about: str, entry: str, meaning: tuple[str, str], advice: tuple[str, str]) -> IssueKind:
    return IssueKind(severity, about, entry, meaning[0], meaning[1], advice[0], advice[1])


_LOOK = ("Look at the source page; nothing was changed.", "請對照來源頁面；資料未經更動。")
_COMPARE = ("Compare the source page with what is published; `explain` shows where each text went.", "請以 `explain` 對照來源頁面與發布內容。")
_NONE = ("Nothing to do; the value is read as the source means it.", "無須處理；已依來源原意讀取。")
_SOURCE = ("An error of the source: report it to the publisher, or declare a correction.", "來源本身有誤：可向發布單位反映，或登錄更正。")

CATALOGUE: dict[str, IssueKind] = {
    # the document as a whole
    "bytes_unreadable": _kind("warning", "reading", "I-117", ("Some bytes of the text are broken and stand as U+FFFD.", "文字檔部分位元組損毀，以 U+FFFD 代替。"),
                              ("Get the file again, or type the missing characters.", "請重新取得檔案，或補上缺字。")),
    "formula_without_value": _kind("warning", "reading", "I-118", ("A cell of the workbook holds a formula that was never calculated.", "試算表含有尚未計算的公式。"),
                                   ("Open the workbook in a spreadsheet program and save it.", "請以試算表軟體開啟並重新存檔。")),
    "columns_unknown": _kind("warning", "reading", "I-115, I-116", ("The text shows no columns, and order and codes do not prove what belongs together.", "文字檔無欄位，順序與代碼不足以確認歸屬。"),
                             ("Use the PDF, DOCX or ODT of the standard.", "請改用 PDF、DOCX 或 ODT 檔案。")),
    "text_unplaced": _kind("critical", "reading", "I-36, I-37", ("Text of the source that is in no published cell.", "來源文字未能歸入任何已發布的欄位。"),
                           ("Run `explain` on the file to see where it stands.", "請以 `explain` 檢視該文字所在位置。")),
    "converted": _kind("info", "reading", "", ("An old file was converted by LibreOffice before it was read.", "舊格式檔案已先由 LibreOffice 轉換再讀取。"), _LOOK),
    "numbering_unknown": _kind("warning", "reading", "I-87", ("A list counts in a writing that is not known; its numbers are read as digits.", "自動編號採用未知的數字寫法，改以阿拉伯數字讀取。"), _LOOK),
    "suffix_wrong": _kind("info", "source", "", ("The file's content is of another format than its suffix says.", "檔案內容與副檔名不符。"),
                          ("Rename the file.", "請更正副檔名。")),
    "radicals_mapped": _kind("info", "source", "I-79, I-80", ("Radicals or compatibility ideographs stood for ordinary characters.", "來源以部首或相容漢字代替一般漢字。"), _NONE),
    "private_use_removed": _kind("info", "source", "I-85", ("Private-use characters (bullets of a symbol font) were removed.", "已移除私用區字元（符號字型的項目符號）。"), _NONE),
    "same_code_other_name": _kind("warning", "source", "I-08", ("Two documents with different names print the same code.", "兩份不同名稱的文件印有相同代碼。"),
                                  ("Both are kept; their ids carry a suffix.", "兩者皆保留，識別碼附加後綴以資區別。")),
    "forms_differ": _kind("warning", "reading", "", ("Another file of the same standard says something else here.", "同一職能基準的另一份檔案於此處內容不同。"),
                          ("The richest form is published; compare the two files.", "已發布格式最完整者；請比對兩份檔案。")),
    "identical_file": _kind("info", "source", "", ("The same bytes stand under another name as well.", "另有內容完全相同的檔案。"), ("One of them can go.", "可擇一保留。")),
    "pdf_engine_fallback": _kind("info", "reading", "", ("A page was read by the second PDF engine.", "部分頁面改由第二套 PDF 引擎讀取。"), _NONE),
    "table_without_rules": _kind("info", "reading", "I-105", ("A table has no rules between its columns or rows; heads, codes and alignment told them.", "表格欄列之間無框線；依標題、代碼與對齊判定。"), _LOOK),
    "hyphen_uncertain": _kind("warning", "reading", "I-111", ("Nothing tells whether a hyphen at a line's end is part of the word; it is kept unless the page surely cuts other words.", "行末連字號是否屬於該詞無法確定；除非頁面另有明確斷字，否則保留。"), _COMPARE),
    "word_cut_uncertain": _kind("warning", "reading", "I-131", ("Letters at the edge of a full line and those below are read as one word, which nothing proves.", "滿行行末與次行行首的字母併為一詞，但無從確認。"), _COMPARE),
    "rows_uncertain": _kind("warning", "reading", "I-105, I-110", ("Rows or items that nothing parts could not all be told apart.", "表格框線不全，部分列或項目的起訖無法確定。"), _COMPARE),
    "pdf_engines_differ": _kind("warning", "reading", "", ("The two PDF engines read a cell differently.", "兩套 PDF 引擎讀取的儲存格內容不同。"), _LOOK),
    "corrected": _kind("info", "source", "I-11", ("A declared correction replaced what the source prints.", "依登錄之更正，已取代來源原文。"),
                       ("The printed value is in raw_value, the reason in the message; see docs/corrections.md.", "原文見 raw_value，理由見說明；參閱 docs/corrections.md。")),
    "control_characters_dropped": _kind("info", "source", "", ("Control characters in the text layer were dropped.", "已移除文字層中的控制字元。"), _NONE),
    "text_rotated": _kind("info", "reading", "", ("Rotated text was read in its own direction.", "旋轉的文字已依其方向讀取。"), _LOOK),
    "duplicate_glyphs_dropped": _kind("info", "source", "", ("Glyphs printed twice for boldness were read once.", "為加粗而重複列印的字元僅讀取一次。"), _NONE),
    "text_outside": _kind("warning", "source", "I-100, I-101, I-124", ("Text that stands outside every part of the standard (running heads, stamps, appendices); it is not published.", "不屬於職能基準任何段落的文字（頁首頁尾、戳記、附錄），未納入發布。"), _LOOK),
    "text_struck": _kind("warning", "reading", "I-99", ("Text is struck through and is left out.", "文字加有刪除線，未納入資料。"), _LOOK),
    "formula_flattened": _kind("warning", "reading", "I-93", ("A formula is kept as its signs in a row, without its layout.", "公式僅保留字元，未保留排版。"), _LOOK),
    "embedded_not_read": _kind("critical", "reading", "I-98", ("A part of the document is embedded and cannot be read.", "文件內嵌其他檔案或物件，無法讀取。"),
                               ("Open the file in a word processor and save it anew, with the part as text.", "請以文書處理軟體開啟，將內嵌部分轉為文字後另存。")),
    "picture_not_read": _kind("warning", "reading", "I-98", ("A picture stands where text is expected; nothing in it is read.", "應為文字之處為圖片，其內容未讀取。"),
                              ("Look at the source; if the picture shows rows or text, get the file with text.", "請對照來源；圖片若含文字，請改用含文字的檔案。")),
    "markup_not_read": _kind("warning", "reading", "I-90, I-98", ("The file holds text in a form that no rule reads.", "檔案含有無規則可讀取的文字。"), _COMPARE),
    "form_prompt": _kind("info", "source", "I-128", ("The form's own words, or a word for none, stand where a value is asked for; the value is null.", "欄位為表單提示文字或「無」，視為空值。"), _NONE),
    "text_not_shown": _kind("info", "source", "I-101", ("Text that nobody sees, for the reason told (in the colour of its ground, under a painted area or a picture, not painted, off the page, on a layer that is off); it is not published.", "讀者看不見的文字，未納入發布；原因見說明（與底色相同、被色塊或圖片遮蓋、隱形、版面外、圖層關閉）。"), _NONE),
    "watermark": _kind("info", "source", "I-101", ("Text that stands askew, or pale or large over other text: a watermark; it is not published.", "斜置、或以淡色或大字疊印於文字上的浮水印，未納入發布。"), _NONE),
    "form_field": _kind("warning", "reading", "I-112", ("A form field lies on the page and is filled in; its value stands here and is in no table.", "頁面上有已填寫的表單欄位，其內容未納入資料。"),
                        ("Print the file to a new PDF, so that the value becomes part of the page.", "請列印為新的 PDF，使欄位內容成為頁面文字。")),
    "typed_remark": _kind("warning", "reading", "I-112", ("A remark was typed over the page, or text on it struck out; nothing of it is in any table.", "頁面上另有加註文字或刪除標記，未納入資料。"), _COMPARE),
    "comment_attached": _kind("info", "source", "I-112", ("A comment is attached to the page; it is not published.", "頁面附有註解，未納入發布。"), _NONE),
    "phonetic_guides": _kind("info", "source", "I-92", ("Phonetic guides stand above words; the words are read once, without them.", "文字上方有注音或拼音，僅讀取本文。"), _NONE),
    "line_numbers": _kind("info", "source", "I-108", ("Line numbers stand in the margin; they are not published.", "頁邊有行號，未納入發布。"), _NONE),
    "pages_on_one_sheet": _kind("info", "reading", "I-108", ("Two pages stand side by side on one sheet; the left one is read first.", "單張紙並列兩頁，先讀左頁。"), _LOOK),
    # held: not whole, or not one standard
    "part_missing": _kind("critical", "reading", "", ("A part that every current standard has is not there.", "缺少現行職能基準必備的部分。"), _COMPARE),
    "identity_missing": _kind("critical", "reading", "I-02, I-18", ("Neither a code of the regular form nor a name was found.", "未找到合於慣例的代碼，也未找到名稱。"), _COMPARE),
    "standards_merged": _kind("critical", "reading", "I-120", ("More than one standard stands in the file.", "同一檔案含有多項職能基準。"),
                              ("Save each standard as a file of its own.", "請將各項職能基準分別存檔。")),
    "page_without_text": _kind("critical", "reading", "I-102", ("A page is only a picture; nothing on it can be read.", "此頁僅為圖片，無法讀取內容。"),
                               ("Get the file with text, or have its pages recognised.", "請改用含文字的檔案，或先行文字辨識。")),
    "pages_missing": _kind("critical", "reading", "I-103", ("The printed page numbers jump: a page is missing or stands elsewhere.", "頁碼不連續：缺頁或頁序錯置。"),
                           ("Get the complete file.", "請取得完整檔案。")),
    "coverage_low": _kind("critical", "reading", "I-37", ("Much of the document's text is in no published cell.", "文件大量文字未能歸入已發布的欄位。"), _COMPARE),
    "rule_broken": _kind("critical", "reading", "", ("What was read breaks a rule that every release must keep.", "讀取結果違反發布必須遵守的規則。"),
                         ("Please report it with the file.", "請連同檔案回報。")),
    "too_large": _kind("critical", "reading", "", ("A value, or the number of rows, is far beyond any published standard.", "單一內容或資料列數遠超過任何已發布之職能基準。"),
                       ("See whether the file is one standard with its cells apart; the bounds stand in pipeline/schema.", "請確認檔案為單一職能基準且儲存格分明；上限訂於 pipeline/schema。")),
    # doubts of the witness
    "code_not_read": _kind("warning", "reading", "I-37", ("A code leads a line of the main table and is in no table.", "主表中有行首代碼未納入資料。"), _COMPARE),
    "item_elsewhere": _kind("warning", "reading", "I-62", ("An item is held at another task than it is printed beside.", "項目所屬工作任務與頁面所示不同。"), _COMPARE),
    "level_differs": _kind("warning", "reading", "I-31, I-32", ("The level of a task is not the one printed beside it.", "工作任務的級別與頁面所示不同。"), _COMPARE),
    "merge_unknown": _kind("warning", "reading", "I-32, I-33", ("The form hides merged cells, and level, K or S of a task are blank.", "此格式無法顯示合併儲存格，且任務之級別、知識或技能空白。"),
                           ("Use the PDF, DOCX or ODT of the standard.", "請改用 PDF、DOCX 或 ODT 檔案。")),
    "block_unlikely": _kind("warning", "reading", "I-43", ("A competency block is of a make that documents do not have.", "職能區塊的組成不合常理。"), _COMPARE),
    "text_not_in_one_piece": _kind("warning", "reading", "I-42, I-47", ("A published text does not stand in one piece on the page.", "已發布的文字於頁面上並非連續。"), _COMPARE),
    "text_misshapen": _kind("warning", "reading", "I-42", ("A published text has a shape that a wrong cut leaves.", "已發布的文字有誤切的跡象。"), _COMPARE),
    "text_cut": _kind("warning", "reading", "I-42", ("What is printed behind a code is not all published under it.", "代碼後的文字未完整發布。"), _COMPARE),
    "notes_cut": _kind("warning", "reading", "I-74", ("A note begins or ends where no printed line does.", "說明段落的起訖與印出的行不符。"), _COMPARE),
    "tail_mixed": _kind("warning", "reading", "I-124", ("What follows the notes, or half a sentence, stands among the notes.", "說明中混入附錄或不完整的句子。"), _COMPARE),
    "codes_lacking": _kind("warning", "reading", "I-59, I-63", ("Items without a code stand beside coded ones.", "部分項目無代碼。"), _COMPARE),
    "codes_reused": _kind("warning", "reading", "I-60", ("Several codes stand for several different items each.", "多個代碼各對應不同項目。"), _COMPARE),
    "classes_mixed": _kind("warning", "reading", "I-12, I-127", ("Two classifications stand as one.", "兩個分類併為一個。"), _COMPARE),
    "profile_mixed": _kind("warning", "reading", "I-116, I-128", ("A value of the profile holds the form's own words, or the code is none.", "基本資料的內容夾有表單文字，或代碼不成代碼。"), _COMPARE),
    "column_unknown": _kind("warning", "reading", "I-121", ("A column of the main table has a head that nobody knows.", "主表有無法辨識的欄位標題。"), _COMPARE),
    "columns_reordered": _kind("info", "reading", "I-121", ("The columns stand in another order than the form's.", "主表欄位順序與格式不同。"), _COMPARE),
    "line_not_read": _kind("warning", "reading", "I-37", ("A line before or behind the main table is in no published text.", "主表以外有文字未納入資料。"), _COMPARE),
    # versions
    "versions_missing": _kind("info", "source", "I-03", ("The document has no version table; first editions have none.", "文件無版本沿革表；首版文件通常沒有。"), _NONE),
    "version_cell_wrong": _kind("info", "source", "I-04", ("The version cell does not say what the code says.", "版本欄與代碼版次不一致。"), _SOURCE),
    "version_code_missing": _kind("warning", "source", "I-05", ("A version row has no code.", "版本列缺少代碼。"), _SOURCE),
    "date_unreadable": _kind("warning", "source", "I-06", ("A date is in no known form.", "日期格式無法辨識。"), _SOURCE),
    "replacement_illogical": _kind("warning", "source", "I-05", ("A version row names another replacement than the next newer row.", "版本列所載之取代版本並非下一新版。"), _SOURCE),
    "newest_version_differs": _kind("warning", "source", "I-05", ("The newest version row has another code than the profile.", "最新版本列之代碼與基本資料不同。"), _SOURCE),
    # profile
    "standard_code_missing": _kind("warning", "source", "I-02", ("No code is printed.", "未印職能基準代碼。"), ("The id is made of the name; join by name.", "識別碼由名稱產生；請以名稱串接。")),
    "standard_code_irregular": _kind("warning", "source", "I-11", ("The printed code has not the regular shape.", "代碼格式不符慣例。"), _SOURCE),
    "name_missing": _kind("critical", "reading", "I-18", ("No name is printed.", "未印職能基準名稱。"), _SOURCE),
    "two_names": _kind("warning", "source", "I-18", ("Both 職類 and 職業 are filled; the 職業 row is published.", "職類與職業皆有填寫；採用職業列。"), _SOURCE),
    "code_prefix_differs": _kind("warning", "source", "I-09", ("The code's letters are not among the 職類別代碼.", "代碼字首與職類別代碼不符。"), _SOURCE),
    "code_digits_differ": _kind("warning", "source", "I-10", ("The code's digits are not among the 職業別代碼.", "代碼數字與職業別代碼不符。"), _SOURCE),
    "classification_missing": _kind("warning", "source", "I-14, I-15", ("A classification is blank.", "分類欄位空白。"), _SOURCE),
    "classification_unpaired": _kind("warning", "reading", "I-12, I-14 … I-16", ("Numbers of names and codes differ.", "分類名稱與代碼數目不一致。"), _LOOK),
    "class_code_irregular": _kind("warning", "source", "I-19, I-21", ("A classification code has not the shape of its scheme.", "分類代碼格式不符。"), _SOURCE),
    "profile_label_unknown": _kind("warning", "source", "I-128", ("The profile has a label that the form does not know; label and value stand here and are not published.", "基本資料有格式以外的欄位，其內容僅列於此，未納入發布。"), _LOOK),
    "description_missing": _kind("info", "source", "I-22", ("The work description is blank.", "工作描述空白。"), _SOURCE),
    "base_level_missing": _kind("warning", "source", "I-23", ("No base level is printed.", "未印基準級別。"), _SOURCE),
    "base_level_unreadable": _kind("warning", "reading", "I-23", ("The base level is not a single level from 1 to 6.", "基準級別並非單一的 1 至 6 級。"), _SOURCE),
    # main table
    "header_remnant": _kind("info", "source", "I-29", ("A piece of the header stood among the data.", "表頭殘留於資料列中。"), _NONE),
    "duty_missing": _kind("info", "source", "I-26, I-39", ("No duty is printed; its id is the task code's first segment.", "未印主要職責；以工作任務代碼首段為識別碼。"), _LOOK),
    "duty_without_code": _kind("warning", "reading", "I-39", ("A duty is printed without its code.", "主要職責未印代碼。"), _LOOK),
    "duty_without_tasks": _kind("warning", "source", "I-46", ("A duty has no task.", "主要職責下無工作任務。"), _SOURCE),
    "task_without_code": _kind("warning", "reading", "I-41", ("A task is printed without a code.", "工作任務未印代碼。"), _LOOK),
    "task_code_of_other_duty": _kind("info", "source", "I-39", ("A task's code names another duty than its row.", "工作任務代碼與所在列之主要職責不符。"), _SOURCE),
    "row_without_task": _kind("warning", "reading", "I-38", ("A row stands above every task.", "資料列不屬於任何工作任務。"), _LOOK),
    "code_reused": _kind("warning", "source", "I-48, I-60", ("The same code is printed for different items; both are kept.", "相同代碼對應不同內容；兩者皆保留。"), _SOURCE),
    "item_repeated": _kind("info", "reading", "I-43", ("An item is printed twice; it is published once.", "項目重複列印；僅發布一次。"), _NONE),
    "item_without_code": _kind("info", "reading", "I-59, I-63, I-68", ("An item is printed without a code.", "項目未印代碼。"), _LOOK),
    "code_without_name": _kind("warning", "source", "I-59", ("A code is printed without a name.", "代碼未附名稱。"), _SOURCE),
    "code_repaired": _kind("info", "reading", "I-50 … I-52", ("A code was broken or had a zero for the letter O.", "代碼斷行、夾有空白，或以數字 0 代替字母 O。"), _NONE),
    "code_spelling": _kind("info", "reading", "I-119, I-125", ("Codes are spelt in another way throughout; they are published in the usual one.", "代碼寫法與慣例不同，已改以慣用寫法發布。"), _NONE),
    "column_apart": _kind("warning", "source", "I-121", ("A table has a column that the form does not know; its text stands here and is not published.", "表格有格式以外的欄位，其內容僅列於此，未納入發布。"), _LOOK),
    "task_mark": _kind("info", "source", "I-128", ("A mark behind a name says to which task the item belongs; it is linked to that one.", "名稱後的標記指明所屬工作任務，已據以連結。"), _NONE),
    "code_of_other_task": _kind("warning", "source", "I-62", ("An item's code names another task than its row; the row decides.", "項目代碼與所在列之工作任務不符；以所在列為準。"), _SOURCE),
    "letter_in_wrong_column": _kind("warning", "source", "I-58", ("An item stands in another column than its letter says; the letter decides.", "項目所在欄位與代碼字母不符；以字母為準。"), _SOURCE),
    "level_decorated": _kind("info", "source", "I-23, I-31", ("A level is printed with more than its digit.", "級別除數字外另有文字。"), _NONE),
    "level_stacked": _kind("warning", "source", "I-31", ("Two levels stood in one cell; each of two rows has one.", "兩個級別併於一格；分屬兩列。"), _LOOK),
    "level_unreadable": _kind("warning", "reading", "I-31", ("A level is not a single level from 1 to 6.", "職能級別並非單一的 1 至 6 級。"), _SOURCE),
    "level_missing": _kind("info", "reading", "I-32", ("No level is printed for a block.", "職能區塊未印級別。"), _LOOK),
    "merge_assumed": _kind("info", "reading", "I-32, I-33", ("Level, K and S are blank where the form hides merges; read as merged with the row above.",
                                                "此格式無法顯示合併儲存格；級別、知識與技能空白，視為與上列合併。"), _LOOK),
    "knowledge_missing": _kind("info", "source", "I-33", ("A task has no knowledge.", "工作任務無知識項目。"), _LOOK),
    "skill_missing": _kind("info", "source", "I-33", ("A task has no skill.", "工作任務無技能項目。"), _LOOK),
    # attitudes and notes
    "attitudes_missing": _kind("info", "reading", "I-66", ("No attitude is printed.", "未印態度項目。"), _LOOK),
    "end_missing": _kind("warning", "reading", "I-120", ("Neither attitudes nor notes were found: the document may lack its end.", "未找到態度與說明補充，文件可能缺少後半。"),
                         ("Look for a second part, put it beside this file, and run again.", "請確認是否另有後半檔案，一併放入後重新執行。")),
    "attitude_heading_unusual": _kind("info", "source", "I-70", ("The attitudes stand under another heading.", "態度之標題用語不同。"), _NONE),
}
"""Issue code → what it means."""
