// What was typed, as words; which standards hold all of them, and how well.
"use strict";
(() => {
  const { data, parts, fold } = self.icapIndex;
  // Names first, then tasks and duties, knowledge, skills and attitudes, indicators, outputs, description, notes, classes.
  const KINDS = ["n", "t", "d", "K", "S", "A", "p", "o", "x", "m", "g"];
  const ids = data.standards.map(one => one[0].toLowerCase());
  const latin = /[a-z0-9]/, letter = /[\p{L}\p{N}]/u;
  const PREFIX = 4;
  const same = new Map();
  for (const pair of self.icapFinder.synonyms) {
    for (const [one, other] of [pair, [...pair].reverse()]) same.set(fold(one), [...(same.get(fold(one)) ?? []), [one, other]]);
  }

  // Words are divided by white space and 、; what stands in quotes is one, and means itself only.
  function parse(text) {
    const words = [];
    for (const found of text.matchAll(/["＂“”「『]([^"＂“”「」『』]+)["＂“”」』]|[^\s、]+/gu)) {
      const isPhrase = found[1] !== undefined;
      const printed = (found[1] ?? found[0].replace(/["＂“”「」『』]/gu, "")).trim(), folded = fold(printed);
      if (!folded) continue;
      const means = isPhrase ? [] : synonyms(folded), others = means.map(pair => folded.replace(...pair.map(fold)));
      words.push({ printed, text: folded, isPhrase, others, means, code: code(folded) });
    }
    return words;
  }
  // What of the word stands for something else, and for what; of a longer word, its Chinese parts.
  function synonyms(word) {
    const found = [];
    for (const [one, means] of same) {
      if (one !== word && (one.length < 2 || latin.test(one) || !word.includes(one))) continue;
      for (const pair of means) if (!word.includes(fold(pair[1])) && (one === word || !latin.test(fold(pair[1])))) found.push(pair);
    }
    return found;
  }
  function code(word) {
    const found = /^([a-z]{1,3})(#?)([0-9][0-9a-z.#-]*)$/.exec(word) ?? /^()()([0-9]{3,}[0-9a-z.-]*)$/.exec(word);
    if (!found) return null;
    // K1 is printed K01, too.
    const padded = /^[0-9]$/.test(found[3]) && found[1] ? found[1] + found[2] + "0" + found[3] : "";
    return { text: word, padded };
  }

  // A Latin word is found where a word begins and ends; of four letters and more, where one begins.
  function stands(text, hit, word) {
    if (latin.test(word[0]) && latin.test(text[hit - 1] ?? "")) return false;
    const end = hit + word.length;
    return !(latin.test(word.at(-1)) && latin.test(text[end] ?? "")) || (word.length >= PREFIX && /^[a-z]+$/.test(word));
  }
  function place(text, word, from = 0) {
    let hit = text.indexOf(word, from);
    while (hit >= 0 && !stands(text, hit, word)) hit = text.indexOf(word, hit + 1);
    return hit;
  }
  // 2 where the word stands by itself, 1 where it is a part of a longer one, 0 where it is not there.
  function fit(text, word) {
    let hit = place(text, word);
    if (hit < 0) return 0;
    for (let tries = 0; hit >= 0 && tries < 20; tries++, hit = place(text, word, hit + 1)) {
      if (!letter.test(text[hit - 1] ?? "") && !letter.test(text[hit + word.length] ?? "")) return 2;
    }
    return 1;
  }

  // The lower the better; Infinity where the word is not there. `kind` narrows to one kind of text.
  function worth(at, word, kind) {
    let best = Infinity;
    if (!kind || kind === "n") best = idWorth(at, word);
    if (best) best = Math.min(best, textWorth(at, word.text, kind));
    if (word.code && best > 2) best = Math.min(best, codeWorth(at, word.code, kind));
    for (const other of word.others) if (best > 1) best = Math.min(best, textWorth(at, other, kind) + 0.5);
    return best;
  }
  function textWorth(at, text, kind) {
    const own = parts[at];
    for (let rank = 0; rank < KINDS.length; rank++) {
      const lines = own[KINDS[rank]];
      if (lines === undefined || (kind && kind !== KINDS[rank])) continue;
      const found = fit(lines, text);
      if (found) return 2 * rank + (2 - found);
    }
    return Infinity;
  }
  function idWorth(at, word) {
    const id = ids[at], text = word.text;
    if (text.length < 3 || !/^[a-z0-9-]+$/.test(text)) return Infinity;
    return id.startsWith(text) ? 0 : /[0-9]/.test(text) && id.includes(text) ? 1 : Infinity;
  }
  function codeWorth(at, { text, padded }, kind) {
    const codes = parts[at].codes;
    if (codes === undefined) return Infinity;
    if (padded && isCode(codes, padded, kind) === 2) return 2;
    return 4 - (isCode(codes, text, kind) || -Infinity);
  }
  // 2 where a code is this one, 1 where one begins with it, 0 where none does.
  function isCode(codes, text, kind) {
    let found = 0;
    for (let hit = codes.indexOf(text); hit >= 0 && found < 2; hit = codes.indexOf(text, hit + 1)) {
      if (codes[hit - 2] === "\n" && (!kind || codes[hit - 1] === kind)) found = codes[hit + text.length] === "\n" ? 2 : 1;
    }
    return found;
  }

  // The standards that hold every word: [worth, number], the best first.
  function ask(words, kind) {
    const found = [];
    for (let at = 0; at < parts.length; at++) {
      let sum = 0;
      for (const word of words) if ((sum += worth(at, word, kind)) === Infinity) break;
      if (sum !== Infinity) found.push([sum, at]);
    }
    return words.length ? found.sort((a, b) => a[0] - b[0] || a[1] - b[1]) : found;
  }
  // Whether a line of a standard is one that a word was found in.
  function isIn(item, word, folded) {
    const own = item.id.toLowerCase();
    if (word.code && (own.startsWith(word.code.text) || own === word.code.padded)) return true;
    return [word.text, ...word.others].some(text => place(folded, text) >= 0);
  }

  self.icapQuery = { KINDS, parse, ask, worth, isIn, place };
})();
