// Fill a Word template: fields in double braces, rows or paragraphs repeated for each entry of a list, as the command does.
"use strict";
(() => {
  const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const FIELD = /\{\{\s*(?:([^{}.\s]+)\.)?([^{}.\s]+)\s*\}\}/g;
  const all = (root, name) => [...root.getElementsByTagNameNS(W, name)];
  const printed = root => all(root, "t").map(one => one.textContent).join("");
  const fieldsOf = root => all(root, "p").concat(root.localName === "p" ? [root] : []).flatMap(one => [...printed(one).matchAll(FIELD)]);
  const legal = text => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");

  // What is filled is not looked at again: a text of a standard may hold braces of its own.
  const done = new WeakSet();

  // The first run that holds text has all of the paragraph's text; a line end is a break.
  function write(paragraph, textOf) {
    if (done.has(paragraph)) return;
    const texts = all(paragraph, "t");
    const whole = texts.map(one => one.textContent).join("");
    const filled = whole.replace(FIELD, textOf);
    if (filled === whole) return;
    done.add(paragraph);
    for (const one of texts.slice(1)) one.remove();
    const [first] = texts, document = paragraph.ownerDocument;
    legal(filled).split("\n").forEach((line, place) => {
      const text = document.createElementNS(W, "w:t");
      text.setAttribute("xml:space", "preserve");
      text.textContent = line;
      if (place) first.before(document.createElementNS(W, "w:br"));
      first.before(text);
    });
    first.remove();
  }
  function repeat(element, values) {
    const name = fieldsOf(element).find(match => match[1])?.[1];
    if (!name) return;
    for (const entry of values.lists[name] ?? []) {
      const added = element.cloneNode(true);
      element.before(added);
      for (const one of added.localName === "p" ? [added] : all(added, "p")) write(one, (_, list, field) => (list ? entry : values.texts)[field] ?? "");
    }
    const isLast = element.localName === "p" && [...element.parentNode.children].filter(one => one.localName === "p").length === 1;
    if (isLast) for (const run of all(element, "r")) run.remove(); else element.remove();
  }
  function filled(xml, values) {
    const made = new DOMParser().parseFromString(xml, "application/xml");
    for (const row of all(made, "tr")) repeat(row, values);
    for (const one of all(made, "p")) if (!done.has(one)) repeat(one, values);
    for (const one of all(made, "p")) write(one, (_, list, field) => (list ? "" : values.texts[field] ?? ""));
    return new XMLSerializer().serializeToString(made);
  }

  // The bytes of the template `bytes` with the values {texts, lists} in its fields.
  async function fill(bytes, values) {
    const parts = await self.icapZip.unpack(bytes);
    return self.icapZip.pack(parts.map(([name, data]) => {
      if (!/^word\/(document|header\d*|footer\d*)\.xml$/.test(name)) return [name, data];
      return [name, filled(new TextDecoder().decode(data), values)];
    }));
  }

  self.icapTemplate = { fill };
})();
