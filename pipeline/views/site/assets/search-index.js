// The texts of all standards: loaded in shares, folded once, kept by kind.
"use strict";
(() => {
  const data = self.icap;
  const { plain, fold } = self.icapFold;
  const raw = new Array(data.standards.length);
  const waiting = new Map();
  const SLICE = 8;

  // Names are there at once, the other kinds as their share comes in.
  const parts = data.standards.map(one => ({ n: `\n${fold(one[1])}\n` }));

  // Long work in slices that nobody who types feels.
  function slices() {
    let began = performance.now();
    const rest = () => (self.scheduler?.yield ? self.scheduler.yield() : new Promise(done => setTimeout(done)));
    return { isOver: () => performance.now() - began > SLICE, pause: async () => { await rest(); began = performance.now(); } };
  }

  async function take(number, texts) {
    const slice = slices();
    for (const [place, text] of texts.entries()) {
      parts[number * data.share + place] = divided(text);
      raw[number * data.share + place] = text;
      if (slice.isOver()) await slice.pause();
    }
    waiting.get(number)?.done();
  }
  // A line is a letter for its kind, its code, a tab and its text.
  function divided(text) {
    const kinds = {};
    let codes = "\n";
    for (const line of text.split("\n")) {
      const tab = line.indexOf("\t");
      kinds[line[0]] = (kinds[line[0]] ?? "\n") + line.slice(tab + 1) + "\n";
      if (tab > 1 && line[0] !== "n") codes += line.slice(0, 1) + line.slice(1, tab).toLowerCase() + "\n";
    }
    for (const kind of Object.keys(kinds)) kinds[kind] = fold(kinds[kind]);
    return { ...kinds, codes };
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
  const sections = { g: "classes", m: "notes" };
  const safe = /^[\w.~-]$/;
  const bytes = new TextEncoder();
  function slug(id) {
    let made = "";
    for (const one of id) {
      if (safe.test(one)) made += one;
      else for (const byte of bytes.encode(one)) made += "=" + byte.toString(16).padStart(2, "0");
    }
    return made;
  }
  function address(at, item) {
    const page = data.standards[at][6];
    if (item && sections[item.kind]) return `${page}#${sections[item.kind]}`;
    return item && anchors[item.kind] ? `${page}#${anchors[item.kind]}-${slug(item.id)}` : page;
  }

  async function all(told) {
    for (let number = 0; number < data.parts; number++) {
      await share(number);
      told?.((number + 1) / data.parts);
    }
  }
  function of(at) { return share(Math.floor(at / data.share)).then(() => items(at)); }

  self.icapIndex = { data, raw, parts, plain, fold, slices, items, address, all, of, isReady: at => raw[at] !== undefined };
})();
