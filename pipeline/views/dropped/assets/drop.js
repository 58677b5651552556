"use strict";
// What is dropped goes to this server alone; what comes back is text, and a page that may run nothing.
(() => {
  const MOST = 30;
  const COLUMNS = ["standard_id", "table", "key", "column", "action", "expect", "value", "reason", "status", "since"];
  const by = id => document.getElementById(id);
  const token = document.querySelector("meta[name=token]").content;
  let standards = [], shown = null, chosen = null, asked = 0;
  const rows = [];

  const made = (tag, text, kind) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  const say = (text, bad) => {
    by("status").textContent = text;
    by("status").className = bad ? "bad" : "";
  };

  const read = async file => {
    const own = ++asked;
    document.querySelector("main").hidden = by("standards").hidden = true;
    say(`讀取中… Reading ${file.name}`);
    let told;
    try {
      const answer = await fetch("/read", {
        method: "POST", body: file, headers: {"X-Token": token, "X-Name": encodeURIComponent(file.name.toWellFormed ? file.name.toWellFormed() : file.name)},
      });
      told = await answer.json();
    } catch {
      told = {refused: "伺服器沒有回應，或檔案過大。 The server did not answer, or the file is too large."};
    }
    if (own !== asked) return;
    if (told.refused) return say(told.refused, true);
    standards = told.standards;
    say(file.name + (told.more ? ` · 另有 ${told.more} 項未列 ${told.more} more standards are not shown` : ""));
    by("standards").replaceChildren(...standards.map((one, number) => {
      const button = made("button", `${one.code} ${one.name}`.trim() || String(number + 1));
      button.type = "button";
      button.addEventListener("click", () => show(number));
      return button;
    }));
    by("standards").hidden = standards.length < 2;
    document.querySelector("main").hidden = false;
    show(0);
  };

  const show = number => {
    shown = standards[number];
    [...by("standards").children].forEach((one, place) => one.setAttribute("aria-pressed", place === number));
    by("explanation").srcdoc = shown.html;
    by("count").textContent = String(shown.issues.length);
    by("issues").replaceChildren(...shown.issues.map(issue => {
      const item = made("li", "", issue.severity);
      item.append(made("b", issue.severity), " ", made("code", issue.code), " ", made("span", issue.place), made("div", issue.message));
      if (issue.raw) item.append(made("q", issue.raw));
      return item;
    }));
    choose(null);
    find();
  };

  const find = () => {
    const words = by("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = value => words.every(word => value.some(part => part.toLowerCase().includes(word)));
    const found = words.length ? shown.values.filter(fits).slice(0, MOST) : [];
    by("values").replaceChildren(...found.map(value => {
      const item = made("li"), button = made("button");
      button.type = "button";
      button.append(made("code", value.slice(0, 3).join(" ")), " ", made("span", value[3] || "—"));
      button.addEventListener("click", () => choose(value));
      item.append(button);
      return item;
    }));
  };

  const choose = value => {
    chosen = value;
    by("correction").hidden = !value;
    if (!value) return;
    by("place").textContent = value.slice(0, 3).join(" ");
    by("value").value = value[3];
    by("reason").value = "";
    by("value").focus();
  };

  const quoted = text => /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;

  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => String(part).padStart(2, "0")).join("-");
  };

  const add = () => {
    const reason = by("reason").value.trim(), value = by("value").value;
    if (!chosen || value === chosen[3]) return say("應為的值與現值相同。 The value is the same as before.", true);
    if (!reason) return say("請填理由。 Say why.", true);
    const [table, key, column, expect] = chosen;
    rows.push([shown.code, table, key, column, "set", expect, value, reason, "active", today()].map(quoted).join(","));
    by("rows").value = [COLUMNS.join(","), ...rows].join("\n");
    by("rows").hidden = by("copy").hidden = false;
    say("");
    choose(null);
  };

  const drop = by("drop");
  document.addEventListener("dragover", event => { event.preventDefault(); drop.classList.add("over"); });
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", event => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) read(event.dataTransfer.files[0]);
  });
  drop.addEventListener("keydown", event => { if (event.key === "Enter" || event.key === " ") by("file").click(); });
  by("file").addEventListener("change", event => { if (event.target.files.length) read(event.target.files[0]); event.target.value = ""; });
  by("find").addEventListener("input", find);
  by("correction").addEventListener("submit", event => { event.preventDefault(); add(); });
  by("copy").addEventListener("click", async () => {
    by("rows").select();
    try { await navigator.clipboard.writeText(by("rows").value); } catch { document.execCommand("copy"); }
    say("已複製 Copied");
  });
})();
