// Language and theme: asked for by the address or chosen by the reader, remembered in this browser only. Lines to copy.
"use strict";
(() => {
  const page = document.documentElement;
  const kept = {
    get(name) { try { return localStorage.getItem("icap-" + name); } catch { return null; } },
    set(name, value) { try { localStorage.setItem("icap-" + name, value); } catch { /* a private window forgets */ } },
  };
  const say = (chinese, english) => (page.dataset.lang === "en" ? english : chinese);

  function attributes(root) {
    for (const one of root.querySelectorAll("[data-a]")) {
      const name = one.dataset.a;
      const now = name === "text" ? one.textContent : one.getAttribute(name);
      one.dataset.zh ??= now;
      const wanted = say(one.dataset.zh, one.dataset.en);
      if (name === "text") one.textContent = wanted; else one.setAttribute(name, wanted);
    }
  }
  function speak(language) {
    page.dataset.lang = language;
    if (document.body) attributes(document);
    document.dispatchEvent(new Event("language"));
  }
  function paint(theme) {
    if (theme) page.dataset.theme = theme; else delete page.dataset.theme;
  }
  // Where the clipboard is not to be had the lines are selected, so that a key copies them.
  async function copy(button) {
    const lines = button.parentElement.querySelector("code");
    try {
      await navigator.clipboard.writeText(lines.textContent);
      button.textContent = say("已複製", "Copied");
    } catch {
      getSelection().selectAllChildren(lines);
      button.textContent = say("已選取", "Selected");
    }
  }
  function isDark() {
    return page.dataset.theme ? page.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  // What the address asks for (?lang=en or #lang=en) is remembered; else what was chosen here; else the browser's languages.
  function asked() {
    for (const words of [location.search, location.hash.slice(1)]) {
      const one = new URLSearchParams(words).get("lang");
      if (one) return /^zh/i.test(one) ? "zh" : "en";
    }
    return null;
  }
  function spoken() {
    const first = navigator.languages.find(one => /^(zh|en)/i.test(one)) ?? navigator.language;
    return /^zh/i.test(first) ? "zh" : "en";
  }
  // The address no longer asks for a language once the reader has chosen another one.
  function forget() {
    const there = new URL(location.href);
    if (!there.searchParams.has("lang")) return;
    there.searchParams.delete("lang");
    history.replaceState(history.state, "", there);
  }

  page.classList.add("script");
  if (asked()) kept.set("language", asked());
  page.dataset.lang = asked() ?? kept.get("language") ?? spoken();
  const theme = kept.get("theme");
  paint(theme === "dark" || theme === "light" ? theme : null);

  // Only what really scrolls sideways is a stop for the Tab key.
  function stops() {
    for (const one of document.querySelectorAll(".scroll")) {
      one.classList.remove("fits");
      const fits = one.scrollWidth <= one.clientWidth;
      one.classList.toggle("fits", fits);
      if (fits) one.removeAttribute("tabindex"); else one.tabIndex = 0;
    }
  }
  addEventListener("load", stops);
  addEventListener("resize", stops);

  document.addEventListener("DOMContentLoaded", () => {
    attributes(document);
    // On a narrow screen the menu scrolls: where the reader is must be seen.
    const here = document.querySelector(".top nav [aria-current]");
    if (here) here.closest("ul").scrollLeft = here.offsetLeft - here.closest("ul").offsetLeft - 48;
    for (const one of document.querySelectorAll(".release")) one.textContent = page.dataset.release;
    document.getElementById("language").addEventListener("click", () => {
      const next = page.dataset.lang === "en" ? "zh" : "en";
      kept.set("language", next);
      forget();
      speak(next);
    });
    document.getElementById("theme").addEventListener("click", () => {
      const next = isDark() ? "light" : "dark";
      kept.set("theme", next);
      paint(next);
    });
    for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
    for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button));
    // A closed part does not print.
    const closed = [];
    addEventListener("beforeprint", () => {
      for (const one of document.querySelectorAll("details:not([open])")) { closed.push(one); one.open = true; }
    });
    addEventListener("afterprint", () => { for (const one of closed.splice(0)) one.open = false; });
    // "/" goes to the search field, as on many sites, unless the reader is writing.
    document.addEventListener("keydown", event => {
      const field = document.getElementById("q");
      if (event.key === "/" && field && !/^(input|select|textarea)$/i.test(event.target.tagName)) {
        event.preventDefault();
        field.focus();
      }
    });
  });

  // An element with a class and with texts or elements inside: texts stay texts.
  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  // A number in brackets after a word, as each language writes it.
  const numbered = number => say(`（${number}）`, ` (${number})`);

  self.icapSite = { say, attributes, element, numbered };
})();
