// What the sheets (job description, interview, course unit) say of chosen tasks and competencies of one or several standards.
"use strict";
(() => {
  const unique = all => [...new Set(all)];
  const levels = tasks => unique(tasks.flatMap(one => one.levels)).sort((a, b) => a - b).join("、");
  const attitude = one => (one.definition === null ? one.text : `${one.text}：${one.definition}`);
  const listed = (lists, name, field) => lists[name].map(entry => entry[field]).join("\n");

  // What belongs to one duty, or to all of them.
  function part(standard, duty) {
    const duties = duty ? standard.duties.filter(one => one.id === duty) : standard.duties;
    const tasks = standard.tasks.filter(task => duties.some(one => one.id === task.duty));
    const needed = new Set(tasks.flatMap(one => one.needs));
    const competencies = standard.competencies.filter(one => one.kind === "A" || needed.has(one));
    return { standard, duties, tasks, competencies, indicators: tasks.map(one => one.indicators), isWhole: duties.length === standard.duties.length };
  }
  // Parts of several standards after one another; the duty and the task stand beside the first of their entries alone.
  function values(parts, title) {
    const lists = { 任務: [], 指標: [], 產出: [], 知識: [], 技能: [], 態度: [], 條件: [], 補充: [] };
    for (const { standard, duties, tasks, competencies, indicators } of parts) {
      for (const duty of duties) {
        const own = tasks.filter(one => one.duty === duty.id);
        own.forEach((one, place) => lists.任務.push({ 職責: place ? "" : duty.text, 名稱: one.text, 級別: levels([one]), 產出: one.outputs.join("\n") }));
        if (!own.length) lists.任務.push({ 職責: duty.text, 名稱: "", 級別: "", 產出: "" });
      }
      tasks.forEach((task, at) => indicators[at].forEach((one, place) => lists.指標.push({ 任務: place ? "" : task.text, 內容: one.text })));
      for (const task of tasks) for (const one of task.outputs) lists.產出.push({ 名稱: one });
      for (const one of competencies) {
        if (one.kind === "A") lists.態度.push({ 名稱: attitude(one) });
        else lists[one.kind === "K" ? "知識" : "技能"].push({ 名稱: one.text });
      }
      for (const name of ["條件", "補充"]) for (const one of standard.notes[name]) lists[name].push({ 內容: one });
    }
    return { texts: { ...texts(parts, title), ...single(lists) }, lists };
  }
  function texts(parts, title) {
    const joined = name => unique(parts.map(one => one.standard.texts[name])).filter(Boolean).join(name === "工作描述" || name === "來源" ? "\n" : "、");
    const [first] = parts;
    const level = parts.length === 1 && first.isWhole ? first.standard.texts.級別 : levels(parts.flatMap(one => one.tasks));
    const names = ["名稱", "代碼", "工作描述", "更新日期", "來源", "職類別", "職業別", "行業別"];
    const made = Object.fromEntries(names.map(name => [name, joined(name)]));
    return { ...made, 級別: level, 名稱: title ?? made.名稱, 職責: parts.flatMap(one => one.duties.map(duty => duty.text)).join("、") };
  }
  function single(lists) {
    const fields = { 產出: "名稱", 知識: "名稱", 技能: "名稱", 態度: "名稱", 條件: "內容", 補充: "內容" };
    return Object.fromEntries(Object.entries(fields).map(([name, field]) => [`${name}清單`, listed(lists, name, field)]));
  }

  // The bytes of a standard, or of one duty, in a form.
  async function made(form, standard, duty) {
    const printed = { ...standard, source: standard.texts.來源 };
    if (form === "docx") return self.icapWord.write(printed);
    if (form === "xlsx") return self.icapWorkbook.write(printed);
    if (form === "list") return self.icapWorkbook.write(self.icapList.form(standard));
    return sheet(form, [part(standard, duty)]);
  }
  async function sheet(form, parts, title) {
    return self.icapTemplate.fill(await self.icapStandards.template(form), values(parts, title));
  }

  self.icapSheets = { made, sheet, values, part, attitude };
})();
