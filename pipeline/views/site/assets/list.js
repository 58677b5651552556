// A standard as a list to filter and sort: a line per item, a knowledge or skill once for each task that needs it.
"use strict";
(() => {
  const HEADS = ["類別", "內容", "主要職責", "工作任務", "級別"], WIDTHS = [24, 120, 50, 60, 18];
  const KINDS = { K: "知識", S: "技能", A: "態度", o: "工作產出", p: "行為指標" };
  const cell = (text, at, head) => ({ first: at, last: at, rows: 1, head, center: head, texts: text ? [{ text, indent: 0 }] : [] });

  function lines(standard) {
    const duties = new Map(standard.duties.map(one => [one.id, one.text]));
    const of = task => [duties.get(task.duty) ?? "", task.text, task.levels.join("、")];
    const { attitude } = self.icapSheets;
    const needing = standard.competencies.map(one => [one, standard.tasks.filter(task => task.needs.includes(one))]);
    return [
      ...standard.duties.map(one => ["主要職責", one.text, "", "", ""]),
      ...standard.tasks.map(task => ["工作任務", task.text, of(task)[0], "", of(task)[2]]),
      ...standard.tasks.flatMap(task => task.outputs.map(text => [KINDS.o, text, ...of(task)])),
      ...standard.tasks.flatMap(task => task.indicators.map(one => [KINDS.p, one.text, ...of(task)])),
      ...standard.loose.map(([kind, text]) => [KINDS[kind], text, "", "", ""]),
      ...needing.flatMap(([one, tasks]) => (tasks.length ? tasks.map(of) : [["", "", ""]]).map(rest => [KINDS[one.kind], attitude(one), ...rest])),
    ];
  }
  // The list as what workbook.js draws.
  function form(standard) {
    const rows = [HEADS.map((text, at) => cell(text, at, true)), ...lines(standard).map(line => line.map((text, at) => cell(text, at, false)))];
    return { title: standard.title, source: standard.texts.來源, widths: WIDTHS, isFiltered: true, tables: [{ heads: 1, rows }] };
  }

  self.icapList = { form };
})();
