// How near two names are, and in which words they differ.
"use strict";
(() => {
  const ENOUGH = 0.5;
  const known = new Map();
  // Pairs of neighbouring characters of a folded text, each as often as it occurs.
  function pairs(text) {
    if (!known.has(text)) {
      const made = new Map();
      const all = [...text];
      for (let at = 0; at + 1 < all.length; at++) made.set(all[at] + all[at + 1], (made.get(all[at] + all[at + 1]) ?? 0) + 1);
      known.set(text, [made, Math.max(0, all.length - 1)]);
    }
    return known.get(text);
  }
  // From 0 to 1: the share of pairs that two folded texts have in common; a text within the other is near in any case.
  function likeness(one, other) {
    if (one === other) return 1;
    const [[mine, size], [theirs, length]] = [pairs(one), pairs(other)];
    if (!size || !length) return 0;
    let common = 0;
    for (const [pair, count] of mine) common += Math.min(count, theirs.get(pair) ?? 0);
    const dice = (2 * common) / (size + length);
    const isWithin = Math.min(size, length) >= 3 && (one.includes(other) || other.includes(one));
    return isWithin ? Math.max(dice, ENOUGH) : dice;
  }
  // The nearest of several folded texts: [place, likeness], or null where none is near enough.
  function nearest(text, texts) {
    let best = null;
    texts.forEach((other, place) => {
      const found = likeness(text, other);
      if (found >= ENOUGH && found < 1 && (!best || found > best[1])) best = [place, found];
    });
    return best;
  }
  // Latin words and numbers as wholes, other characters one by one.
  const words = text => text.match(/[A-Za-z0-9]+|\s+|./gsu) ?? [];
  // The longest common words kept, the others as [sign, text]: "=", "-" only in the first, "+" only in the second.
  function differences(first, second) {
    const [a, b] = [words(first), words(second)];
    const long = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
    for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) long[i][j] = a[i] === b[j] ? long[i + 1][j + 1] + 1 : Math.max(long[i + 1][j], long[i][j + 1]);
    const made = [];
    const add = (sign, text) => { if (made.at(-1)?.[0] === sign) made.at(-1)[1] += text; else made.push([sign, text]); };
    let [i, j] = [0, 0];
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) { add("=", a[i]); i++; j++; }
      else if (j >= b.length || (i < a.length && long[i + 1][j] >= long[i][j + 1])) add("-", a[i++]);
      else add("+", b[j++]);
    }
    return made;
  }
  // The differences as elements: what is only in the first is struck out, what is only in the second underlined.
  function shown(first, second) {
    const box = document.createElement("span");
    box.className = "words";
    for (const [sign, text] of differences(first, second)) {
      const part = sign === "=" ? text : document.createElement(sign === "-" ? "del" : "ins");
      if (sign !== "=") part.textContent = text;
      box.append(part);
    }
    return box;
  }

  self.icapNear = { likeness, nearest, differences, shown, ENOUGH };
})();
