// Two standards side by side: what they share, what only one of them has. Matched by folded text.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const { data, fold, address, of } = self.icapIndex;
  const { say } = self.icapSite;
  const get = id => document.getElementById(id);
  const [a, b, box, status] = ["a", "b", "comparison", "status"].map(get);
  const groups = [["d", "主要職責", "Duties"], ["t", "工作任務", "Tasks"], ["o", "工作產出", "Outputs"], ["p", "行為指標", "Behaviour indicators"],
    ["K", "知識", "Knowledge"], ["S", "技能", "Skills"], ["A", "態度", "Attitudes"]];
  const places = new Map(data.standards.map((one, at) => [one[0], at]));
  const shownAs = at => `${data.standards[at][1]} ${data.standards[at][0]}`.trim();

  get("standards").append(...data.standards.map((_, at) => {
    const made = document.createElement("option");
    made.value = shownAs(at);
    return made;
  }));

  // A code, "name code" as the list offers it, or a name that only one standard has.
  function chosen(text) {
    const words = text.trim();
    if (places.has(words)) return places.get(words);
    const last = words.split(/\s+/).pop();
    if (places.has(last)) return places.get(last);
    const wanted = fold(words);
    if (!wanted) return -1;
    const equal = data.standards.flatMap((one, at) => (fold(one[1]) === wanted || fold(one[0]) === wanted ? [at] : []));
    if (equal.length === 1) return equal[0];
    const within = data.standards.flatMap((one, at) => (fold(one[1]).includes(wanted) ? [at] : []));
    return within.length === 1 ? within[0] : -1;
  }
  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }
  function line(at, item) {
    const link = element("a", "", item.id ? element("b", "c", item.id) : "", " ", item.text || "—");
    link.href = address(at, item);
    return element("li", "", link);
  }
  function column(title, lines) {
    return element("div", "side", element("h3", "", say(`${title}（${lines.length}）`, `${title} (${lines.length})`)), lines.length ? element("ul", "plain", ...lines) : element("p", "none", "—"));
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
    const part = element("section", "group", element("h2", "", say(chinese, english)), columns);
    return { part, numbers: { kind, label: say(chinese, english), gone: gone.length, both: both.length, added: added.length } };
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

  let turn = 0;
  async function compare() {
    const [first, second] = [chosen(a.value), chosen(b.value)];
    const own = ++turn;
    box.replaceChildren();
    if (first < 0 || second < 0) {
      const missing = [[a, first], [b, second]].filter(([control, at]) => control.value.trim() && at < 0);
      status.textContent = missing.length ? say("找不到，或不只一項：", "Not found, or more than one: ") + missing.map(pair => pair[0].value).join("、")
        : say("請選兩項職能基準。", "Choose two standards.");
      return;
    }
    status.textContent = say("載入中…", "Loading …");
    try {
      const [left, right] = await Promise.all([of(first), of(second)]);
      if (own !== turn) return;
      const made = groups.map(one => group(one, first, second, left, right)).filter(one => one.numbers);
      box.replaceChildren(summary(first, second, made.map(one => one.numbers)), ...made.map(one => one.part));
      status.textContent = say("已比較。", "Compared.");
      const state = new URLSearchParams({ a: data.standards[first][0], b: data.standards[second][0] });
      history.replaceState(null, "", "#" + state);
    } catch {
      status.textContent = say("內文索引無法載入。", "The texts could not be loaded.");
    }
  }
  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const [name, control] of [["a", a], ["b", b]]) {
      const id = state.get(name) ?? "";
      control.value = places.has(id) ? shownAs(places.get(id)) : id;
    }
  }
  for (const control of [a, b]) control.addEventListener("change", compare);
  get("compare").addEventListener("submit", event => { event.preventDefault(); compare(); });
  get("swap").addEventListener("click", () => { [a.value, b.value] = [b.value, a.value]; compare(); });
  addEventListener("hashchange", () => { recall(); compare(); });
  document.addEventListener("language", compare);
  recall();
  compare();
});
