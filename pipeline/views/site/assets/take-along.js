// A standard's page: files of the whole standard or of one duty, and items picked for the list.
"use strict";
(() => {
  const MAKING = ["zip", "forms", "word", "workbook", "template", "sheets", "list"];
  const root = new URL("./", document.currentScript.src);
  let making = null;
  // The scripts that make files, asked for once.
  function load() {
    making ??= Promise.all(MAKING.map(name => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.async = false;
      script.src = new URL(`${name}.js`, root);
      script.onload = resolve;
      script.onerror = () => { making = null; reject(new Error(name)); };
      document.head.append(script);
    })));
    return making;
  }
  self.icapMaking = load;

  const FORMS = [["docx", "Word（印刷表格）", "Word (printed form)"], ["xlsx", "Excel（印刷表格）", "Excel (printed form)"],
    ["list", "Excel（逐項清單）", "Excel (list of items)"],
    ["job", "職務說明書", "Job description"], ["interview", "面談與自我評量表", "Interview sheet"]];

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }
  // Words in both languages, as the pages hold them.
  function words(chinese, english) {
    const box = document.createDocumentFragment();
    box.append(element("span", { class: "z" }, chinese), element("span", { class: "e", lang: "en" }, english));
    return box;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const { say } = self.icapSite;
    const basket = self.icapBasket;
    const panel = document.getElementById("take");
    const own = panel.dataset.standard;
    const status = element("p", { id: "made", role: "status" });
    const count = element("b", { id: "count" });
    const PICKING = "icap-picking";
    const pick = element("button", { type: "button", id: "pick", "aria-pressed": "false" }, words("挑選項目", "Pick items"));
    const duty = element("select", { id: "duty" });
    const button = ([form, chinese, english]) => {
      const made = element("button", { type: "button" }, words(chinese, english));
      made.dataset.form = form;
      made.addEventListener("click", () => make(form));
      return made;
    };

    for (const one of document.querySelectorAll('main .k-duty [id^="d-"]')) duty.append(element("option", { value: basket.idOf(one.id) }, [...one.childNodes].filter(node => !node.classList?.contains("page")).map(node => node.textContent).join("")));
    const name = element("label", {}, words("主要職責 ", "Duty "), duty);
    panel.append(element("h2", {}, words("帶走", "Take along")), element("p", { class: "actions" }, ...FORMS.map(button)));
    if (duty.options.length) panel.append(element("p", { class: "actions" }, name, button(["course", "課程單元", "Course unit"])));
    const bar = element("p", { class: "actions" }, pick, element("a", { class: "button", href: "../../basket.html" }, words("我的清單", "My list"), " ", count));
    panel.append(bar, status);

    async function make(form) {
      status.textContent = say("製作中…", "Working …");
      try {
        await load();
        const part = form === "course" ? duty.value : null;
        const bytes = await self.icapSheets.made(form, await self.icapStandards.of(own), part);
        const title = [own, ...(part ? [part] : []), ...(form === "docx" || form === "xlsx" ? [] : [form])].join("-");
        const file = `${title}.${form === "xlsx" || form === "list" ? "xlsx" : "docx"}`;
        self.icapStandards.save(bytes, file);
        status.textContent = say(`已製作 ${file}。`, `${file} is made.`);
      } catch (error) {
        status.textContent = say("這個瀏覽器無法製作檔案：", "This browser could not make the file: ") + error.message;
      }
    }

    // Tasks, indicators and competencies can be picked: their anchors say what they are.
    function boxes() {
      for (const item of document.querySelectorAll('main [id^="t-"], main [id^="p-"], main [id^="c-"]')) {
        const box = element("input", { type: "checkbox", class: "picked", "aria-label": say("挑選：", "Pick: ") + item.textContent.trim().slice(0, 80) });
        box.checked = basket.has(own, item.id);
        box.addEventListener("change", () => { basket.set(own, item.id, box.checked); tell(); });
        item.prepend(box);
      }
    }
    function tell() {
      const size = basket.size();
      count.textContent = size ? String(size) : "";
      if (pick.getAttribute("aria-pressed") === "true") status.textContent = say(`清單有 ${size} 個項目。`, `The list has ${size} items.`);
    }
    // Whoever picks goes on picking on the next standard of this tab, with the list in sight at the foot of the window.
    function picking(isOn) {
      pick.setAttribute("aria-pressed", String(isOn));
      bar.classList.toggle("picking", isOn);
      if (isOn) boxes(); else for (const box of document.querySelectorAll("input.picked")) box.remove();
      status.textContent = isOn ? say("請在下面的表與清單勾選任務、指標、知識、技能或態度。", "Tick tasks, indicators, knowledge, skills or attitudes below.") : "";
    }
    function wasPicking() {
      try { return sessionStorage.getItem(PICKING) === "on"; } catch { return false; }
    }
    pick.addEventListener("click", () => {
      const isOn = pick.getAttribute("aria-pressed") !== "true";
      try { sessionStorage.setItem(PICKING, isOn ? "on" : "off"); } catch { /* a private window forgets */ }
      picking(isOn);
    });
    // The code of an item leads to it, so that its address can be copied and sent.
    for (const code of document.querySelectorAll("main [id] > b.c")) {
      code.replaceWith(element("a", { class: "c", href: `#${code.parentElement.id}`, title: say("這一項的網址", "The address of this item") }, code.textContent));
    }
    if (wasPicking()) picking(true);
    tell();
  });
})();
