// What each person of a team, and the team, has and lacks of a standard's knowledge and skills.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const { data, fold } = self.icapIndex;
  const { say, element, numbered } = self.icapSite;
  const { chosen, offer, shownAs, places } = self.icapChoose;
  const { nearest } = self.icapNear;
  const { read, csv } = self.icapPeople;
  const get = id => document.getElementById(id);
  const [field, level, people, file, box, status, tools] = ["standard", "level", "people", "file", "gap", "status", "tools"].map(get);
  const KINDS = { K: ["知識", "Knowledge"], S: ["技能", "Skill"] };
  let result = null;
  offer(get("standards"));

  function heading(text, scope) {
    const made = element("th", "", text);
    made.scope = scope;
    return made;
  }
  // A name without the marks of its notes.
  const plain = text => text.replace(/【註[^】]*】/g, "");
  // What a person has of an item: {is: "has"}, {is: "near", skill}, {is: "lacks"}.
  function state(item, person) {
    const wanted = fold(plain(item.name ?? item.text)), whole = fold(plain(item.text));
    const own = person.skills.map(one => fold(plain(one)));
    if (own.includes(wanted) || own.includes(whole)) return { is: "has" };
    const near = nearest(wanted, own);
    return near ? { is: "near", skill: person.skills[near[0]] } : { is: "lacks" };
  }
  const words = { has: ["有", "has"], near: ["相近", "near"], lacks: ["缺", "lacks"] };
  const best = states => (states.some(one => one.is === "has") ? "has" : states.some(one => one.is === "near") ? "near" : "lacks");

  // The knowledge and skills of the tasks of a level, or of all.
  function wanted(standard) {
    const tasks = standard.tasks.filter(one => !level.value || one.levels.includes(Number(level.value)));
    const needed = new Set(tasks.flatMap(one => one.needs));
    return standard.competencies.filter(one => one.kind in KINDS && (level.value ? needed.has(one) : true));
  }
  function levels(standard) {
    const all = [...new Set(standard.tasks.flatMap(one => one.levels))].sort((a, b) => a - b);
    const kept = all.includes(Number(level.value)) ? level.value : "";
    level.replaceChildren(...["", ...all].map(one => {
      const made = element("option", "", one === "" ? say("全部", "All") : String(one));
      made.value = String(one);
      return made;
    }));
    level.value = kept;
  }

  function cell(found) {
    const made = element("td", `state ${found.is}`, say(...words[found.is]));
    if (found.skill) made.append(element("small", "", found.skill));
    return made;
  }
  function table({ team, items }) {
    const head = element("tr", "", ...[say("項目", "Item"), say("團隊", "Team"), ...team.map(one => one.name)].map(text => heading(text, "col")));
    const rows = items.map(({ item, states, together }) => element("tr", "", heading(item.text, "row"), cell({ is: together }), ...states.map(cell)));
    const sums = element("tr", "", heading(say("缺的項目", "Lacking"), "row"),
      ...[items.filter(one => one.together === "lacks").length, ...team.map((_, at) => items.filter(one => one.states[at].is === "lacks").length)]
        .map(number => element("td", "state", String(number))));
    const made = element("table", "", element("caption", "", say("每人每項：有、相近（附他寫的技能）、缺", "Each person and item: has, near (with what was written), lacks")),
      element("thead", "", head), element("tbody", "", sums, ...rows));
    const scroll = element("div", "scroll", made);
    scroll.setAttribute("role", "group");
    scroll.setAttribute("aria-label", say("缺口表，可左右捲動", "Table of gaps, scrolls sideways"));
    return scroll;
  }
  function summary({ items }) {
    const lists = [["lacks", say("整個團隊都缺", "Nobody has")], ["near", say("只有相近的", "Only something near")]].flatMap(([is, title]) => {
      const own = items.filter(one => one.together === is);
      return own.length ? [element("h2", "", title + numbered(own.length)), element("ul", "plain", ...own.map(({ item, states }) => {
        const near = [...new Set(states.filter(one => one.skill).map(one => one.skill))].join("、");
        return element("li", "", `${say(...KINDS[item.kind])}　${item.text}${near ? say(`（相近：${near}）`, ` (near: ${near})`) : ""}`);
      }))] : [];
    });
    return [...lists, element("h2", "", say("每個人", "Each person"))];
  }
  // Rows for a spreadsheet: an item per row, a person per column.
  function rows({ team, items }) {
    const told = one => say(...words[one.is]) + (one.skill ? `：${one.skill}` : "");
    return [[say("種類", "Kind"), say("項目", "Item"), say("團隊", "Team"), ...team.map(one => one.name)],
      ...items.map(({ item, states, together }) => [say(...KINDS[item.kind]), item.text, say(...words[together]), ...states.map(told)])];
  }

  let turn = 0;
  async function show() {
    const own = ++turn;
    const at = chosen(field.value), team = read(people.value);
    box.replaceChildren();
    tools.hidden = true;
    result = null;
    if (at < 0) {
      status.textContent = field.value.trim() ? say("找不到這項基準，或不只一項。", "This standard is not found, or not the only one.") : say("請選一項職能基準。", "Choose a standard.");
      return;
    }
    history.replaceState(null, "", "#" + new URLSearchParams({ a: data.standards[at][0] }));
    try {
      const standard = await self.icapStandards.of(data.standards[at][6].split("/")[1]);
      if (own !== turn) return;
      levels(standard);
      if (!team.length) { status.textContent = say("請貼上成員的技能。", "Paste the skills of people."); return; }
      const items = wanted(standard).map(item => {
        const states = team.map(person => state(item, person));
        return { item, states, together: best(states) };
      });
      result = { team, items, standard };
      box.replaceChildren(...summary(result), table(result));
      dispatchEvent(new Event("resize")); // what scrolls sideways is a stop for the Tab key
      tools.hidden = false;
      const count = is => items.filter(one => one.together === is).length;
      status.textContent = say(`${team.length} 人，${items.length} 項知識與技能：團隊有 ${count("has")} 項，相近 ${count("near")} 項，缺 ${count("lacks")} 項。`,
        `${team.length} people, ${items.length} knowledge and skills: the team has ${count("has")}, something near for ${count("near")}, and lacks ${count("lacks")}.`);
    } catch {
      status.textContent = say("這項基準無法載入。", "The standard could not be loaded.");
    }
  }
  get("copy").addEventListener("click", async () => {
    const text = rows(result).map(row => row.map(one => String(one).replace(/\s/g, " ")).join("\t")).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = say("已複製，可貼進試算表。", "Copied: paste it into a spreadsheet.");
    } catch {
      status.textContent = say("這個瀏覽器不准複製，請下載 CSV。", "This browser does not allow copying: download the CSV.");
    }
  });
  get("csv").addEventListener("click", () => {
    self.icapStandards.save(new TextEncoder().encode(csv(rows(result))), `gap-${result.standard.id}.csv`);
    status.textContent = say("已下載 CSV。", "The CSV is downloaded.");
  });
  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    const bytes = await file.files[0].arrayBuffer();
    // Spreadsheets in Taiwan still write Big5 where they are not asked for UTF-8.
    try { people.value = new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch { people.value = new TextDecoder("big5").decode(bytes); }
    show();
  });
  for (const control of [field, level, people]) control.addEventListener("change", show);
  let soon = 0;
  people.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(show, 250); });
  get("team").addEventListener("submit", event => { event.preventDefault(); show(); });
  document.addEventListener("language", show);
  const id = new URLSearchParams(location.hash.slice(1)).get("a");
  if (id) field.value = places.has(id) ? shownAs(places.get(id)) : id;
  show();
  if (field.value) people.focus();
});
