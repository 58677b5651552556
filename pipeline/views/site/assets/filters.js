// What narrows a search: classes as trees, levels from and to, what notes ask of newcomers. Each counts what would be left.
"use strict";
(() => {
  const { data } = self.icapIndex;
  const { trees, filed, entry, english } = self.icapFinder;
  const { say, numbered } = self.icapSite;
  const get = id => document.getElementById(id);
  const TREES = ["cluster", "occupation", "industry"];
  const NAMES = [...TREES, "from", "to", "schooling", "years", "certificates"];
  const SCHOOLS = [["學歷不拘", "none required"], ["國中", "junior high"], ["高中職", "senior high"], ["大專", "junior college"], ["大學", "bachelor's"], ["碩士", "master's"], ["博士", "doctorate"]];
  const UNNAMED = -1;

  // Each standard's classes with those above them.
  const inside = data.standards.map((_, at) => TREES.map((name, place) => {
    const all = new Set();
    for (let node of filed[at][place]) for (; node >= 0 && !all.has(node); node = trees[name][node][2]) all.add(node);
    return [...all];
  }));
  const value = name => get(name).value;
  // Read once a search, because a page's fields are slow to read.
  let on = [];
  function read() { on = NAMES.filter(name => value(name) !== "").map(name => [name, Number(value(name))]); }
  // -1 asks for those that name nothing; a number for those that ask no more than it.
  const atMost = (own, wanted) => (wanted === UNNAMED ? own < 0 : own >= 0 && own <= wanted);
  const fit = {
    cluster: (at, wanted) => inside[at][0].includes(wanted),
    occupation: (at, wanted) => inside[at][1].includes(wanted),
    industry: (at, wanted) => inside[at][2].includes(wanted),
    from: (at, wanted) => data.standards[at][2] >= wanted,
    to: (at, wanted) => data.standards[at][2] > 0 && data.standards[at][2] <= wanted,
    schooling: (at, wanted) => atMost(entry[at][0], wanted),
    years: (at, wanted) => atMost(entry[at][1], wanted),
    certificates: (at, wanted) => entry[at][2] === wanted,
  };
  function fits(at, without) {
    for (const [name, wanted] of on) if (name !== without && !fit[name](at, wanted)) return false;
    return true;
  }

  function labels(name) {
    const levels = [1, 2, 3, 4, 5, 6].map(one => [String(one), String(one)]);
    if (name === "from" || name === "to") return levels;
    const none = [String(UNNAMED), say("未提及", "not mentioned")];
    if (name === "schooling") return [...SCHOOLS.map(([zh, en], at) => [String(at), at ? say(`${zh}以下可`, `${en} or less`) : say(zh, en)]), none];
    if (name === "years") return [...[0, 1, 2, 3, 5].map(one => [String(one), one ? say(`${one} 年以內`, one === 1 ? "1 year or less" : `${one} years or less`) : say("不拘", "none required")]), none];
    return [["2", say("須有或可替代", "required, or instead of something")], ["1", say("有者尤佳", "preferred")], ["0", say("未提及", "not mentioned")]];
  }
  // How many standards each choice of a list would leave.
  function counted(name, texts) {
    const left = on.length ? texts.filter(at => fits(at, name)) : texts, place = TREES.indexOf(name);
    if (place < 0) return new Map(labels(name).map(([own]) => [own, count(left, name, Number(own))]));
    const counts = new Int32Array(trees[name].length);
    for (const at of left) for (const node of inside[at][place]) counts[node]++;
    return new Map(Array.from(counts, (number, node) => [String(node), number]));
  }
  function count(left, name, wanted) {
    const test = fit[name];
    let found = 0;
    for (const at of left) if (test(at, wanted)) found++;
    return found;
  }
  function depth(tree, node) {
    let deep = 0;
    for (let above = tree[node][2]; above >= 0; above = tree[above][2]) deep++;
    return deep;
  }
  // The options of a list, made once; what they say changes with every letter that is typed.
  const made = new Map();
  function option(name, own, text) {
    const key = `${name} ${own}`;
    if (!made.has(key)) made.set(key, Object.assign(document.createElement("option"), { value: own }));
    const one = made.get(key);
    if (one.textContent !== text) one.textContent = text;
    return one;
  }
  const indents = Object.fromEntries(TREES.map(name => [name, trees[name].map((_, node) => "　".repeat(depth(trees[name], node)) + (trees[name][node][0] ? `${trees[name][node][0]} ` : ""))]));
  // A class by its name; of job categories, whose list is closed, there is an English one.
  const named = text => say(text, english[text] ?? text);
  function fill(name, texts) {
    const select = get(name), chosen = select.value, counts = counted(name, texts);
    const known = indents[name]?.map((indent, node) => [String(node), indent + named(trees[name][node][1])]) ?? labels(name);
    const shown = known.filter(([own]) => counts.get(own) || own === chosen);
    const options = [option(name, "", say("全部", "All")), ...shown.map(([own, text]) => option(name, own, text + numbered(counts.get(own) ?? 0)))];
    const isSame = options.length === select.options.length && options.every((one, at) => one === select.options[at]);
    if (!isSame) select.replaceChildren(...options);
    select.value = chosen;
  }

  // In an address a class is its code, or its name where it has none.
  function written(name) {
    const node = value(name) && trees[name]?.[Number(value(name))];
    return node ? node[0] || node[1] : value(name);
  }
  function choose(name, text) {
    const node = trees[name] && text ? trees[name].findIndex(one => one[0] === text || one[1] === text) : -1;
    const own = !trees[name] ? (labels(name).some(one => one[0] === text) ? text : "") : node < 0 ? "" : String(node);
    if (own) get(name).append(option(name, own, text));
    get(name).value = own;
  }

  self.icapFilters = { NAMES, read, fits, fill, written, choose, active: () => on.length };
})();
