// Three or four standards: an item per row, the ones that most of them share first, with near names where there is no equal one.
"use strict";
(() => {
  const { fold } = self.icapIndex;
  const { nearest, shown } = self.icapNear;
  const { say, element } = self.icapSite;

  function heading(text, scope) {
    const made = element("th", "", text);
    made.scope = scope;
    return made;
  }
  // The items of a kind by folded name; each side is a map of folded names to items.
  function rows(sides) {
    const keys = [...new Set(sides.flatMap(side => [...side.keys()]))];
    const made = keys.map(key => {
      const first = sides.find(side => side.has(key)).get(key);
      return { key, text: first.text, states: sides.map(side => stateOf(key, side)) };
    });
    const has = row => row.states.filter(one => one.is === "has").length;
    return made.sort((a, b) => has(b) - has(a));
  }
  function stateOf(key, side) {
    if (side.has(key)) return { is: "has", item: side.get(key) };
    const texts = [...side.keys()], near = nearest(key, texts);
    return near ? { is: "near", item: side.get(texts[near[0]]) } : { is: "lacks" };
  }
  function cell(state, text, link) {
    const label = { has: say("有", "has"), near: say("相近", "near"), lacks: "—" }[state.is];
    const made = element("td", `state ${state.is === "lacks" ? "none" : state.is}`, state.is === "lacks" ? label : link(state.item, label));
    if (state.is === "near") made.append(element("small", "", shown(text, state.item.text)));
    return made;
  }
  // One table; `names` head the columns, `link(place, item, text)` leads to an item.
  function table(sides, names, link) {
    const head = element("tr", "", ...[say("項目", "Item"), ...names].map(text => heading(text, "col")));
    const body = rows(sides).map(row => element("tr", "", heading(row.text, "row"), ...row.states.map((one, place) => cell(one, row.text, (item, text) => link(place, item, text)))));
    const scroll = element("div", "scroll", element("table", "", element("thead", "", head), element("tbody", "", ...body)));
    scroll.setAttribute("role", "group");
    scroll.setAttribute("aria-label", say("比較表，可左右捲動", "Comparison, scrolls sideways"));
    return scroll;
  }
  // How many items all have, and how many only one.
  function counts(sides) {
    const keys = new Set(sides.flatMap(side => [...side.keys()]));
    const owners = [...keys].map(key => sides.filter(side => side.has(key)).length);
    return { all: owners.filter(one => one === sides.length).length, some: owners.filter(one => one > 1 && one < sides.length).length, one: owners.filter(one => one === 1).length };
  }

  self.icapCompareMany = { table, counts };
})();
