"""What the report calls things, in Traditional Chinese and English."""

from __future__ import annotations

Pair = tuple[str, str]

RULES: dict[str, Pair] = {
    "columns": ("欄位與順序應與定義相符。", "The columns and their order are those of the schema."),
    "row_count": ("列數應足夠。", "There are enough rows."),
    "key": ("主鍵不得重複。", "Keys are unique."),
    "not_null": ("必填欄位不得為空值。", "Required values are there."),
    "pattern": ("值應符合欄位格式。", "Values have the pattern of the field."),
    "allowed": ("值應為允許值之一。", "Values are among those allowed."),
    "range": ("值應在範圍內。", "Values lie in the range of the field."),
    "length": ("文字長度應在範圍內，且不得為空字串。", "Texts are not empty and not too long."),
    "foreign_key": ("參照之資料列應存在。", "What a reference names exists."),
    "type": ("欄位型別應與定義相符。", "Columns have the type of the schema."),
    "readable": ("檔案應可讀取。", "The file can be read."),
    "suite": ("檢核規則檔應完整可用。", "The suite of rules can be used."),
    "bounds": ("上下限設定檔應可用。", "The bounds can be used."),
    "known_issue_incomplete": ("已接受之異常須載明識別碼、理由與複查日期。", "An accepted anomaly has id, reason and date."),
    "known_issue_unmatched": ("已接受之異常不再出現，請移除該列。", "An accepted anomaly does not occur any more."),
    "known_issue_overdue": ("已接受之異常逾期未複查。", "An accepted anomaly is overdue for review."),
}

SEVERITY: dict[str, Pair] = {"critical": ("嚴重", "critical"), "warning": ("警告", "warning"), "info": ("資訊", "info")}

STATUS: dict[str, Pair] = {
    "published": ("已發布", "published"), "duplicate": ("重複來源", "duplicate"),
    "superseded": ("已被新版取代", "superseded"), "rejected": ("未採用", "rejected"),
    "held": ("暫緩發布", "held"),
}

RULE_STATUS: dict[str, Pair] = {
    "passed": ("通過", "passed"), "failed": ("未通過", "failed"), "accepted": ("已接受", "accepted"),
    "not_run": ("未執行（缺清單）", "not run, no list"),
}

COVERAGE: dict[str, Pair] = {
    "matched": ("名稱相符", "matched"), "missing_here": ("清單有、此處無", "listed, missing here"),
    "not_listed": ("此處有、清單無", "here, not listed"), "ambiguous": ("名稱重複，無法判定", "name not unique"),
    "expired": ("已逾有效期限", "expired"), "expiring": ("180 日內到期", "expires within 180 days"),
}

FORMATS: dict[str, str] = {
    "pdf": "PDF", "docx": "DOCX", "odt": "ODT", "doc": "舊版 Word doc", "rtf": "RTF", "xlsx": "XLSX", "ods": "ODS",
    "text": "純文字 text", "unknown": "無法辨識 unknown",
}

FRAMES: dict[str, Pair] = {
    "texts": ("所有文字", "all texts"), "integrity": ("資料表關聯", "references"), "layout": ("欄位型別", "column types"),
    "measures": ("整體上下限", "bounds"), "checks": ("跨表檢核", "checks"), "known_issues": ("已接受之異常", "known issues"),
}
