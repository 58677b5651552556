// A form as a workbook: one sheet that prints on A4 landscape, its head rows on every page. Every text is written as text.
"use strict";
(() => {
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const LINE = 15, TALLEST = 400, CHARACTERS = 0.5, LONGEST = 32767;
  const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

  // How tall a cell wants to be, in points: spreadsheets make no room for merged cells by themselves.
  function height(cell, widths) {
    const millimetres = widths.slice(cell.first, cell.last + 1).reduce((sum, one) => sum + one, 0);
    const room = Math.max(2, Math.floor(millimetres * CHARACTERS));
    const lines = cell.texts.reduce((sum, { text, indent }) => {
      let width = 0;
      for (const one of text) width += wide.test(one) ? 2 : 1;
      return sum + Math.max(1, Math.ceil(width / Math.max(2, room - 6 * indent)));
    }, 0);
    return LINE * Math.max(1, lines);
  }
  // The heights of the sheet rows that each row takes: more than one where a text is taller than a row can be.
  function heights(rows, widths) {
    const needed = rows.map(row => Math.max(LINE, ...row.filter(one => one.rows === 1).map(one => height(one, widths))));
    rows.forEach((row, number) => row.forEach(cell => {
      const own = needed.slice(number, number + cell.rows).reduce((sum, one) => sum + one, 0);
      const lacking = height(cell, widths) - own;
      if (cell.rows > 1 && lacking > 0) for (let at = number; at < number + cell.rows; at++) needed[at] += lacking / cell.rows;
    }));
    return needed.map(tall => {
      const count = Math.ceil(tall / TALLEST);
      return new Array(count).fill(Math.ceil(tall / count));
    });
  }

  class Styles {
    all = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'];
    of({ head, center, texts }, { title } = {}) {
      const quote = /^[=+\-@\t\r]/.test(texts[0]?.text ?? "");
      const indent = center ? 0 : (texts[0]?.indent ?? 0) * 2;
      const place = `<alignment wrapText="1" vertical="${center ? "center" : "top"}"${center ? ' horizontal="center"' : ""}${indent ? ` horizontal="left" indent="${indent}"` : ""}/>`;
      const made = `<xf numFmtId="49" fontId="${title ? 2 : head ? 1 : 0}" fillId="${head ? 2 : 0}" borderId="${title ? 0 : 1}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${quote ? ' quotePrefix="1"' : ""}>${place}</xf>`;
      if (!this.all.includes(made)) this.all.push(made);
      return this.all.indexOf(made);
    }
    xml() {
      const font = (size, bold) => `<font>${bold ? "<b/>" : ""}<sz val="${size}"/><name val="標楷體"/></font>`;
      const side = ["left", "right", "top", "bottom"].map(one => `<${one} style="thin"/>`).join("");
      return `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="3">${font(10)}${font(10, true)}${font(16, true)}</fonts>`
        + '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7ECF2"/></patternFill></fill></fills>'
        + `<borders count="2"><border/><border>${side}</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`
        + `<cellXfs count="${this.all.length}">${this.all.join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
    }
  }
  const name = (row, column) => String.fromCharCode(65 + column) + (row + 1);

  class Sheet {
    rows = new Map();
    merged = [];
    heads = "";
    styles = new Styles();
    constructor(form) {
      this.widths = form.widths;
      const last = form.widths.length - 1;
      this.filter = "";
      this.put(0, { first: 0, last, head: false, center: true, texts: [{ text: form.title, indent: 0 }] }, 1, { title: true });
      this.row(0).tall = 2 * LINE;
      const end = form.tables.reduce((top, one) => this.table(top, one) + 1, 2);
      if (form.isFiltered) this.filter = `<autoFilter ref="A3:${name(end - 2, last)}"/>`;
    }
    row(number) {
      if (!this.rows.has(number)) this.rows.set(number, { tall: LINE, cells: new Map() });
      return this.rows.get(number);
    }
    table(top, { heads, rows }) {
      const tops = [top];
      for (const parts of heights(rows, this.widths)) {
        parts.forEach((tall, offset) => { this.row(tops.at(-1) + offset).tall = tall; });
        tops.push(tops.at(-1) + parts.length);
      }
      // Only one run of rows can be repeated: that of the last table that has heads.
      if (heads && rows.length > heads) this.heads = `$${top + 1}:$${tops[heads]}`;
      rows.forEach((cells, number) => cells.forEach(cell => this.put(tops[number], cell, tops[number + cell.rows] - tops[number])));
      return tops.at(-1);
    }
    put(top, cell, tall, look) {
      const style = this.styles.of(cell, look);
      const text = cell.texts.map(one => one.text).join("\n");
      if (text.length > LONGEST) throw new Error("too long for a cell");
      for (let row = top; row < top + tall; row++) for (let column = cell.first; column <= cell.last; column++) this.row(row).cells.set(column, [style, ""]);
      this.row(top).cells.set(cell.first, [style, text]);
      if (tall > 1 || cell.last > cell.first) this.merged.push(`<mergeCell ref="${name(top, cell.first)}:${name(top + tall - 1, cell.last)}"/>`);
    }
    xml(source) {
      const { escaped } = self.icapWord;
      const columns = this.widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width * CHARACTERS}" customWidth="1"/>`).join("");
      const rows = [...this.rows].sort((a, b) => a[0] - b[0]).map(([number, { tall, cells }]) => {
        const filled = [...cells].sort((a, b) => a[0] - b[0]).map(([column, [style, text]]) => (text
          ? `<c r="${name(number, column)}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>` : `<c r="${name(number, column)}" s="${style}"/>`));
        return `<row r="${number + 1}" ht="${tall}" customHeight="1">${filled.join("")}</row>`;
      });
      return `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>${columns}</cols><sheetData>${rows.join("")}</sheetData>${this.filter}`
        + `<mergeCells count="${this.merged.length}">${this.merged.join("")}</mergeCells><pageMargins left="0.4" right="0.4" top="0.4" bottom="0.6" header="0.3" footer="0.3"/>`
        + `<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>${escaped(`&C第&P頁，總共&N頁　${source.replace(/&/g, "&&")}`.slice(0, 255))}</oddFooter></headerFooter></worksheet>`;
    }
  }

  // `form` as in word.js.
  async function write(form) {
    const { escaped } = self.icapWord;
    const sheet = new Sheet(form);
    const title = form.title.replace(/[\[\]:*?/\\]|^'|'$/g, " ").replace(/[\u0000-\u001f]/g, " ").slice(0, 31).trim() || "職能基準";
    const content = sheet.xml(form.source);
    const repeated = sheet.heads ? `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${escaped(title.replace(/'/g, "''"))}'!${sheet.heads}</definedName></definedNames>` : "";
    const relation = (id, type, target) => `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"/>`;
    const relations = (...all) => `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
    const part = (place, type) => `<Override PartName="${place}" ContentType="${TYPES}.${type}+xml"/>`;
    return self.icapZip.pack([
      ["[Content_Types].xml", `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("/xl/workbook.xml", "sheet.main")}${part("/xl/worksheets/sheet1.xml", "worksheet")}${part("/xl/styles.xml", "styles")}</Types>`],
      ["_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))],
      ["xl/_rels/workbook.xml.rels", relations(relation("rId1", "worksheet", "worksheets/sheet1.xml"), relation("rId2", "styles", "styles.xml"))],
      ["xl/workbook.xml", `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${R}"><sheets><sheet name="${escaped(title)}" sheetId="1" r:id="rId1"/></sheets>${repeated}</workbook>`],
      ["xl/worksheets/sheet1.xml", content], ["xl/styles.xml", sheet.styles.xml()],
    ]);
  }

  self.icapWorkbook = { write };
})();
