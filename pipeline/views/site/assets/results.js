// A standard in the list of results, with the lines that it was found by and the words marked in them.
"use strict";
(() => {
  const { data, parts, fold, items, address, isReady } = self.icapIndex;
  const { KINDS, isIn, place } = self.icapQuery;
  const { say, element } = self.icapSite;
  const { english } = self.icapFinder;
  const HITS = 3, BEFORE = 40, AFTER = 70, LONG = 120;
  const labels = {
    n: ["名稱", "Name"], x: ["描述", "Description"], d: ["職責", "Duty"], t: ["任務", "Task"], o: ["產出", "Output"],
    p: ["指標", "Indicator"], g: ["類別", "Class"], K: ["知識", "Knowledge"], S: ["技能", "Skill"], A: ["態度", "Attitude"],
    m: ["說明", "Note"],
  };
  const latin = /[a-z0-9]/;
  const named = text => say(text, english[text] ?? text);

  // The folded text, and for each of its units the printed character that it comes from.
  function placed(characters) {
    let all = "", isGap = false;
    const places = [];
    characters.forEach((one, at) => {
      if (/\s/.test(one)) { isGap = true; return; }
      const piece = fold(one);
      if (!piece) return;
      if (isGap && latin.test(all.at(-1) ?? "") && latin.test(piece[0])) { all += " "; places.push(at); }
      isGap = false;
      all += piece;
      for (let n = 0; n < piece.length; n++) places.push(at);
    });
    return { all, places };
  }
  // Which printed characters are marked.
  function hits(characters, texts) {
    const { all, places } = placed(characters), found = new Set();
    for (const text of texts) {
      for (let hit = place(all, text); hit >= 0; hit = place(all, text, hit + 1)) {
        for (let at = places[hit]; at <= places[hit + text.length - 1]; at++) found.add(at);
      }
    }
    return found;
  }
  function marked(text, texts) {
    const characters = [...text], found = texts.length ? hits(characters, texts) : new Set();
    const box = document.createDocumentFragment();
    const first = found.size ? Math.min(...found) : 0;
    const begin = Math.max(0, first - BEFORE), end = Math.min(characters.length, found.size ? first + AFTER + BEFORE : LONG);
    if (begin) box.append("…");
    for (let at = begin; at < end;) {
      const from = at, isMarked = found.has(at);
      while (at < end && found.has(at) === isMarked) at++;
      const piece = characters.slice(from, at).join("");
      box.append(isMarked ? element("mark", "", piece) : piece);
    }
    if (end < characters.length) box.append("…");
    return box;
  }
  function anchor(href, ...children) {
    const made = element("a", "", ...children);
    made.href = href;
    return made;
  }

  function head(at, texts) {
    const one = data.standards[at];
    const line = element("div", "entry", anchor(address(at), marked(one[1] || one[0], texts)), " ");
    if (one[2]) line.append(element("span", `level l${one[2]}`, String(one[2])), " ");
    line.append(element("code", "", one[0]));
    if (one[3].length) line.append(" ", element("span", "cluster", one[3].map(number => named(data.cluster[number])).join(say("、", ", "))));
    return line;
  }
  function row(at, item, texts) {
    const kind = element("span", "kind", say(...labels[item.kind]));
    return element("li", "", kind, " ", anchor(address(at, item), item.id ? element("b", "c", item.id) : "", item.id ? " " : "", marked(item.text, texts)));
  }
  // The lines that hold most of the words, the weightier kind first; lines of a kind stand in the same order in both forms.
  function lines(at, words, kind) {
    const found = [], foldedOf = {}, next = {};
    for (const item of items(at)) {
      const own = (foldedOf[item.kind] ??= parts[at][item.kind].slice(1, -1).split("\n"));
      const place = next[item.kind] ?? 0;
      next[item.kind] = place + 1;
      if (item.kind === "n" || (kind && item.kind !== kind)) continue;
      const number = words.filter(word => isIn(item, word, own[place])).length;
      if (number) found.push([number, item]);
    }
    return found.sort((a, b) => b[0] - a[0] || KINDS.indexOf(a[1].kind) - KINDS.indexOf(b[1].kind)).map(one => one[1]);
  }
  function list(at, found, texts) {
    const box = element("ul", "hits", ...found.slice(0, HITS).map(item => row(at, item, texts)));
    if (found.length > HITS) box.append(element("li", "rest", say(`另有 ${found.length - HITS} 處`, `${found.length - HITS} more`)));
    return box;
  }
  function entry(at, words, kind) {
    const texts = words.flatMap(word => [word.text, ...word.others]);
    const made = element("li", "", head(at, texts));
    if (!words.length || !isReady(at)) return made;
    const found = lines(at, words, kind);
    if (found.length) made.append(list(at, found, texts));
    return made;
  }
  // A standard that holds nearly the words: what stands there instead is marked.
  function nearly(at, instead) {
    const words = instead.map(text => ({ text, others: [], code: null }));
    return entry(at, words, "");
  }
  // A standard that fits a description of work, and the lines that share most with it.
  function fitting(at, reasons) {
    const words = reasons.words.map(word => fold(word));
    const shared = element("p", "shared-words", say("共有：", "Shared: "), reasons.words.join("、"));
    const box = element("ul", "hits", ...reasons.lines.map(item => row(at, item, item.words.map(word => fold(word)))));
    return element("li", "", head(at, words), shared, box);
  }

  self.icapResults = { entry, nearly, fitting, element };
})();
