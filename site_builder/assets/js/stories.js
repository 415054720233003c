/* Passing a story on, printing it, pictures of before and after, and the search. Without this file every page can still be read and every link followed. */
(() => {
  "use strict";

  const list = document.querySelector(".s-share");
  if (list) {
    const title = list.dataset.title;
    const canonical = document.querySelector("link[rel=canonical]");
    const url = canonical ? canonical.href : location.href.split("#")[0];
    const offer = (selector, act) => {
      const button = list.querySelector(selector);
      button.addEventListener("click", () => act(button));
      button.parentElement.hidden = false;
    };
    if (navigator.share) offer("[data-share]", () => navigator.share({ title, url }).catch(() => {}));
    if (navigator.clipboard) {
      offer("[data-copy]", async (button) => {
        await navigator.clipboard.writeText(url);
        const words = button.textContent;
        button.setAttribute("aria-live", "polite");
        button.textContent = button.dataset.copy;
        setTimeout(() => { button.textContent = words; }, 4000);
      });
    }
    offer("[data-print]", () => print());
    for (const link of list.querySelectorAll("[data-way]")) {
      if (link.parentElement.hidden) {
        link.href = link.dataset.way + encodeURIComponent(`${title} ${url}`);
        link.parentElement.hidden = false;
      }
    }
  }

  // A range lies over the two pictures of a pair: what it is moved to is seen of the first, the rest of the second.
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
  for (const pair of document.querySelectorAll("[data-pair]")) {
    const range = document.createElement("input");
    const show = () => {
      pair.style.setProperty("--at", `${range.value}%`);
      range.setAttribute("aria-valuetext", `${first} ${percent.format(range.value / 100)}`);
    };
    const first = pair.querySelector(".s-pair__label").textContent;
    range.type = "range";
    range.className = "s-pair__range";
    range.ariaLabel = pair.dataset.pair;
    range.addEventListener("input", show);
    show();
    pair.querySelector(".s-pair__both").append(range);
    pair.classList.add("s-pair--slides");
  }

  // Folded parts are opened for paper, and folded again afterwards, but for lists that the same page has already told.
  // A link to something folded opens it.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open], .s-country)")];
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });

  const unfold = () => {
    const part = document.getElementById(location.hash.slice(1));
    if (part?.matches("details")) part.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();

  const button = document.querySelector("[data-frame=search]");
  const here = document.querySelector("[data-search-here]");
  // Opened from a disk there is no index to ask: the link then leads to the lists of the search page.
  if ((!button && !here) || !location.protocol.startsWith("http")) return;

  const part = (name, attributes = {}, ...children) => {
    const element = document.createElement(`pagefind-${name}`);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // The catalogs' words stand in for Pagefind's. What it says in English alone is told here too: options and failures.
  const speak = async (folder) => {
    const answer = await fetch(folder + button.dataset.words);
    if (!answer.ok) return;
    const words = await answer.json();
    const instance = window.PagefindComponents.getInstanceManager().getInstance("default");
    const mend = () => {
      for (const option of document.querySelectorAll(".pf-dropdown-option[aria-label]")) {
        const [value, count] = [".pf-dropdown-option-label", ".pf-dropdown-option-count"]
          .map((name) => option.querySelector(name)?.textContent ?? "");
        const label = `${value}, ${words[count === "1" ? "total_one_result" : "total_many_results"].replace("[COUNT]", count)}`;
        if (option.ariaLabel !== label) option.ariaLabel = label;
      }
      for (const waiting of document.querySelectorAll(".pf-dropdown-options > [data-pf-sr-hidden]")) {
        if (waiting.textContent !== words.loading) waiting.textContent = words.loading;
      }
      for (const none of document.querySelectorAll(".pf-dropdown-options [role=alert]")) {
        if (none.textContent !== words.total_zero_results) none.textContent = words.total_zero_results;
      }
      for (const failure of document.querySelectorAll(".pf-error")) failure.remove();
    };
    new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
    instance.on("error", () => setTimeout(() => {
      for (const summary of document.querySelectorAll("pagefind-summary")) {
        (summary.firstElementChild ?? summary).textContent = words.error_search;
      }
    }));
    instance.setTranslations(words);
    mend();
  };

  let loading;
  const load = (folder) => {
    loading ??= (async () => {
      const sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.href = folder + "pagefind-component-ui.css";
      // Before the site's own sheets, which give it the site's look.
      document.head.prepend(sheet);
      // A language that Pagefind does not know would be spoken to in English.
      const language = button?.dataset.language;
      document.body.append(part("config", { "bundle-path": folder, ...(language && { lang: language }) }));
      await import(folder + "pagefind-component-ui.js");
      await speak(folder).catch(() => {});
    })();
    return loading;
  };

  if (here) {
    const folder = new URL(here.dataset.searchHere, location.href).href;
    load(folder).then(() => {
      const filters = document.createElement("div");
      filters.className = "s-search__filters";
      for (const name of here.dataset.filters.split("|")) {
        filters.append(part("filter-dropdown", { filter: name, label: name, "hide-clear": "" }));
      }
      // A combobox takes no name from its content, so Pagefind's buttons are told where theirs is.
      new MutationObserver(() => {
        for (const trigger of filters.querySelectorAll("[role=combobox]:not([aria-labelledby])")) {
          const label = trigger.querySelector(".pf-dropdown-trigger-label");
          const badge = trigger.querySelector(".pf-dropdown-selected-badge");
          if (!label) continue;
          label.id = `${trigger.id}-label`;
          if (badge) badge.id = `${trigger.id}-badge`;
          trigger.setAttribute("aria-labelledby", badge ? `${label.id} ${badge.id}` : label.id);
        }
      }).observe(filters, { childList: true, subtree: true });
      here.append(part("input"), filters, part("summary"), part("results", { "hide-sub-results": "" }));
      here.hidden = false;
      const words = new URLSearchParams(location.search).get("q");
      const input = here.querySelector("input");
      if (words && input) {
        input.value = words;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
      // Not on phones, where the keyboard would cover the lists.
      if (matchMedia("(pointer: fine)").matches) input?.focus({ preventScroll: true });
    }, () => {});
  }

  if (button) {
    let modal;
    const open = async () => {
      if (here && !here.hidden) {
        here.querySelector("input").focus();
        return;
      }
      await load(new URL(button.dataset.base + "pagefind/", location.href).href);
      if (!modal) {
        modal = part(
          "modal",
          { "reset-on-close": "" },
          part("modal-header", {}, part("input")),
          part("modal-body", {}, part("summary"), part("results", { "hide-sub-results": "" })),
          part("modal-footer", {}, part("keyboard-hints")),
        );
        document.body.append(modal);
      }
      modal.open();
    };
    button.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open().catch(() => { location.href = button.href; });
    });
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        button.click();
      }
    });
  }
})();
