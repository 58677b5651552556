// Where few standards or none fit: those with nearly the same words, and what else could be asked.
"use strict";
(() => {
  const { parts } = self.icapIndex;
  const { KINDS, ask, worth } = self.icapQuery;
  const FEW = 3, MOST = 10;
  const escaped = text => text.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&");

  // One character other, missing, more, or changed with its neighbour; of three characters on, or four Latin letters.
  function pattern(word) {
    const all = [...word], isLatin = /^[a-z]+$/.test(word);
    if (all.length < (isLatin ? 4 : 3) || all.length > 20 || (!isLatin && !/^\p{sc=Han}+$/u.test(word))) return null;
    const any = isLatin ? "[a-z]" : "\\p{sc=Han}", made = new Set();
    const add = (...pieces) => made.add(pieces.map(piece => (piece === any ? any : escaped(piece))).join(""));
    for (let at = 0; at < all.length; at++) {
      const [before, after] = [all.slice(0, at).join(""), all.slice(at + 1).join("")];
      add(before, any, after);
      if (all.length > 3) add(before, after);
      if (at) add(before, any, all.slice(at).join(""));
      if (at) add(all.slice(0, at - 1).join(""), all[at], all[at - 1], after);
    }
    const text = [...made].join("|");
    return new RegExp(isLatin ? `(?<![a-z0-9])(?:${text})(?![a-z0-9])` : `(?:${text})`, "u");
  }
  // Standards that hold each word or nearly: [number, what stands there instead]; the ones in `known` are left out.
  function close(words, kind, known) {
    const patterns = words.map(word => (word.isPhrase ? null : pattern(word.text)));
    if (!patterns.some(Boolean)) return [];
    const out = new Set(known), found = [];
    const kinds = kind ? [kind] : KINDS.filter(one => one !== "g");
    for (let at = 0; at < parts.length && found.length < 200; at++) {
      if (out.has(at)) continue;
      const instead = words.map((word, place) => {
        if (worth(at, word, kind) !== Infinity) return [0, word.text];
        for (const [rank, one] of kinds.entries()) {
          const hit = patterns[place]?.exec(parts[at][one] ?? "");
          if (hit) return [rank + 1, hit[0]];
        }
        return null;
      });
      if (instead.every(Boolean)) found.push([instead.reduce((sum, one) => sum + one[0], 0), at, instead.map(one => one[1])]);
    }
    return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, MOST).map(one => one.slice(1));
  }

  // Questions that find something: each word alone, a word in two, else the longest parts of it; [text, standards].
  function suggestions(words, kind) {
    const count = text => [text, ask(self.icapQuery.parse(text), kind).length];
    const found = new Map();
    const add = some => { for (const [text, number] of some) if (number) found.set(text, number); };
    if (words.length > 1 || words[0].isPhrase) add(words.map(word => count(word.printed)));
    for (const word of words) if (!found.has(word.printed)) add(inTwo([...word.printed], count) ?? inside([...word.printed], count));
    return [...found].slice(0, 5);
  }
  // A word as two that most standards hold both of.
  function inTwo(all, count) {
    const places = all.map((_, at) => at).filter(at => at > 1 && all.length - at > 1 && !all.includes(" "));
    const found = places.map(at => count(`${all.slice(0, at).join("")} ${all.slice(at).join("")}`)).filter(one => one[1]);
    return found.length ? [found.sort((a, b) => b[1] - a[1])[0]] : null;
  }
  function inside(all, count) {
    for (let size = Math.min(all.length - 1, 8); size > 1; size--) {
      const pieces = new Set();
      for (let at = 0; at + size <= all.length; at++) pieces.add(all.slice(at, at + size).join(""));
      const found = [...pieces].filter(text => /^\p{sc=Han}+$/u.test(text)).map(count).filter(one => one[1]);
      if (found.length) return found.slice(0, 3);
    }
    return [];
  }

  self.icapSuggest = { FEW, close, suggestions };
})();
