// Two standards side by side: what they share, what only one has, what is near. Three or four in tables. Matched by folded text.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const { data, fold, address, of } = self.icapIndex;
  const { say, element, numbered } = self.icapSite;
  const get = id => document.getElementById(id);
  const { chosen, offer, shownAs, places } = self.icapChoose;
  const { nearest, shown } = self.icapNear;
  const many = self.icapCompareMany;
  const [box, status] = ["comparison", "status"].map(get);
  const controls = ["a", "b", "c", "d"].map(get);
  const letters = [["甲", "A"], ["乙", "B"], ["丙", "C"], ["丁", "D"]];
  const groups = [["d", "主要職責", "Duties"], ["t", "工作任務", "Tasks"], ["o", "工作產出", "Outputs"], ["p", "行為指標", "Behaviour indicators"],
    ["K", "知識", "Knowledge"], ["S", "技能", "Skills"], ["A", "態度", "Attitudes"]];
  offer(get("standards"));
  function line(at, item) {
    const link = element("a", "", item.id ? element("b", "c", item.id) : "", " ", item.text || "—");
    link.href = address(at, item);
    return element("li", "", link);
  }
  function column(title, lines) {
    return element("div", "side", element("h3", "", title + numbered(lines.length)), lines.length ? element("ul", "plain", ...lines) : element("p", "none", "—"));
  }
  function once(items, kind) {
    const found = new Map();
    for (const one of items) if (one.kind === kind && one.text && !found.has(fold(one.text))) found.set(fold(one.text), one);
    return found;
  }
  function group([kind, chinese, english], first, second, left, right) {
    const [mine, theirs] = [once(left, kind), once(right, kind)];
    const both = [...mine].filter(([key]) => theirs.has(key));
    const only = (own, other) => [...own].filter(([key]) => !other.has(key)).map(pair => pair[1]);
    const [gone, added] = [only(mine, theirs), only(theirs, mine)];
    if (!mine.size && !theirs.size) return { numbers: null };
    const columns = element("div", "sides",
      column(say("只有甲", "Only A"), gone.map(one => line(first, one))), column(say("共有", "Shared"), both.map(pair => line(second, pair[1]))),
      column(say("只有乙", "Only B"), added.map(one => line(second, one))));
    const part = element("section", "group", element("h2", "", say(chinese, english)), columns, ...near(gone, added, first, second));
    return { part, numbers: { kind, label: say(chinese, english), gone: gone.length, both: both.length, added: added.length } };
  }
  // What only one of them has, but something like it the other: the words in which they differ.
  function near(gone, added, first, second) {
    const texts = added.map(one => fold(one.text));
    const found = gone.flatMap(one => { const best = nearest(fold(one.text), texts); return best ? [[one, added[best[0]]]] : []; });
    if (!found.length) return [];
    const lines = found.map(([one, other]) => {
      const from = element("a", "", one.id ? element("b", "c", one.id) : say(...letters[0])), to = element("a", "", other.id ? element("b", "c", other.id) : say(...letters[1]));
      [from.href, to.href] = [address(first, one), address(second, other)];
      return element("li", "", from, " → ", to, " ", shown(one.text, other.text));
    });
    return [element("h3", "", say(`相近（${lines.length}）：刪除線只在甲，底線只在乙`, `Near (${lines.length}): struck out only in A, underlined only in B`)), element("ul", "plain near", ...lines)];
  }
  function cell(tag, text, isNumber) {
    const made = element(tag, isNumber ? "n" : "", String(text));
    if (tag === "th") made.scope = isNumber === undefined ? "row" : "col";
    return made;
  }
  function summary(first, second, numbers) {
    const of = kind => numbers.find(one => one.kind === kind)?.added ?? 0;
    const gap = element("p", "gap", say(
      `從甲到乙，還需要 ${of("K")} 項知識、${of("S")} 項技能。`, `From A to B, ${of("K")} more knowledge and ${of("S")} more skills are needed.`));
    const head = element("tr", "", cell("th", say("項目", "Items"), false), ...[say("只有甲", "Only A"), say("共有", "Shared"), say("只有乙", "Only B")].map(text => cell("th", text, true)));
    const rows = numbers.map(one => element("tr", "", cell("th", one.label), ...[one.gone, one.both, one.added].map(number => cell("td", number, true))));
    const names = element("p", "names");
    for (const [letter, at] of [[say("甲", "A"), first], [say("乙", "B"), second]]) {
      const link = element("a", "", shownAs(at));
      link.href = address(at);
      names.append(element("span", "side-name", element("b", "", letter), " ", link, data.standards[at][2] ? say(`（級別 ${data.standards[at][2]}）`, ` (level ${data.standards[at][2]})`) : ""));
    }
    const table = element("table", "", element("thead", "", head), element("tbody", "", ...rows));
    const scroll = element("div", "scroll", table);
    return element("div", "", names, gap, scroll);
  }

  function several(all, texts) {
    const sides = kind => texts.map(items => once(items, kind));
    const names = element("p", "names", ...all.map((at, place) => {
      const link = element("a", "", shownAs(at));
      link.href = address(at);
      return element("span", "side-name", element("b", "", say(...letters[place])), " ", link);
    }));
    const parts = groups.filter(([kind]) => sides(kind).some(side => side.size)).map(([kind, chinese, english]) => {
      const { all: shared, some, one } = many.counts(sides(kind));
      const link = (place, item, text) => { const made = element("a", "", text); made.href = address(all[place], item); return made; };
      return element("section", "group", element("h2", "", say(chinese, english)),
        element("p", "", say(`都有 ${shared} 項，部分有 ${some} 項，只有一方有 ${one} 項。`, `All have ${shared}, some ${some}, only one ${one}.`)),
        many.table(sides(kind), all.map((_, place) => say(...letters[place])), link));
    });
    return [names, ...parts];
  }
  function two([first, second], [left, right]) {
    const made = groups.map(one => group(one, first, second, left, right)).filter(one => one.numbers);
    return [summary(first, second, made.map(one => one.numbers)), ...made.map(one => one.part)];
  }

  let turn = 0;
  async function compare() {
    const filled = controls.filter(one => one.value.trim());
    const all = filled.map(one => chosen(one.value)), own = ++turn;
    box.replaceChildren();
    if (all.includes(-1) || all.length < 2) {
      const missing = filled.filter((_, place) => all[place] < 0);
      status.textContent = missing.length ? say("找不到，或不只一項：", "Not found, or more than one: ") + missing.map(one => one.value).join("、")
        : say("請選二到四項職能基準。", "Choose two to four standards.");
      return;
    }
    status.textContent = say("載入中…", "Loading …");
    try {
      const texts = await Promise.all(all.map(of));
      if (own !== turn) return;
      box.replaceChildren(...(all.length === 2 ? two(all, texts) : several(all, texts)));
      dispatchEvent(new Event("resize")); // what scrolls sideways is a stop for the Tab key
      status.textContent = say("已比較。", "Compared.");
      history.replaceState(null, "", "#" + new URLSearchParams(all.map((at, place) => ["abcd"[place], data.standards[at][0]])));
    } catch {
      status.textContent = say("內文索引無法載入。", "The texts could not be loaded.");
    }
  }
  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const control of controls) {
      const id = state.get(control.id) ?? "";
      control.value = places.has(id) ? shownAs(places.get(id)) : id;
    }
  }
  for (const control of controls) control.addEventListener("change", compare);
  get("compare").addEventListener("submit", event => { event.preventDefault(); compare(); });
  get("swap").addEventListener("click", () => { const [a, b] = controls; [a.value, b.value] = [b.value, a.value]; compare(); });
  addEventListener("hashchange", () => { recall(); compare(); });
  document.addEventListener("language", compare);
  recall();
  compare();
  // Who comes from a standard has only the other one left to name.
  if (controls[0].value && !controls[1].value) controls[1].focus();
});
