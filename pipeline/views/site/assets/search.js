// The home page: what is asked, what is shown, and the whole of it in the address.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const { data, all } = self.icapIndex;
  const { parse, ask } = self.icapQuery;
  const { NAMES, read, fits, fill, written, choose, active } = self.icapFilters;
  const { FEW, close, suggestions } = self.icapSuggest;
  const { entry, nearly, fitting, element } = self.icapResults;
  const { refusal, rank, reasons } = self.icapRanking;
  const { say, numbered } = self.icapSite;
  const get = id => document.getElementById(id);
  const [field, part, work, list, status, also, more] = ["q", "part", "work", "results", "status", "also", "more"].map(get);
  const STEP = 20, LATER = 150;
  let words = [], found = [], shown = 0, loaded = data.parts === 0, fitted = null, later = 0;

  function next() {
    const some = found.slice(shown, shown + STEP);
    list.append(...some.map(at => (fitted ? fitting(at, reasons(at, fitted.question)) : entry(at, words, part.value))));
    shown += some.length;
    more.hidden = shown >= found.length;
  }
  function search() {
    const began = performance.now();
    words = parse(field.value);
    read();
    let texts = ask(words, part.value).map(one => one[1]);
    if (fitted) {
      const held = new Set(texts);
      texts = fitted.ranked.map(one => one[0]).filter(at => held.has(at));
    }
    found = texts.filter(at => fits(at, ""));
    for (const name of NAMES) fill(name, texts);
    list.replaceChildren();
    shown = 0;
    // As long as nothing is asked for, what is new says more than a list of everything.
    const isIdle = !words.length && !fitted && !active();
    get("newest").hidden = !isIdle;
    if (isIdle) more.hidden = true; else next();
    tell(texts.length);
    self.icapLast = performance.now() - began;
  }
  function tell(unfiltered) {
    const loading = loaded ? "" : say("（內文索引載入中…）", " (texts are still loading …)");
    const fit = fitted ? say("，最適合的在前", ", the best fitting first") : "";
    status.textContent = say(`${found.length.toLocaleString()} 項職能基準`, `${found.length.toLocaleString()} standards`) + fit + loading;
    status.dataset.ready = String(loaded);
    get("chosen").textContent = active() ? numbered(active()) : "";
    const meant = words.flatMap(word => word.means.map(pair => pair.join("＝"))).join("、");
    also.replaceChildren();
    if (meant) also.append(element("p", "soft", say(`也找了同義詞：${meant}。加上引號就只找原詞。`, `Also looked for: ${meant}. Put the word in quotes to find it alone.`)));
    if (!found.length && unfiltered) also.append(without(unfiltered));
    get("near").replaceChildren();
    clearTimeout(later);
    if (loaded && words.length && !fitted && found.length < FEW) later = setTimeout(help, LATER);
    also.dataset.done = String(!(loaded && words.length && !fitted && found.length < FEW));
  }

  // What helps where few fit: nearly the same words, and other questions where nothing fits.
  function help() {
    const near = close(words, part.value, found).filter(one => fits(one[0], ""));
    if (!found.length) {
      const tries = suggestions(words, part.value);
      const buttons = tries.map(([text, number]) => button(text + numbered(number), () => { field.value = text; changed(); }));
      const hint = tries.length ? say("沒有一項符合全部字詞。試試：", "No standard holds all of it. Try: ") : say("沒有找到。換個說法，或貼上工作描述來找。", "Nothing found. Try other words, or paste a description of the work.");
      also.append(element("p", "tries", hint, ...buttons));
    }
    if (near.length) {
      also.append(element("p", "soft", say(`下面 ${near.length} 項的字詞相近，不完全相同。`, `The ${near.length} below hold nearly the same words.`)));
      get("near").append(element("h2", "", say("相近的結果", "Close matches")), element("ol", "results", ...near.map(one => nearly(...one))));
    }
    also.dataset.done = "true";
  }
  function without(number) {
    return element("p", "tries", say(`不限條件時有 ${number} 項：`, `${number} without the filters: `), button(say("清除條件", "Clear the filters"), () => { for (const name of NAMES) get(name).value = ""; changed(); }));
  }
  function button(text, does) {
    const made = element("button", "", text);
    made.type = "button";
    made.addEventListener("click", does);
    return made;
  }

  async function describe() {
    const text = work.value, why = refusal(text);
    get("refused").textContent = why;
    if (why) return;
    get("refused").textContent = say("比對中…", "Comparing …");
    const made = await rank(text);
    get("refused").textContent = "";
    fitted = { ...made, text };
    changed();
  }
  function forget() {
    fitted = null;
    work.value = "";
    get("refused").textContent = "";
  }

  // The state stands behind the #, the only part of an address that a page from a file may change.
  function remember() {
    const state = new URLSearchParams();
    const now = { q: field.value, part: part.value, ...Object.fromEntries(NAMES.map(name => [name, written(name)])), work: fitted?.text ?? "" };
    for (const [name, value] of Object.entries(now)) if (value !== "") state.set(name, value);
    history.replaceState(null, "", "#" + state);
  }
  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    field.value = state.get("q") ?? "";
    part.value = state.get("part") ?? "";
    for (const name of NAMES) choose(name, state.get(name) ?? "");
    // One level, as older addresses have it.
    if (state.has("level")) for (const name of ["from", "to"]) choose(name, state.get("level"));
    if ((state.get("work") ?? "") === (fitted?.text ?? "")) return;
    forget();
    if (!state.get("work")) return;
    work.value = state.get("work");
    get("describe").open = true;
    describe();
  }
  function changed() { search(); remember(); }

  let soon = 0;
  field.addEventListener("input", event => {
    // An input method shows its own guesses until the word is chosen.
    if (event.isComposing) return;
    clearTimeout(soon);
    soon = setTimeout(changed, 60);
  });
  field.addEventListener("compositionend", changed);
  for (const name of ["part", ...NAMES]) get(name).addEventListener("change", changed);
  get("search").addEventListener("submit", event => { event.preventDefault(); changed(); });
  get("search").addEventListener("reset", event => {
    event.preventDefault();
    for (const name of ["q", "part", ...NAMES]) get(name).value = "";
    forget();
    changed();
    field.focus();
  });
  get("more-filters").addEventListener("click", event => {
    const isOpen = get("filters").classList.toggle("open");
    event.currentTarget.setAttribute("aria-expanded", String(isOpen));
  });
  get("describe").addEventListener("toggle", () => { if (get("describe").open && !work.value) work.focus(); });
  get("ask").addEventListener("click", describe);
  get("forget").addEventListener("click", () => { forget(); changed(); });
  more.addEventListener("click", () => {
    const first = shown;
    next();
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
