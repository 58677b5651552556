// A form as a Word document: A4 landscape, merged cells, heads on every page, as the command writes it.
"use strict";
(() => {
  const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml";
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const TWIPS = 56.7; // twentieths of a point in a millimetre
  const INDENT = 283;

  // What XML cannot hold is written as the sign for a character that cannot be shown.
  function escaped(text) {
    return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
      .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }
  function run(text, look = "") {
    const pieces = text.split(/([\n\t])/).map(one => (one === "\n" ? "<w:br/>" : one === "\t" ? "<w:tab/>" : one && `<w:t xml:space="preserve">${escaped(one)}</w:t>`));
    return `<w:r>${look && `<w:rPr>${look}</w:rPr>`}${pieces.join("")}</w:r>`;
  }
  function paragraph(text, { bold, center, indent, size } = {}) {
    const place = `${indent ? `<w:ind w:left="${INDENT * indent}"/>` : ""}${center ? '<w:jc w:val="center"/>' : ""}`;
    const look = `${bold ? "<w:b/>" : ""}${size ? `<w:sz w:val="${size}"/>` : ""}`;
    return `<w:p>${place && `<w:pPr>${place}</w:pPr>`}${text ? run(text, look) : ""}</w:p>`;
  }
  function cell(one, begins, widths) {
    const width = widths.slice(one.first, one.last + 1).reduce((sum, part) => sum + part, 0);
    const span = one.last > one.first ? `<w:gridSpan w:val="${one.last - one.first + 1}"/>` : "";
    const merge = one.rows > 1 ? `<w:vMerge w:val="${begins ? "restart" : "continue"}"/>` : "";
    const shade = one.head ? '<w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/>' : "";
    const texts = begins && one.texts.length ? one.texts : [{ text: "", indent: 0 }];
    const filled = texts.map(({ text, indent }) => paragraph(text, { bold: one.head, center: one.center, indent })).join("");
    return `<w:tc><w:tcPr><w:tcW w:w="${Math.round(width * TWIPS)}" w:type="dxa"/>${span}${merge}${shade}<w:vAlign w:val="${one.center ? "center" : "top"}"/></w:tcPr>${filled}</w:tc>`;
  }
  function table({ heads, rows }, widths) {
    const sides = ["top", "left", "bottom", "right", "insideH", "insideV"].map(side => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`).join("");
    const grid = widths.map(width => `<w:gridCol w:w="${Math.round(width * TWIPS)}"/>`).join("");
    let open = [];
    const drawn = rows.map((cells, number) => {
      open = open.map(([one, left]) => [one, left - 1]).filter(([, left]) => left > 0);
      const covering = [...open.map(([one]) => [one, false]), ...cells.map(one => [one, true])].sort((a, b) => a[0].first - b[0].first);
      open.push(...cells.map(one => [one, one.rows]));
      return `<w:tr>${number < heads ? "<w:trPr><w:tblHeader/></w:trPr>" : ""}${covering.map(([one, begins]) => cell(one, begins, widths)).join("")}</w:tr>`;
    });
    return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${sides}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${drawn.join("")}</w:tbl>`;
  }

  const part = (name, type) => `<Override PartName="${name}" ContentType="${MAIN}.${type}+xml"/>`;
  const relation = (id, type, target) => `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"/>`;
  const relations = (...all) => `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
  const field = name => `<w:fldSimple w:instr="${name}">${run("1")}</w:fldSimple>`;

  // `form` is a title, tables, widths in millimetres and what stands at the foot of each page.
  function write(form) {
    const body = form.tables.map(one => table(one, form.widths)).join("<w:p/>");
    const page = `<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="567" w:right="567" w:bottom="567" w:left="567" w:header="283" w:footer="283" w:gutter="0"/></w:sectPr>`;
    const fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="標楷體"/><w:sz w:val="20"/>';
    const style = `<w:docDefaults><w:rPrDefault><w:rPr>${fonts}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`;
    const foot = `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${run("第")}${field("PAGE")}${run("頁，總共")}${field("NUMPAGES")}${run(`頁　${form.source}`)}</w:p>`;
    return self.icapZip.pack([
      ["[Content_Types].xml", `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("/word/document.xml", "document.main")}${part("/word/styles.xml", "styles")}${part("/word/footer1.xml", "footer")}</Types>`],
      ["_rels/.rels", relations(relation("rId1", "officeDocument", "word/document.xml"))],
      ["word/_rels/document.xml.rels", relations(relation("rId1", "styles", "styles.xml"), relation("rId2", "footer", "footer1.xml"))],
      ["word/document.xml", `${HEAD}<w:document xmlns:w="${W}" xmlns:r="${R}"><w:body>${paragraph(form.title, { bold: true, center: true, size: 32 })}${body}<w:p/>${page}</w:body></w:document>`],
      ["word/styles.xml", `${HEAD}<w:styles xmlns:w="${W}">${style}</w:styles>`],
      ["word/footer1.xml", `${HEAD}<w:ftr xmlns:w="${W}">${foot}</w:ftr>`],
    ]);
  }

  self.icapWord = { write, escaped };
})();
