// The picked items as what word.js, workbook.js and sheets.js draw: by standard, tasks in the seven printed columns, then the rest.
"use strict";
(() => {
  const HEADS = ["主要職責", "工作任務", "工作產出", "行為指標", "職能級別", "職能內涵（K=knowledge 知識）", "職能內涵（S=skills 技能）"];
  const KINDS = { K: "知識", S: "技能", A: "態度" };
  const WIDTHS = [30, 38, 38, 71, 18, 41, 41];
  const lines = all => all.map(text => ({ text, indent: 0 }));
  const cell = (first, last, texts, look) => ({ first, last, rows: 1, head: false, center: false, texts: lines(texts), ...look });
  const label = (first, last, text) => cell(first, last, [text], { head: true, center: true });

  // What is picked of a standard, resolved: `missing` counts items that it has no more.
  function chosen(standard, anchors) {
    const { idOf } = self.icapBasket;
    const ids = { t: new Set(), p: new Set(), c: new Set() };
    for (const anchor of anchors) ids[anchor[0]].add(idOf(anchor));
    const whole = standard.tasks.filter(one => ids.t.has(one.id));
    const touched = standard.tasks.filter(one => ids.t.has(one.id) || one.indicators.some(mark => ids.p.has(mark.id)));
    // A task brings all that belongs to it; an indicator alone brings the name of its task.
    const tasks = touched.map(one => (whole.includes(one) ? one : { ...one, outputs: [], levels: [], needs: [], indicators: one.indicators.filter(mark => ids.p.has(mark.id)) }));
    const picked = standard.competencies.filter(one => ids.c.has(one.id));
    const needed = new Set([...whole.flatMap(one => one.needs), ...picked]);
    const found = whole.length + picked.length + standard.tasks.flatMap(one => one.indicators).filter(one => ids.p.has(one.id)).length;
    return {
      standard, tasks, whole: new Set(whole.map(one => one.id)), picked, isWhole: false, missing: anchors.size - found,
      duties: standard.duties.filter(duty => tasks.some(one => one.duty === duty.id)),
      competencies: standard.competencies.filter(one => needed.has(one)), indicators: tasks.map(one => one.indicators),
    };
  }

  function tableOf({ standard, duties, tasks, picked }) {
    const texts = standard.texts;
    const rows = [[label(0, 6, `${texts.名稱}　${texts.代碼}${texts.級別 ? `　級別 ${texts.級別}` : ""}`)]];
    if (tasks.length) rows.push(HEADS.map((text, at) => label(at, at, text)));
    for (const duty of duties) {
      const own = tasks.filter(one => one.duty === duty.id);
      own.forEach((task, place) => {
        const needs = kind => task.needs.filter(one => one.kind === kind).map(one => one.text);
        const cells = [cell(1, 1, [task.text]), cell(2, 2, task.outputs), cell(3, 3, task.indicators.map(one => one.text)),
          cell(4, 4, task.levels.length ? [task.levels.join("、")] : [], { center: true }), cell(5, 5, needs("K")), cell(6, 6, needs("S"))];
        rows.push(place ? cells : [cell(0, 0, [duty.text], { rows: own.length }), ...cells]);
      });
    }
    for (const [kind, word] of Object.entries(KINDS)) {
      const own = picked.filter(one => one.kind === kind);
      if (own.length) rows.push([label(0, 0, word), cell(1, 6, own.map(self.icapSheets.attitude))]);
    }
    return { heads: tasks.length ? 2 : 1, rows };
  }
  // The whole list as a form.
  function form(parts, title) {
    const source = [...new Set(parts.map(one => one.standard.texts.來源))].join("；");
    return { title, source, widths: WIDTHS, tables: parts.map(tableOf) };
  }
  // The sheets have no room for the notes of several standards: they are about whole standards.
  function made(name, parts, title) {
    if (name === "docx") return self.icapWord.write(form(parts, title));
    if (name === "xlsx") return self.icapWorkbook.write(form(parts, title));
    return self.icapSheets.sheet(name, parts.map(one => ({ ...one, standard: { ...one.standard, notes: { 條件: [], 補充: [] } } })), title);
  }

  self.icapBasketForm = { chosen, made };
})();
