// The page of the list: the reader's own, or the one that the address holds.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const { say, element, numbered } = self.icapSite;
  const basket = self.icapBasket;
  const { chosen, made } = self.icapBasketForm;
  const get = id => document.getElementById(id);
  const [box, status, title, keep] = ["basket", "status", "title", "keep"].map(get);
  const KINDS = { t: ["工作任務", "Tasks"], p: ["行為指標", "Indicators"], K: ["知識", "Knowledge"], S: ["技能", "Skills"], A: ["態度", "Attitudes"] };
  let list = new Map(), isOwn = true, parts = [], lost = 0;

  function link(href, ...children) {
    const made = element("a", "", ...children);
    made.href = href;
    return made;
  }
  const slug = id => [...id].map(one => (/[\w.~-]/.test(one) && one.length === 1 ? one : [...new TextEncoder().encode(one)].map(byte => "=" + byte.toString(16).padStart(2, "0")).join(""))).join("");

  function line(own, anchor, text) {
    const button = element("button", "", say("移除", "Remove"));
    button.type = "button";
    button.setAttribute("aria-label", say("移除：", "Remove: ") + text);
    button.addEventListener("click", () => {
      list.get(own).delete(anchor);
      if (!list.get(own).size) list.delete(own);
      changed();
    });
    return element("li", "", element("span", "what", link(`id/${own}/index.html#${anchor}`, text)), button);
  }
  function group(own, part) {
    const picks = anchor => list.get(own).has(anchor);
    const marks = part.standard.tasks.flatMap(one => one.indicators).filter(one => picks(`p-${slug(one.id)}`));
    const lists = { t: part.tasks.filter(one => part.whole.has(one.id)), p: marks, K: [], S: [], A: [] };
    for (const one of part.picked) lists[one.kind].push(one);
    const content = Object.entries(lists).filter(([, all]) => all.length).flatMap(([kind, all]) => [
      element("h3", "", say(...KINDS[kind]) + numbered(all.length)),
      element("ul", "picks", ...all.map(one => line(own, `${kind.length === 1 && "tp".includes(kind) ? kind : "c"}-${slug(one.id)}`, one.text))),
    ]);
    const head = element("h2", "", link(`id/${own}/index.html`, part.standard.texts.名稱 || part.standard.id), " ", element("code", "", part.standard.id));
    return element("section", "", head, ...content);
  }
  function gone(own) {
    const button = element("button", "", say("移除", "Remove"));
    button.type = "button";
    button.addEventListener("click", () => { list.delete(own); changed(); });
    return element("section", "", element("h2", "", own), element("p", "notice", say("這個網站沒有這項基準。 ", "This site does not have this standard. "), button));
  }

  let turn = 0;
  async function show() {
    const own = ++turn;
    const found = await Promise.all([...list].map(([id, anchors]) => self.icapStandards.of(id).then(standard => [id, chosen(standard, anchors)], () => [id, null])));
    if (own !== turn) return;
    parts = found.map(pair => pair[1]).filter(Boolean);
    box.replaceChildren(...found.map(([id, part]) => (part ? group(id, part) : gone(id))));
    lost = parts.reduce((sum, one) => sum + one.missing, 0);
    for (const button of get("forms").querySelectorAll("button")) button.disabled = !parts.length;
    get("share").disabled = get("empty").disabled = !list.size;
    keep.hidden = isOwn;
    tell();
  }
  function tell() {
    const size = basket.size(list);
    const whose = isOwn ? "" : say("這是連結裡的清單。", "This is the list of a link. ");
    const missing = lost ? say(`有 ${lost} 個項目已不在基準裡。`, `${lost} items are in their standards no more. `) : "";
    status.textContent = whose + missing + (size ? say(`${list.size} 項基準，${size} 個項目。`, `${list.size} standards, ${size} items.`)
      : say("清單是空的：到基準的頁面按「挑選項目」。", "The list is empty: press “Pick items” on the page of a standard."));
    status.dataset.ready = "true";
  }
  const hash = () => "#" + (title.value ? `title=${encodeURIComponent(title.value)}&` : "") + `b=${basket.text(list)}`;
  function changed() {
    if (isOwn) basket.keep(list);
    history.replaceState(null, "", isOwn ? location.pathname + location.search : hash());
    show();
  }
  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    const shared = state.get("b");
    isOwn = shared === null;
    list = isOwn ? basket.load() : basket.read(shared);
    if (state.has("title")) title.value = state.get("title");
    show();
  }

  get("forms").addEventListener("click", async event => {
    const form = event.target.closest("[data-form]")?.dataset.form;
    if (!form) return;
    try {
      const name = title.value.trim() || say("我的職能清單", "My list");
      const file = form === "docx" || form === "xlsx" ? `${name}.${form}` : `${name}-${form}.docx`;
      self.icapStandards.save(await made(form, parts, name), file);
      status.textContent = say(`已製作 ${file}。`, `${file} is made.`);
    } catch (error) {
      status.textContent = say("這個瀏覽器無法製作檔案：", "This browser could not make the file: ") + error.message;
    }
  });
  get("share").addEventListener("click", async () => {
    history.replaceState(null, "", hash());
    try {
      await navigator.clipboard.writeText(location.href);
      status.textContent = say("連結已複製。", "The link is copied.");
    } catch {
      status.textContent = say("連結在網址列，請從那裡複製。", "The link is in the address bar: copy it from there.");
    }
  });
  keep.addEventListener("click", () => {
    const mine = basket.load();
    for (const [id, anchors] of list) mine.set(id, new Set([...(mine.get(id) ?? []), ...anchors]));
    basket.keep(mine);
    history.replaceState(null, "", location.pathname + location.search);
    recall();
  });
  get("empty").addEventListener("click", () => { list = new Map(); changed(); });
  get("naming").addEventListener("submit", event => event.preventDefault());
  title.addEventListener("change", () => { if (!isOwn) history.replaceState(null, "", hash()); });
  addEventListener("hashchange", recall);
  document.addEventListener("language", show);
  recall();
});
