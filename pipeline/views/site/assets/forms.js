// The standards that files are made from: loaded share by share, when one is asked for.
"use strict";
(() => {
  const { crc32, inflate, fromBase64 } = self.icapZip;
  const root = new URL("../", document.currentScript.src);
  const SHARES = 64;
  const loaded = new Map(), shares = new Map(), asked = new Map();
  let known = null;
  self.icapForms = (number, packed) => { shares.set(number, inflate(fromBase64(packed)).then(bytes => JSON.parse(new TextDecoder().decode(bytes)))); };
  self.icapTemplates = told => { known = told; };

  function load(path) {
    if (!loaded.has(path)) {
      loaded.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(path, root);
        script.onload = resolve;
        script.onerror = () => { loaded.delete(path); reject(new Error(path)); };
        document.head.append(script);
      }));
    }
    return loaded.get(path);
  }
  async function read(id) {
    const number = crc32(new TextEncoder().encode(id)) % SHARES;
    await load(`data/forms-${number}.js`);
    const told = (await shares.get(number))[id];
    if (!told) throw new Error(id);
    const standard = { ...told };
    standard.duties = standard.duties.map(([id, text]) => ({ id, text }));
    standard.competencies = standard.competencies.map(([kind, id, text, name, definition]) => ({ kind, id, text, name, definition }));
    standard.tasks = standard.tasks.map(([id, text, duty, levels, outputs, indicators, needs]) => ({
      id, text, duty, levels, outputs, indicators: indicators.map(([id, text]) => ({ id, text })), needs: needs.map(place => standard.competencies[place]),
    }));
    standard.tables = standard.tables.map(([heads, rows]) => ({ heads, rows: rows.map(row => row.map(cellOf)) }));
    return standard;
  }
  function cellOf([first, last, rows, flags, texts]) {
    return { first, last, rows, head: Boolean(flags & 1), center: Boolean(flags & 2), texts: texts.map(one => (typeof one === "string" ? { text: one, indent: 0 } : { text: one[0], indent: one[1] })) };
  }
  // One standard by its id as addresses write it; the promise fails where there is none.
  function of(id) {
    if (!asked.has(id)) asked.set(id, read(id).catch(error => { asked.delete(id); throw error; }));
    return asked.get(id);
  }
  // The bytes of a sheet's Word template.
  async function template(name) {
    await load("data/templates.js");
    return fromBase64(known[name]);
  }
  // Hand bytes over as a download.
  function save(bytes, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = name.replace(/[^\p{L}\p{N}._-]+/gu, "_");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  self.icapStandards = { of, template, save };
})();
