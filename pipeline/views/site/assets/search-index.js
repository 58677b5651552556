// The texts of all standards: loaded in shares, folded once, searched as they are.
"use strict";
(() => {
  const data = self.icap;
  const raw = new Array(data.standards.length);
  const folded = new Array(data.standards.length);
  const waiting = new Map();
  const variants = { "台": "臺", "巿": "市", "汙": "污", "_": "/", "・": "·", "‧": "·" };

  // Width, case, dashes, white space and known variants, as in the tables' match keys; line ends stay.
  function fold(text) {
    return text.normalize("NFKC").toLowerCase()
      .replace(/[\p{Pd}\u2500\u2212\uff0d\u30fc]/gu, "-")
      .replace(/[台巿汙_・‧]/gu, one => variants[one])
      .replace(/[^\S\n]+/gu, "");
  }

  // What follows the tab of each line, folded; the letters of the lines; together they find what the search needs.
  function take(number, texts) {
    texts.forEach((text, place) => {
      const at = number * data.share + place;
      raw[at] = text;
      folded[at] = fold(text.replace(/^[^\t]*\t/gm, ""));
    });
    waiting.get(number)?.done();
  }
  self.icapTexts = take;

  function share(number) {
    const known = waiting.get(number);
    if (known) return known.promise;
    const entry = {};
    entry.promise = new Promise((resolve, reject) => {
      entry.done = resolve;
      const script = document.createElement("script");
      script.src = `data/texts-${number}.js`;
      script.onerror = () => { waiting.delete(number); reject(new Error(script.src)); };
      document.head.append(script);
    });
    waiting.set(number, entry);
    return entry.promise;
  }

  // The lines of one standard: {kind, id, text}.
  function items(at) {
    return raw[at].split("\n").map(line => {
      const tab = line.indexOf("\t");
      return { kind: line[0], id: line.slice(1, tab), text: line.slice(tab + 1) };
    });
  }

  const anchors = { d: "d", t: "t", o: "o", p: "p", K: "c", S: "c", A: "c" };
  const plain = /^[\w.~-]$/;
  const bytes = new TextEncoder();
  function slug(id) {
    let made = "";
    for (const one of id) {
      if (plain.test(one)) made += one;
      else for (const byte of bytes.encode(one)) made += "=" + byte.toString(16).padStart(2, "0");
    }
    return made;
  }
  function address(at, item) {
    const page = data.standards[at][6];
    if (item?.kind === "g") return `${page}#classes`;
    return item && anchors[item.kind] ? `${page}#${anchors[item.kind]}-${slug(item.id)}` : page;
  }

  async function all(told) {
    for (let number = 0; number < data.parts; number++) {
      await share(number);
      told?.((number + 1) / data.parts);
    }
  }
  function of(at) { return share(Math.floor(at / data.share)).then(() => items(at)); }

  self.icapIndex = { data, raw, folded, fold, items, address, all, of, isReady: at => raw[at] !== undefined };
})();
