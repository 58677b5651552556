// How often each standard holds the terms of a question: over the folded units themselves, without a string per term.
"use strict";
(() => {
  const { raw } = self.icapIndex;
  const { units, unitsOf } = self.icapFold;
  const TIMES = { n: 3, x: 1, d: 1, t: 1, o: 1, p: 1, K: 1, S: 1 };
  const TAB = 9, LINE = 10, NONE = -1, ASTRAL = 0x40000;
  const HAN = 1, HIGH = 2, LATIN = 3;
  // The letter before a line says what it is; folded, it is a small one.
  const times = new Uint8Array(128), classes = new Uint8Array(65536);
  for (const [kind, weight] of Object.entries(TIMES)) times[kind.toLowerCase().charCodeAt(0)] = weight;
  // The ranges of a run of characters in `finding/ranking.py`; those above 0xffff begin with a high surrogate.
  for (const [first, last, kind] of [
    [0x3005, 0x3007, HAN], [0x3040, 0x30ff, HAN], [0x3105, 0x312f, HAN], [0x3400, 0x9fff, HAN], [0xf900, 0xfaff, HAN],
    [0xd840, 0xd8bf, HIGH], [0x30, 0x39, LATIN], [0x61, 0x7a, LATIN],
  ]) classes.fill(kind, first, last + 1);

  // Where a term stands among those asked for: a pair or a single character by its number, a Latin word by a hash of it.
  class Asked {
    constructor(terms) {
      this.places = new Map(terms.map((term, place) => [term, place]));
      this.bits = Math.max(4, Math.ceil(Math.log2(terms.length + 1)) + 2);
      this.keys = new Float64Array(1 << this.bits);
      this.values = new Int32Array(1 << this.bits);
      terms.forEach((term, place) => {
        const [one, next] = [...term].map(letter => letter.codePointAt(0));
        if (/^[a-z0-9]/.test(term)) this.put(0, Asked.hash([...term].map(letter => letter.charCodeAt(0)), 0, term.length), place);
        else this.put(...(next === undefined ? [0, one] : [one, next]), place);
      });
    }
    // Words are numbered from where no pair of a 0 and a character is.
    static hash(letters, from, to) {
      let made = 0;
      for (let at = from; at < to; at++) made = (Math.imul(made, 31) + letters[at]) & 0x3fffffff;
      return ASTRAL + made;
    }
    slot(one, next) {
      const key = one * ASTRAL + next, last = this.keys.length - 1;
      let at = (Math.imul(one, 0x9e3779b1) ^ Math.imul(next, 0x85ebca6b)) >>> (32 - this.bits);
      while (this.keys[at] !== 0 && this.keys[at] !== key) at = (at + 1) & last;
      return at;
    }
    put(one, next, place) {
      const at = this.slot(one, next);
      this.keys[at] = one * ASTRAL + next;
      this.values[at] = place;
    }
    find(one, next) {
      const at = this.slot(one, next);
      return this.keys[at] ? this.values[at] : NONE;
    }
  }

  // A function that tells of a standard how many terms it has, and [place of a term, how often, …] in the order of the terms.
  function counter(terms) {
    const asked = new Asked(terms), counts = new Int32Array(terms.length);
    let held = [], size = 0, letters = null;
    function note(place, weight) {
      if (place === NONE) return;
      if (!counts[place]) held.push(place);
      counts[place] += weight;
    }
    const point = at => (classes[letters[at]] === HIGH ? (letters[at] - 0xd800) * 0x400 + letters[at + 1] - 0xdc00 + 0x10000 : letters[at]);
    // A run is pairs of neighbours, or one character.
    function han(at, weight) {
      let one = point(at), pairs = 0;
      at += one > 0xffff ? 2 : 1;
      while (classes[letters[at]] === HAN || classes[letters[at]] === HIGH) {
        const next = point(at);
        note(asked.find(one, next), weight);
        one = next;
        pairs++;
        at += next > 0xffff ? 2 : 1;
      }
      if (!pairs) note(asked.find(0, one), weight);
      size += weight * Math.max(pairs, 1);
      return at;
    }
    // Two words may have the same hash: the word itself says which it is.
    function latin(from, weight) {
      let at = from;
      while (classes[letters[at]] === LATIN) at++;
      if (asked.find(0, Asked.hash(letters, from, at)) !== NONE) note(asked.places.get(String.fromCharCode(...letters.subarray(from, at))) ?? NONE, weight);
      size += weight;
      return at;
    }
    return number => {
      const end = units(raw[number]);
      letters = unitsOf();
      [held, size] = [[], 0];
      for (let at = 0; at < end; at++) {
        const weight = times[letters[at]];
        while (at < end && letters[at] !== (weight ? TAB : LINE)) at++;
        while (at < end && letters[at] !== LINE) {
          const kind = classes[letters[at]];
          at = kind === LATIN ? latin(at, weight) : kind ? han(at, weight) : at + 1;
        }
      }
      const hits = new Int32Array(2 * held.length);
      held.sort((a, b) => a - b).forEach((place, n) => {
        hits[2 * n] = place;
        hits[2 * n + 1] = counts[place];
        counts[place] = 0;
      });
      return { at: number, size, hits };
    };
  }

  self.icapCounting = { TIMES, counter };
})();
