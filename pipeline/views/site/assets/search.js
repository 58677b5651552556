// The home page's search: exact substring, folded; facets that count what would be left; the state in the address.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const { data, folded, fold, items, address, all, isReady } = self.icapIndex;
  const { say } = self.icapSite;
  const get = id => document.getElementById(id);
  const [field, part, list, status, more] = ["q", "part", "results", "status", "more"].map(get);
  const facets = ["cluster", "level", "occupation", "industry"];
  const column = { level: 2, cluster: 3, occupation: 4, industry: 5 };
  const labels = {
    n: ["名稱", "Name"], x: ["描述", "Description"], d: ["職責", "Duty"], t: ["任務", "Task"], o: ["產出", "Output"],
    p: ["指標", "Indicator"], g: ["類別", "Class"], K: ["知識", "Knowledge"], S: ["技能", "Skill"], A: ["態度", "Attitude"],
  };
  const STEP = 30, HITS = 3;
  const names = data.standards.map(one => fold(one[1]) + "\n" + fold(one[0]));
  let found = [], shown = 0, loaded = data.parts === 0;

  // Codes are found in the lines' ids, texts in the folded texts.
  function itemHits(at, query, kind) {
    return items(at).filter(one => (!kind || one.kind === kind) && (fold(one.text).includes(query) || fold(one.id) === query));
  }
  function matches(at, query, kind) {
    if (!query) return true;
    if (!kind || kind === "n") { if (names[at].includes(query)) return true; }
    if (kind === "n" || !isReady(at)) return false;
    if (!kind) return folded[at].includes(query) || hasCode(at, query, "");
    return (folded[at].includes(query) && hasKind(at, query, kind)) || hasCode(at, query, kind);
  }
  // A line begins with a letter for its kind, then its code as printed, then a tab.
  function hasCode(at, query, kind) {
    if (!/^[a-z]+#?[0-9]/.test(query)) return false;
    const raw = self.icapIndex.raw[at], wanted = query.toUpperCase() + "\t";
    for (let hit = raw.indexOf(wanted); hit >= 0; hit = raw.indexOf(wanted, hit + 1)) {
      if (hit >= 2 && raw[hit - 2] === "\n" && (!kind || raw[hit - 1] === kind)) return true;
    }
    return false;
  }

  // Which lines a hit is in, without cutting the text up: lines are counted up to each hit.
  function hasKind(at, query, kind) {
    const text = folded[at], kinds = lineKinds(at);
    let line = 0, from = 0;
    for (let hit = text.indexOf(query); hit >= 0; hit = text.indexOf(query, hit + 1)) {
      for (let end = text.indexOf("\n", from); end >= 0 && end < hit; end = text.indexOf("\n", from)) { line++; from = end + 1; }
      if (kinds[line] === kind) return true;
    }
    return false;
  }
  const kindsOf = new Map();
  function lineKinds(at) {
    let kinds = kindsOf.get(at);
    if (kinds === undefined) {
      kinds = "";
      for (const line of self.icapIndex.raw[at].split("\n")) kinds += line[0];
      kindsOf.set(at, kinds);
    }
    return kinds;
  }

  function fits(at, without) {
    const one = data.standards[at];
    return facets.every(name => {
      const wanted = get(name).value;
      if (name === without || wanted === "") return true;
      return name === "level" ? one[2] === Number(wanted) : one[column[name]].includes(Number(wanted));
    });
  }

  function count(name, texts) {
    const counts = new Map();
    for (const at of texts) {
      if (!fits(at, name)) continue;
      const value = data.standards[at][column[name]];
      for (const one of Array.isArray(value) ? value : [value]) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    return counts;
  }
  function option(value, text) {
    const made = document.createElement("option");
    made.value = value;
    made.textContent = text;
    return made;
  }
  function fillFacet(name, texts) {
    const select = get(name), chosen = select.value, counts = count(name, texts);
    const label = one => (name === "level" ? (one ? `${one}` : say("未載", "none")) : data[name][one]);
    const values = [...counts.keys()];
    if (chosen !== "" && !counts.has(Number(chosen))) { values.push(Number(chosen)); counts.set(Number(chosen), 0); }
    values.sort(name === "level" ? (a, b) => (a || 9) - (b || 9) : (a, b) => counts.get(b) - counts.get(a) || a - b);
    select.replaceChildren(option("", say("全部", "All")), ...values.map(one => option(String(one), `${label(one)}（${counts.get(one)}）`)));
    select.value = chosen;
  }

  function marked(text, query) {
    // Fold character by character, so that a place in the folded text leads back to the printed one.
    const places = [];
    let all = "";
    const characters = [...text];
    characters.forEach((one, place) => { for (const piece of fold(one)) { for (let n = 0; n < piece.length; n++) places.push(place); all += piece; } });
    const hit = query ? all.indexOf(query) : -1;
    const box = document.createDocumentFragment();
    if (hit < 0) { box.append(characters.length > 120 ? characters.slice(0, 119).join("") + "…" : text); return box; }
    const first = places[hit], last = places[hit + query.length - 1] + 1;
    const begin = Math.max(0, first - 40), end = Math.min(characters.length, last + 70);
    const mark = document.createElement("mark");
    mark.textContent = characters.slice(first, last).join("");
    box.append((begin ? "…" : "") + characters.slice(begin, first).join(""), mark, characters.slice(last, end).join("") + (end < characters.length ? "…" : ""));
    return box;
  }
  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }
  function anchor(href, ...children) {
    const made = element("a", "", ...children);
    made.href = href;
    return made;
  }
  function entry(at, query) {
    const one = data.standards[at];
    const line = element("div", "entry", anchor(address(at), marked(one[1] || one[0], query)), " ");
    if (one[2]) line.append(element("span", `level l${one[2]}`, String(one[2])), " ");
    line.append(element("code", "", one[0]));
    if (one[3].length) line.append(" ", element("span", "cluster", one[3].map(number => data.cluster[number]).join("、")));
    const made = element("li", "", line);
    if (!query || !isReady(at)) return made;
    const hits = itemHits(at, query, part.value).filter(hit => hit.kind !== "n");
    if (!hits.length) return made;
    const box = element("ul", "hits");
    for (const hit of hits.slice(0, HITS)) {
      const kind = element("span", "kind", say(...labels[hit.kind]));
      box.append(element("li", "", kind, " ", anchor(address(at, hit), hit.id ? element("b", "c", hit.id) : "", hit.id ? " " : "", marked(hit.text, query))));
    }
    if (hits.length > HITS) box.append(element("li", "rest", say(`另有 ${hits.length - HITS} 處`, `${hits.length - HITS} more`)));
    made.append(box);
    return made;
  }

  function show() {
    const query = fold(field.value);
    const next = found.slice(shown, shown + STEP);
    list.append(...next.map(at => entry(at, query)));
    shown += next.length;
    more.hidden = shown >= found.length;
    return next.length;
  }
  function search() {
    const query = fold(field.value), kind = part.value;
    const began = performance.now();
    const texts = [];
    for (let at = 0; at < data.standards.length; at++) if (matches(at, query, kind)) texts.push(at);
    found = texts.filter(at => fits(at, ""));
    if (query) {
      const rank = at => (names[at].startsWith(query) ? 0 : names[at].includes(query) ? 1 : 2);
      found = found.map(at => [rank(at), at]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(pair => pair[1]);
    }
    for (const name of facets) fillFacet(name, texts);
    list.replaceChildren();
    shown = 0;
    // As long as nothing is asked for, what is new says more than a list of everything.
    const isIdle = !query && facets.every(name => get(name).value === "");
    get("newest").hidden = !isIdle;
    if (isIdle) more.hidden = true; else show();
    self.icapLast = performance.now() - began;
    tell();
  }
  function tell() {
    const loading = loaded ? "" : say("（內文索引載入中…）", " (texts are still loading …)");
    status.textContent = say(`${found.length.toLocaleString()} 項職能基準`, `${found.length.toLocaleString()} standards`) + loading;
    status.dataset.ready = String(loaded);
  }

  // The state stands behind the #, the only part of an address that a page from a file may change.
  const controls = { q: field, part, ...Object.fromEntries(facets.map(name => [name, get(name)])) };
  function remember() {
    const state = new URLSearchParams();
    for (const [name, control] of Object.entries(controls)) {
      const at = facets.includes(name) && name !== "level" && control.value !== "";
      if (control.value !== "") state.set(name, at ? data[name][Number(control.value)] : control.value);
    }
    history.replaceState(null, "", "#" + state);
  }
  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const [name, control] of Object.entries(controls)) {
      let value = state.get(name) ?? "";
      if (value && facets.includes(name) && name !== "level") value = data[name].includes(value) ? String(data[name].indexOf(value)) : "";
      if (facets.includes(name) && value !== "") control.append(option(value, value));
      control.value = value;
    }
  }

  let soon = 0;
  field.addEventListener("input", event => {
    // An input method shows its own guesses until the word is chosen.
    if (event.isComposing) return;
    clearTimeout(soon);
    soon = setTimeout(() => { search(); remember(); }, 60);
  });
  field.addEventListener("compositionend", () => { search(); remember(); });
  for (const name of ["part", ...facets]) get(name).addEventListener("change", () => { search(); remember(); });
  get("search").addEventListener("submit", event => { event.preventDefault(); search(); remember(); });
  get("search").addEventListener("reset", event => {
    event.preventDefault();
    for (const control of Object.values(controls)) control.value = "";
    search();
    remember();
    field.focus();
  });
  more.addEventListener("click", () => {
    const first = shown;
    show();
    list.children[first]?.querySelector("a").focus();
  });
  addEventListener("hashchange", () => { recall(); search(); });
  document.addEventListener("language", () => search());

  recall();
  search();
  all().then(() => { loaded = true; search(); }).catch(() => {
    status.textContent = say("內文索引無法載入，只能搜尋名稱。", "The texts could not be loaded; only names are searched.");
  });
});
