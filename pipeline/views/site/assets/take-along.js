// A standard's page: files of the whole standard or of one duty, and items picked for the list.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const { say } = self.icapSite;
  const { of, save } = self.icapStandards;
  const basket = self.icapBasket;
  const panel = document.getElementById("take"), status = document.getElementById("made");
  const own = panel.dataset.standard;
  const pick = document.getElementById("pick"), count = document.getElementById("count");

  async function make(form) {
    status.textContent = say("製作中…", "Working …");
    try {
      const duty = form === "course" ? document.getElementById("duty").value : null;
      const bytes = await self.icapSheets.made(form, await of(own), duty);
      const suffix = form === "xlsx" ? "xlsx" : "docx";
      const name = [own, ...(duty ? [duty] : []), ...(form === "docx" || form === "xlsx" ? [] : [form])].join("-");
      save(bytes, `${name}.${suffix}`);
      status.textContent = say(`已製作 ${name}.${suffix}。`, `${name}.${suffix} is made.`);
    } catch (error) {
      status.textContent = say("這個瀏覽器無法製作檔案：", "This browser could not make the file: ") + error.message;
    }
  }
  for (const button of panel.querySelectorAll("[data-form]")) button.addEventListener("click", () => make(button.dataset.form));

  // Tasks, indicators and competencies can be picked: their anchors say what they are.
  function boxes() {
    for (const item of document.querySelectorAll('main [id^="t-"], main [id^="p-"], main [id^="c-"]')) {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.className = "picked";
      box.checked = basket.has(own, item.id);
      box.setAttribute("aria-label", say("挑選：", "Pick: ") + item.textContent.trim().slice(0, 80));
      box.addEventListener("change", () => { basket.set(own, item.id, box.checked); told(); });
      item.prepend(box);
    }
  }
  function told() {
    const size = basket.size();
    count.textContent = size ? String(size) : "";
    if (pick.getAttribute("aria-pressed") === "true") status.textContent = say(`清單有 ${size} 個項目。`, `The list has ${size} items.`);
  }
  pick.addEventListener("click", () => {
    const isOn = pick.getAttribute("aria-pressed") !== "true";
    pick.setAttribute("aria-pressed", String(isOn));
    if (isOn) boxes(); else for (const box of document.querySelectorAll("input.picked")) box.remove();
    if (isOn) status.textContent = say("請在下面的表與清單勾選任務、指標、知識、技能或態度。", "Tick tasks, indicators, knowledge, skills or attitudes below.");
    else status.textContent = "";
  });
  told();
});
