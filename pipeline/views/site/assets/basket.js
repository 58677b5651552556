// The list of one's own: anchors of items by standard, kept in this browser; as text it is a part of an address.
"use strict";
(() => {
  const KEY = "icap-basket";
  let memory = "";
  // "ID,t-T1.1,c-K01!ID2,c-S01", ids and anchors as addresses write them: without comma and exclamation mark.
  function read(text) {
    const made = new Map();
    for (const part of text.split("!").filter(Boolean)) {
      const [id, ...anchors] = part.split(",");
      const known = anchors.filter(one => /^[tpc]-./.test(one));
      if (known.length) made.set(id, new Set([...(made.get(id) ?? []), ...known]));
    }
    return made;
  }
  function text(list) {
    return [...list].filter(([, anchors]) => anchors.size).map(([id, anchors]) => [id, ...anchors].join(",")).join("!");
  }
  function load() {
    try { return read(localStorage.getItem(KEY) ?? memory); } catch { return read(memory); }
  }
  function keep(list) {
    memory = text(list);
    try { localStorage.setItem(KEY, memory); } catch { /* a private window forgets */ }
  }
  function set(id, anchor, isIn) {
    const list = load();
    if (!list.has(id)) list.set(id, new Set());
    if (isIn) list.get(id).add(anchor); else list.get(id).delete(anchor);
    keep(list);
  }
  const has = (id, anchor) => load().get(id)?.has(anchor) ?? false;
  const size = (list = load()) => [...list.values()].reduce((sum, one) => sum + one.size, 0);
  // The id that an anchor stands for: what is not plain in it is written "=e7".
  const idOf = anchor => decodeURIComponent(anchor.slice(2).replace(/=([0-9a-f]{2})/g, "%$1"));

  self.icapBasket = { read, text, load, keep, set, has, size, idOf };
})();
