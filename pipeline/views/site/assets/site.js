// Language and theme: chosen by the reader, remembered in this browser only.
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
  function isDark() {
    return page.dataset.theme ? page.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  page.classList.add("script");
  page.dataset.lang = kept.get("language") === "en" ? "en" : "zh";
  const theme = kept.get("theme");
  paint(theme === "dark" || theme === "light" ? theme : null);

  // Only what really scrolls sideways is a stop for the Tab key.
  function stops() {
    for (const one of document.querySelectorAll(".scroll")) {
      if (one.scrollWidth > one.clientWidth) one.tabIndex = 0; else one.removeAttribute("tabindex");
    }
  }
  addEventListener("load", stops);
  addEventListener("resize", stops);

  document.addEventListener("DOMContentLoaded", () => {
    attributes(document);
    for (const one of document.querySelectorAll(".release")) one.textContent = page.dataset.release;
    document.getElementById("language").addEventListener("click", () => {
      const next = page.dataset.lang === "en" ? "zh" : "en";
      kept.set("language", next);
      speak(next);
    });
    document.getElementById("theme").addEventListener("click", () => {
      const next = isDark() ? "light" : "dark";
      kept.set("theme", next);
      paint(next);
    });
    for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
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

  self.icapSite = { say, attributes };
})();
