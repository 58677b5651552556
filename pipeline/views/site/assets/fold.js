// Texts in the form in which they are compared: a look-up per character, because millions of them wait while somebody types.
"use strict";
(() => {
  const table = self.icap.fold;
  const SPACE = 32, DASH = 45, LINE = 10, SHORT = 64;
  const ONE = 1, SEVERAL = 2;
  const state = new Uint8Array(65536), other = new Uint16Array(65536);
  let buffer = new Uint16Array(4096);

  // As `finding/folding.py` does: each character narrow and small, then what the table has for it.
  function character(one) {
    let made = "";
    for (const piece of one.normalize("NFKC").toLowerCase()) made += Object.hasOwn(table, piece) ? table[piece] : piece;
    return made;
  }
  function learn(unit) {
    const made = unit >= 0xd800 && unit < 0xe000 ? "" : character(String.fromCharCode(unit));
    state[unit] = made.length === 1 ? ONE : SEVERAL;
    other[unit] = made.length === 1 ? made.charCodeAt(0) : 0;
  }
  function room(size) {
    if (size <= buffer.length) return;
    const wider = new Uint16Array(2 * size);
    wider.set(buffer);
    buffer = wider;
  }
  // How many units the folded text has; they stand in `buffer`, and after them a 0.
  function units(text) {
    let size = 0;
    room(text.length + 1);
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (!state[unit]) learn(unit);
      if (state[unit] === ONE) { buffer[size++] = other[unit]; continue; }
      const whole = String.fromCodePoint(text.codePointAt(at)), made = character(whole);
      at += whole.length - 1;
      room(size + made.length + text.length - at + 1);
      for (let n = 0; n < made.length; n++) buffer[size++] = made.charCodeAt(n);
    }
    buffer[size] = 0;
    return size;
  }
  const decoder = new TextDecoder("utf-16le", { ignoreBOM: true });
  function written(size) {
    const made = buffer.subarray(0, size);
    return size < SHORT ? String.fromCharCode(...made) : decoder.decode(made);
  }
  const plain = text => written(units(text));

  // For the search, dashes are one as well, and white space counts between Latin words only; line ends stay.
  const isSpace = new Uint8Array(65536), isDash = new Uint8Array(65536), isLatin = new Uint8Array(65536);
  for (let unit = 0; unit < 65536; unit++) {
    const one = String.fromCharCode(unit);
    isSpace[unit] = unit !== LINE && /\s/.test(one);
    isDash[unit] = /[\p{Pd}\u2500\u2212\u30fc]/u.test(one);
    isLatin[unit] = /[a-z0-9]/.test(one);
  }
  function fold(text) {
    const size = units(text);
    let kept = 0, last = LINE, isGap = false;
    for (let at = 0; at < size; at++) {
      const unit = isDash[buffer[at]] ? DASH : buffer[at];
      if (isSpace[unit]) { isGap = true; continue; }
      if (isGap && isLatin[last] && isLatin[unit]) buffer[kept++] = SPACE;
      isGap = false;
      buffer[kept++] = last = unit;
    }
    return written(kept);
  }

  self.icapFold = { plain, fold, units, unitsOf: () => buffer };
})();
