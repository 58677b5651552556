// Which standard a reader means: a code, "name code" as the list offers it, or a name that only one has.
"use strict";
(() => {
  const { data, fold } = self.icapIndex;
  const places = new Map(data.standards.map((one, at) => [one[0], at]));
  const shownAs = at => `${data.standards[at][1]} ${data.standards[at][0]}`.trim();
  // The standard's place in the index; -1 where it is none or not the only one.
  function chosen(text) {
    const typed = text.trim();
    if (places.has(typed)) return places.get(typed);
    const last = typed.split(/\s+/).pop();
    if (places.has(last)) return places.get(last);
    const wanted = fold(typed);
    if (!wanted) return -1;
    const equal = data.standards.flatMap((one, at) => (fold(one[1]) === wanted || fold(one[0]) === wanted ? [at] : []));
    if (equal.length === 1) return equal[0];
    const within = data.standards.flatMap((one, at) => (fold(one[1]).includes(wanted) ? [at] : []));
    return within.length === 1 ? within[0] : -1;
  }
  // What a field suggests.
  function offer(list) {
    list.append(...data.standards.map((_, at) => {
      const made = document.createElement("option");
      made.value = shownAs(at);
      return made;
    }));
  }

  self.icapChoose = { chosen, offer, shownAs, places };
})();
