"""Invented vocabulary: phrases in the manner of the documents, composed from small word lists."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

TRADES = (
    "藤編燈具", "陶瓷餐具", "水耕蔬菜", "玻璃溫室", "木造玩具", "紙漿模型", "茶席佈置", "蜂箱養護", "皮件修補", "帆布裁切",
    "風箏製作", "香草盆栽", "竹編容器", "石雕翻模", "染布調色", "樂器調音", "舊書修復", "鐘錶保養", "湖泊導覽", "星象解說",
    "貨櫃調度", "冷藏配送", "租車門市", "露營場地", "溫泉旅宿", "市集策劃", "雲端機房", "感測網路", "行動支付", "資料標註",
    "無人載具", "雷射雕刻", "粉末噴塗", "塑模試作", "彈簧成形", "電池組裝", "線束檢測", "屋頂綠化", "隔間施作", "吊掛作業",
)
ROLES = ("工程師", "技術員", "管理人員", "規劃師", "專員", "助理", "維護人員", "企劃人員", "領班", "顧問")
OBJECTS = (
    "原料", "半成品", "樣品", "訂單", "工單", "圖樣", "模具", "治具", "量具", "載具", "設備", "管線", "場地", "動線", "庫存",
    "客訴", "合約", "預算", "報價", "排程", "人力", "教材", "問卷", "資料", "報表", "帳務", "廠商", "包裝", "標籤", "廢料",
)
VERBS = (
    "檢查", "整理", "規劃", "執行", "確認", "調整", "評估", "編製", "維護", "清點", "協調", "追蹤", "設定", "分析", "彙整",
    "校正", "安裝", "記錄", "核對", "改善", "指導", "採購", "驗收", "測試", "拆卸",
)
ADVERBS = (
    "依標準作業程序", "依據現場狀況", "依客戶需求", "在主管指示下", "遵循安全規範", "依專案時程", "透過會議討論", "運用適當工具",
)
PURPOSES = ("以確保品質", "並留存紀錄", "以利後續作業", "並回報主管", "以降低成本", "並通知相關單位", "以維持效率", "並完成交接")
DOCUMENTS = ("紀錄表", "清單", "計畫書", "檢查表", "報告", "企劃書", "進度表", "作業單", "說明文件", "分析表", "日誌")
KNOWLEDGE = ("概論", "法規", "原理", "流程", "標準", "種類與特性", "相關知識", "安全衛生", "管理方法", "基本概念", "構造與功能")
SKILLS = ("能力", "技巧", "操作能力", "判斷能力", "應用能力", "規劃能力", "溝通能力", "執行能力")
LATIN = ("SOP", "KPI", "PLC", "POS系統", "SPC", "ISO 9001", "ERP", "OP流程", "PC Base", "machine learning", "Excel", "CAD")
DIGIT_LEADS = ("3D", "5S", "2D", "6S", "3C", "4M", "24小時")
ATTITUDES = (
    "主動積極", "自我管理", "謹慎細心", "團隊意識", "持續學習", "追求卓越", "正直誠實", "親和力", "彈性", "壓力容忍",
    "應對不確定性", "愛物惜物", "自信心", "好奇開放", "服務導向", "安全意識",
)
DEFINITIONS = (
    "能自行找出該做的事並動手完成", "遇到困難時保持冷靜並尋求協助", "留意每個步驟，避免遺漏", "願意分享資訊，一起達成目標",
    "把學到的方法用在工作上", "面對變動時調整作法：先做再問", "言行一致，信守承諾", "珍惜材料與工具",
)
CATEGORIES = (
    ("製造／生產管理", "MPM"), ("製造／品質管理", "MQM"),
    ("資訊科技／數位內容與傳播", "IDC"), ("藝文與影音傳播／視覺藝術", "AVA"),
    ("科學、技術、工程、數學／工程及技術", "SET"), ("天然資源、食品與農業／農業經營", "NAO"), ("休閒與觀光旅遊／旅遊管理", "TTM"),
    ("物流運輸／運輸作業", "RTO"), ("建築與營造／營造及維護", "CCM"),
    ("行銷與銷售／專業銷售", "KPS"), ("企業經營管理／一般管理", "BGM"),
    ("金融財務／財務", "FFN"), ("司法、法律與公共安全／公共安全", "LPS"), ("個人及社會服務／個人照護服務", "PIC"),
)
OCCUPATIONS = (
    ("工業及生產工程師", "2141"), ("機械工程師", "2144"), ("辦公室監督人員", "3341"),
    ("旅遊嚮導人員", "5113"), ("陶瓷及玻璃製品製作人員", "7314"),
    ("其他專業人員，如生物、植物及動物學相關人員", "2131"), ("農藝及園藝作物栽培人員", "6010"),
    ("小客車駕駛人員", "8322"), ("商店銷售人員", "522"),
    ("軟體開發及程式設計師", "2512"), ("客戶服務人員", "4225"), ("室內設計師", "2161"), ("製造業現場監督人員", "3122"),
)
INDUSTRIES = (
    ("製造業／其他製造業", "C3399"), ("製造業／電腦、電子產品及光學製品製造業", "C27"), ("住宿及餐飲業／住宿業", "I5510"),
    ("批發及零售業／零售業", "G47-48"), ("專業、科學及技術服務業／建築、工程服務及技術檢測、分析服務業", "M7112"),
    ("運輸及倉儲業／陸上運輸業", "H494"), ("支援服務業／租賃業", "N7719"), ("其他服務業／個人及家庭用品維修業", "S9599"),
    ("藝術、娛樂及休閒服務業／創作及藝術表演業", "R9010"), ("營建工程業／專門營造業", "F4390"),
    ("農、林、漁、牧業／農、牧業", "A0119"),
    ("出版影音及資通訊業／電腦程式設計、諮詢及相關服務業", "J6201"),
)
UPDATE_NOTES = ("略", "略。", "因應產業需求，檢視更新職能內涵。", "經發展單位檢視評估結果；維持原內容")
PREREQUISITES = (
    "高中職以上畢業，或同等學力。", "具{trade}相關經驗1年以上。", "大專以上相關科系畢業且具2年以上相關工作經驗。", "無。",
    "持有相關證照者尤佳。", "具1.5年以上實務經驗。",
)
LEVEL_TEXTS = (
    ("6級", "在高度複雜變動的情況中獨立完成專業與創新的工作。"), ("5級", "在複雜變動的情況中以最少的監督自主完成工作。"),
    ("4級", "在經常變動的情況中以少許監督獨立執行工作。"), ("3級", "在部分變動的情況中以一般監督完成工作。"),
    ("2級", "在大部分可預計的情況中按指導進行工作。"), ("1級", "在可預計的情況中執行常規性的工作。"),
)


@dataclass(slots=True)
class Words:
    """Draws phrases; every phrase of one document turns around its `trade`."""

    rng: Random
    trade: str = ""

    def __post_init__(self) -> None:
        self.trade = self.rng.choice(TRADES)

    def pick(self, words: tuple[str, ...]) -> str:
        return self.rng.choice(words)

    def thing(self) -> str:
        """An object of the trade, sometimes two or with a Latin word."""
        roll = self.rng.random()
        if roll < 0.12:
            return f"{self.pick(OBJECTS)}與{self.pick(OBJECTS)}"
        if roll < 0.2:
            return f"{self.pick(LATIN)}{self.pick(OBJECTS)}"
        return self.trade + self.pick(OBJECTS) if roll < 0.4 else self.pick(OBJECTS)

    def name(self) -> str:
        """The name of a standard."""
        return self.trade + self.pick(OBJECTS[:20]) + self.pick(ROLES)

    def duty(self) -> str:
        return self.pick(VERBS) + self.thing() + (f"及{self.pick(VERBS)}{self.pick(OBJECTS)}" if self.rng.random() < 0.3 else "")

    def task(self) -> str:
        return self.pick(VERBS) + self.thing() + (f"、{self.pick(VERBS)}" if self.rng.random() < 0.15 else "")

    def output(self) -> str:
        tail = f"（含{self.pick(OBJECTS)}、{self.pick(OBJECTS)}）" if self.rng.random() < 0.1 else ""
        return self.thing() + self.pick(DOCUMENTS) + tail

    def indicator(self) -> str:
        """A sentence; its length follows what is usual (median about 25 characters)."""
        parts = [self.pick(ADVERBS), self.pick(VERBS) + self.thing()]
        while self.rng.random() < 0.3 and len(parts) < 6:
            parts.append(self.pick(VERBS) + self.thing())
        return "，".join([*parts, self.pick(PURPOSES)]) + ("。" if self.rng.random() < 0.93 else "")

    def knowledge(self) -> str:
        tail = f"（{self.pick(OBJECTS)}／{self.pick(OBJECTS)}）" if self.rng.random() < 0.06 else ""
        return self.thing() + self.pick(KNOWLEDGE) + tail

    def skill(self) -> str:
        return self.thing() + (self.pick(VERBS) if self.rng.random() < 0.5 else "") + self.pick(SKILLS)

    def attitude_definition(self) -> str:
        return "；".join(self.rng.sample(DEFINITIONS, self.rng.choice((1, 2, 2, 3)))) + "。"

    def description(self) -> str:
        return f"從事{self.trade}之{self.task()}、{self.task()}，{self.pick(PURPOSES)}。"
