/* The frame's three conveniences. Without this file everything can still be read and every link followed. */
(function () {
  "use strict";
  var KEY = "site.scheme";
  var dark = matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; }
  }
  function keep(scheme) {
    // A choice that agrees with the system is none: the page then follows the system again.
    try {
      if (scheme === (dark.matches ? "slate" : "default")) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, scheme);
    } catch (error) { /* Storage is refused: the choice lasts as long as the page. */ }
  }

  var button = document.querySelector("[data-frame=scheme]");
  function show(scheme) {
    document.body.setAttribute("data-md-color-scheme", scheme);
    button.setAttribute("aria-pressed", String(scheme === "slate"));
  }
  if (button) {
    show(document.body.getAttribute("data-md-color-scheme"));
    button.hidden = false;
    button.addEventListener("click", function () {
      var scheme = button.getAttribute("aria-pressed") === "true" ? "default" : "slate";
      show(scheme);
      keep(scheme);
    });
    dark.addEventListener("change", function () {
      if (!chosen()) show(dark.matches ? "slate" : "default");
    });
  }

  var menu = document.querySelector("[data-frame=menu]");
  if (menu) {
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", function (event) {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }

  var header = document.querySelector(".frame-header");
  var headline = document.querySelector("main h1");
  if (header && headline && "IntersectionObserver" in window) {
    new IntersectionObserver(function (entries) {
      var entry = entries[entries.length - 1];
      header.classList.toggle("frame-header--topic", !entry.isIntersecting && entry.boundingClientRect.top < 0);
    }, { rootMargin: "-56px 0px 0px" }).observe(headline);
  }
})();
