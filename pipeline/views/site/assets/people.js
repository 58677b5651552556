// People and their skills from lines or CSV: the first field of a line is a name, the others are skills.
"use strict";
(() => {
  // The fields of one line; in quotes a separator is a character like any other.
  function fields(line, separators) {
    const made = [];
    let field = "", isQuoted = false;
    for (let at = 0; at < line.length; at++) {
      const one = line[at];
      if (isQuoted && one === '"' && line[at + 1] === '"') { field += '"'; at++; }
      else if (one === '"' && (isQuoted || !field.trim())) isQuoted = !isQuoted;
      else if (!isQuoted && separators.includes(one)) { made.push(field); field = ""; }
      else field += one;
    }
    return [...made, field].map(part => part.trim());
  }
  // [{name, skills}], a person of several lines once; a first line of headings is no person.
  function read(text) {
    const found = new Map();
    const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/).filter(line => line.trim());
    lines.forEach((line, place) => {
      const hasName = /^[^,，、;；\t"]*[:：]/.test(line);
      const whole = hasName ? line.replace(/[:：]/, "\t") : line;
      const [name, ...skills] = fields(whole, "\t,，、;；");
      if (!place && /^(姓名|名字|成員|name|person|employee)$/i.test(name)) return;
      if (!name) return;
      const own = found.get(name) ?? [];
      found.set(name, [...own, ...skills.filter(Boolean)]);
    });
    return [...found].map(([name, skills]) => ({ name, skills: [...new Set(skills)] }));
  }
  // Rows as CSV that a spreadsheet opens as text: a field that it would run begins with an apostrophe.
  function csv(rows) {
    const field = value => {
      const text = String(value);
      const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
      return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
    };
    return "\ufeff" + rows.map(row => row.map(field).join(",")).join("\r\n") + "\r\n";
  }

  self.icapPeople = { read, csv };
})();
