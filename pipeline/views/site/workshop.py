"""Pages on which readers build something of their own from several standards; their scripts fill them."""

from __future__ import annotations

from pipeline.views.site.html import Html, el, join, spoken, t
from pipeline.views.site.shell import Page, heading
from pipeline.views.site.take_along import MAKING, buttons

_LIST_FORMS = (
    ("docx", "Word", "Word"), ("xlsx", "Excel", "Excel"), ("job", "職務說明書", "Job description"),
    ("interview", "面談與自我評量表", "Interview sheet"), ("course", "課程單元", "Course unit"),
)
_INDEX = ("data/standards.js", "assets/fold.js", "assets/search-index.js")


def basket_page() -> Page:
    """The list of picked items, by standard; it can be shared as an address and taken along."""
    title = el(
        "div", el("label", t("標題", "Title"), for_="title"),
        el("input", id="title", autocomplete="off", **spoken("placeholder", "我的職能清單", "My list")), class_="field q",
    )
    tools = el(
        "p", el("button", t("複製分享連結", "Copy a link to share"), type="button", id="share"),
        el("button", t("存成我的清單", "Keep as my list"), type="button", id="keep", hidden=True),
        el("button", t("清空", "Empty it"), type="button", id="empty"), class_="actions",
    )
    main = join(
        heading(1, "我的清單", "My list"),
        el("p", t("從各項基準挑選的任務、指標、知識、技能與態度。清單只存在這個瀏覽器；分享連結裡就是清單本身。",
                  "Tasks, indicators, knowledge, skills and attitudes picked from standards. The list is kept in this browser "
                  "only; a link to share holds the list itself."), class_="lead"),
        _needs_script(), el("form", title, id="naming"),
        el("p", *buttons(_LIST_FORMS), class_="actions needs-script", id="forms"), el("div", tools, class_="needs-script"),
        el("p", id="status", role="status"), el("div", id="basket"),
    )
    return Page("basket.html", ("我的清單", "My list"), main, "從多項職能基準挑選的項目，可分享與匯出",
                scripts=(*MAKING, "assets/basket.js", "assets/basket-form.js", "assets/basket-page.js"), wide=True)


def team_page() -> Page:
    """What the people of a team have and lack of a standard."""
    standard = el(
        "div", el("label", t("職能基準", "Standard"), for_="standard"),
        el("input", id="standard", list="standards", autocomplete="off",
           **spoken("placeholder", "輸入名稱或代碼", "Name or code")),
        el("datalist", id="standards"), class_="field q",
    )
    level = el(
        "div", el("label", t("任務級別", "Level of tasks"), for_="level"),
        el("select", el("option", "全部", value="", **spoken("text", "全部", "All")), id="level"), class_="field",
    )
    people = el(
        "div", el("label", t("每行一人：姓名，技能，技能…", "One person per line: name, skill, skill …"), for_="people"),
        el("textarea", id="people", rows="6", spellcheck="false",
           **spoken("placeholder", "王小明，行銷企劃，資料分析", "Lin, marketing, data analysis")), class_="field q",
    )
    file = el(
        "div", el("label", t("或開啟 CSV、文字檔", "Or open a CSV or text file"), for_="file"),
        el("input", type="file", id="file", accept=".csv,.txt,.tsv,text/*"), class_="field",
    )
    tools = el(
        "p", el("button", t("複製結果", "Copy the result"), type="button", id="copy"),
        el("button", t("下載 CSV", "Download CSV"), type="button", id="csv"), class_="actions", id="tools", hidden=True,
    )
    main = join(
        heading(1, "團隊缺口", "Gap of a team"),
        el("p", t("貼上或開啟成員的技能，選一項基準，看看每個人與整個團隊還缺什麼。名單不離開這台電腦，也不會儲存。",
                  "Paste or open the skills of people and choose a standard, to see what each of them and the team lack. The "
                  "list does not leave this computer and is not kept."), class_="lead"),
        _needs_script(), el("form", standard, level, people, file, id="team"),
        el("p", id="status", role="status"), tools, el("div", id="gap"),
    )
    scripts = (*_INDEX, "assets/zip.js", "assets/forms.js", "assets/choose.js", "assets/near.js",
               "assets/people.js", "assets/team.js")
    return Page("team.html", ("團隊缺口", "Gap of a team"), main, "比對成員的技能與職能基準，看出缺口",
                scripts=scripts, wide=True)


def _needs_script() -> Html:
    return el("p", t("這一頁需要 JavaScript。", "This page needs JavaScript."), class_="notice no-script")
