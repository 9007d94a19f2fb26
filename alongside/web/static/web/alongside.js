// What makes the pages quicker to use. Every page works without it.
import { initAll } from "./vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

const typing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

// "/" goes to the search box, unless one is writing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const box = document.querySelector("[data-focus-key='/']");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// Menus close by Escape, and by a click or a tab elsewhere.
const menus = "details.app-menu[open], details.app-header__fold[open]";
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(menus)) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of document.querySelectorAll(menus)) if (!menu.contains(event.target)) menu.open = false;
  });
}

// A form is sent once. The server knows a second send by its key; this spares it, and the wait.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
// Coming back to a page the browser kept, one may send again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Where nothing saves by itself, say so before what was typed is lost.
window.addEventListener("beforeunload", (event) => {
  const unsaved = document.querySelector("form[data-warn-unsaved][data-touched]:not([data-sent])");
  if (unsaved) event.preventDefault();
});
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-warn-unsaved]");
  if (form) form.dataset.touched = "yes";
});

// The identity bar's height, so that what takes the focus scrolls clear of it (styles guess without this).
const bar = document.querySelector(".app-identity");
if (bar) {
  new ResizeObserver(() => {
    const stuck = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.setProperty("--app-bar", stuck ? `${bar.offsetHeight + 8}px` : "0px");
  }).observe(bar);
}

// What is under way elsewhere is asked for again, every so many seconds; when it is over, the page is drawn anew.
const later = (element) => setTimeout(renew, element.dataset.renew * 1000, element);
const renew = async (element) => {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return later(element);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.getElementById(element.id);
  if (!next?.dataset.renew) return location.reload();
  element.replaceWith(next);
  later(next);
};
document.querySelectorAll("[data-renew]").forEach(later);
