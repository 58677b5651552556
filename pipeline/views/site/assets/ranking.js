// Which standards fit a description of work, and why: `find` in the browser, ranked as docs/find.md says.
"use strict";
(() => {
  const { data, raw, plain, slices, items, all } = self.icapIndex;
  const { TIMES, counter } = self.icapCounting;
  const { current } = self.icapFinder;
  const { say } = self.icapSite;
  const LONGEST = 12000, K1 = 1.5, B = 0.75;
  const EACH = 3, WORDS = 8, LONGEST_WORD = 24, ENOUGH = 0.5;
  const RUN = /[\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+|[a-z0-9]+/gu;
  const HAN = /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u, LETTER = /[\p{L}\p{N}]/u;
  const PARTICLES = new Set(plain("的與及或和之並"));

  function terms(folded) {
    const found = [];
    for (const [run] of folded.matchAll(RUN)) {
      const one = /^[a-z0-9]/.test(run) ? [run] : [...run];
      if (one.length === 1) found.push(run);
      else for (let at = 1; at < one.length; at++) found.push(one[at - 1] + one[at]);
    }
    return found;
  }
  // Why a text cannot be asked, as a sentence; empty where it can.
  function refusal(text) {
    const length = [...text].length;
    if (!text.trim()) return say("請貼上描述工作的文字。", "There is nothing to look for: give a text that describes the work.");
    if (length > LONGEST) return say(`這段文字有 ${length.toLocaleString()} 字，最多 12,000 字，請留下主要部分。`, `The text has ${length.toLocaleString()} characters; at most 12,000 can be looked for, so give its main part.`);
    return HAN.test(plain(text)) ? "" : say("這段文字沒有中文；職能基準是中文，請用中文描述。", "The text has no Chinese characters; the standards are in Chinese, so describe the work in Chinese.");
  }

  async function documents(asked) {
    await all();
    const count = counter(asked), slice = slices(), found = [];
    for (let at = 0; at < raw.length; at++) {
      if (current[at]) found.push(count(at));
      if (slice.isOver()) await slice.pause();
    }
    return found;
  }

  // {question, ranked: [[number of the standard, score], …]}, the best first.
  async function rank(text) {
    const folded = plain(text), often = new Map();
    for (const term of terms(folded)) often.set(term, (often.get(term) ?? 0) + 1);
    const asked = [...often.keys()].sort(), docs = await documents(asked);
    const mean = docs.reduce((sum, one) => sum + one.size, 0) / Math.max(docs.length, 1) || 1;
    const held = new Int32Array(asked.length);
    for (const { hits } of docs) for (let n = 0; n < hits.length; n += 2) held[hits[n]]++;
    const weight = asked.map((_, place) => Math.log(1 + (docs.length - held[place] + 0.5) / (held[place] + 0.5)));
    const worth = asked.map((term, place) => (1 + Math.log(often.get(term))) * weight[place] * (K1 + 1));
    const ranked = docs.filter(one => one.hits.length).map(({ at, size, hits }) => {
      let score = 0;
      for (let n = 0; n < hits.length; n += 2) score += worth[hits[n]] * hits[n + 1] / (hits[n + 1] + K1 * (1 - B + B * size / mean));
      return [at, Math.round(score * 1e6) / 1e6];
    });
    const id = at => data.standards[at][0];
    ranked.sort((a, b) => b[1] - a[1] || (id(a[0]) < id(b[0]) ? -1 : 1));
    const weights = new Map(asked.flatMap((term, place) => (held[place] ? [[term, weight[place]]] : [])));
    const pairs = new Set([...folded].map((one, at, every) => one + (every[at + 1] ?? "")));
    return { question: { folded, weights, pairs }, ranked };
  }

  // The longest stretches of a folded text that stand in the question as well.
  function spans(folded, question) {
    const found = [];
    for (let start = 0, end = 0; start < folded.length - 1; start = end) {
      end = start + 1;
      while (end < folded.length && end - start < LONGEST_WORD && goesOn(folded, start, end, question)) end++;
      let [first, last] = [start, end];
      while (first < last && PARTICLES.has(folded[first])) first++;
      while (last > first && PARTICLES.has(folded[last - 1])) last--;
      if (last - first > 1) found.push([first, last]);
    }
    return found;
  }
  function goesOn(folded, start, end, question) {
    const [one, other] = [folded[end - 1], folded[end]];
    return question.pairs.has(one + other) && LETTER.test(one) && LETTER.test(other) && question.folded.includes(folded.slice(start, end + 1));
  }
  function touches(folded, { pairs }) {
    for (let at = 1; at < folded.length; at++) if (pairs.has(folded[at - 1] + folded[at])) return true;
    return false;
  }
  const NOTHING = { words: new Map(), weight: 0, part: 0 };
  function shared(text, question) {
    if (!touches(plain(text), question)) return NOTHING;
    const origin = [];
    let folded = "";
    const printed = [...text];
    printed.forEach((one, at) => { const piece = plain(one); folded += piece; for (let n = 0; n < piece.length; n++) origin.push(at); });
    const words = new Map();
    let covered = 0;
    for (const [first, last] of spans(folded, question)) {
      covered += last - first;
      const weight = weigh(folded.slice(first, last), question);
      if (weight) words.set(printed.slice(origin[first], origin[last - 1] + 1).join(""), weight);
    }
    const letters = [...folded].filter(one => LETTER.test(one)).length;
    return { words, weight: weigh(folded, question), part: covered / Math.max(letters, 1) };
  }
  function weigh(folded, question) {
    let sum = 0;
    for (const term of new Set(terms(folded))) sum += question.weights.get(term) ?? 0;
    return sum;
  }
  const heaviest = words => [...words].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(one => one[0]);
  const whole = words => words.reduce((kept, word) => (kept.some(other => other.includes(word)) ? kept : [...kept, word]), []);

  // What a standard shares with the question: the weightiest words, and the lines that hold most of them.
  function reasons(at, question) {
    const words = new Map(), lines = { work: [], K: [], S: [] };
    for (const item of items(at)) {
      if (!TIMES[item.kind]) continue;
      const found = shared(item.text, question);
      for (const [word, weight] of found.words) words.set(word, weight);
      const group = item.kind === "K" || item.kind === "S" ? item.kind : "top".includes(item.kind) ? "work" : "";
      if (group && found.words.size && (group === "work" || found.part >= ENOUGH)) lines[group].push({ ...item, weight: found.weight, words: [...found.words.keys()] });
    }
    const best = group => lines[group].sort((a, b) => b.weight - a.weight).slice(0, EACH);
    return { words: whole(heaviest(words)).slice(0, WORDS), lines: [...best("work"), ...best("K"), ...best("S")] };
  }

  self.icapRanking = { terms, refusal, rank, reasons };
})();
