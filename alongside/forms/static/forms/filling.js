// Saves each answer a moment after typing stops. The page works without it: the buttons save the section.
const form = document.querySelector("form[data-filling]");
if (form && form.dataset.filling) fill(form);

function fill(form) {
  const WAIT = 1200; // ms after the last key; the answer is on the server well within three seconds
  const RETRY = [2000, 4000, 8000, 15000, 30000];
  const badge = document.querySelector("[data-saved]");
  const others = document.querySelector("[data-writing]");
  const store = `alongside.form.${form.dataset.keep}`;
  const cells = new Map();
  let turn = 0;
  let signedOut = false;

  const cellOf = (element) => element.closest("[data-cell]");
  const stateOf = (cell) => {
    if (!cells.has(cell)) cells.set(cell, { cell, timer: 0, sending: false, again: false, failures: 0, unsaved: false });
    return cells.get(cell);
  };

  const say = (text, failed = false) => {
    if (badge.textContent !== text) badge.textContent = text;
    badge.dataset.state = failed ? "failed" : "";
  };

  // What the boxes of one question hold, as the server reads them.
  const gather = (cell) => {
    const name = cell.dataset.cell;
    const said = new URLSearchParams({ cell: name });
    for (const [key, value] of new FormData(form)) {
      const mine = key === name || key === `v:${name}` || key === `u:${name}` || ["day", "month", "year"].some((part) => key === `${name}-${part}`);
      if (mine || key === "csrfmiddlewaretoken" || key === "_editor") said.append(key, value);
    }
    if (cell.hasAttribute("data-decides")) said.append("decides", "1");
    for (const panel of form.querySelectorAll("[data-beside]")) said.append("beside", panel.dataset.beside);
    return said;
  };

  // A copy in this tab, and in no other place, of what the server does not have yet.
  const copies = () => JSON.parse(sessionStorage.getItem(store) || "{}");
  const keep = (state, said) => {
    const kept = copies();
    if (said) kept[state.cell.dataset.cell] = said.toString().replace(/csrfmiddlewaretoken=[^&]*&?/, "");
    else delete kept[state.cell.dataset.cell];
    if (Object.keys(kept).length) sessionStorage.setItem(store, JSON.stringify(kept));
    else sessionStorage.removeItem(store);
  };

  const trouble = (cell, text, link) => {
    let line = cell.querySelector(".app-q__trouble");
    if (!text) return line?.remove();
    if (!line) {
      line = document.createElement("p");
      line.className = "app-q__trouble";
      line.setAttribute("role", "alert");
      cell.append(line);
    }
    line.textContent = text;
    if (link) {
      const away = document.createElement("a");
      away.className = "govuk-link";
      away.href = link.href;
      away.textContent = link.text;
      line.append(" ", away);
    }
  };

  const save = async (state, { leaving = false } = {}) => {
    clearTimeout(state.timer);
    if (!state.unsaved || signedOut) return;
    if (state.sending && !leaving) {
      state.again = true;
      return;
    }
    const said = gather(state.cell);
    said.append("turn", String((turn += 1)));
    keep(state, said);
    state.sending = true;
    state.again = false;
    state.unsaved = false;
    if (!leaving) say("Saving");
    let answer;
    try {
      answer = await fetch(form.dataset.filling, { method: "POST", body: said, keepalive: leaving, credentials: "same-origin", headers: { Accept: "application/json" } });
    } catch {
      answer = { ok: false, status: 0 };
    }
    state.sending = false;
    if (answer.ok) await saved(state, await answer.json());
    else await failed(state, answer);
    if (state.again) await save(state);
  };

  const saved = async (state, told) => {
    state.failures = 0;
    state.cell.querySelector(`input[name="v:${CSS.escape(state.cell.dataset.cell)}"]`).value = told.mark;
    if (!state.unsaved) keep(state, null);
    const here = { href: `${location.pathname}#${state.cell.dataset.cell}`, text: "See both" };
    trouble(state.cell, told.contested ? `${told.by} wrote here at the same time. Both texts are kept.` : "", told.contested && here);
    if (told.asked) ask(told.asked);
    for (const [key, sentences] of Object.entries(told.beside || {})) follow(key, sentences);
    if (![...cells.values()].some((each) => each.unsaved || each.sending)) say(`Saved ${told.clock}`);
  };

  const failed = async (state, answer) => {
    state.unsaved = true;
    if (answer.status === 422) {
      state.unsaved = false;
      trouble(state.cell, (await answer.json()).message);
      return say("Not saved: look at the answer that is marked", true);
    }
    say("Not saved: a copy is kept in this tab", true);
    if (answer.status === 401 || answer.status === 403) {
      signedOut = answer.status === 401;
      const back = { href: `/sign-in/?next=${encodeURIComponent(location.pathname)}`, text: "Sign in again" };
      return trouble(state.cell, signedOut ? "You were signed out. What you typed is kept in this tab." : "This could not be saved. Reload the page: what you typed is kept in this tab.", signedOut && back);
    }
    if (answer.status === 404 || answer.status === 409) {
      return trouble(state.cell, "This form is not open to you any more, or somebody finished it. Copy what you typed.");
    }
    const wait = RETRY[Math.min(state.failures, RETRY.length - 1)];
    state.failures += 1;
    state.timer = setTimeout(() => save(state), wait);
  };

  // Questions that are asked only because of an answer.
  const ask = (asked) => {
    for (const cell of form.querySelectorAll("[data-cell], .app-q--fact")) {
      const key = (cell.dataset.cell || cell.id).split(".")[0];
      if (key in asked) cell.hidden = !asked[key];
    }
  };

  // What follows from the answers so far.
  const follow = (key, sentences) => {
    const panel = form.querySelector(`[data-beside="${key}"]`);
    const items = sentences.slice(0, -1).map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence }));
    panel.querySelector("ol").replaceChildren(...items);
    panel.querySelector("strong").textContent = sentences.at(-1);
  };

  const touched = (event) => {
    const cell = cellOf(event.target);
    if (!cell) return;
    const state = stateOf(cell);
    state.unsaved = true;
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(state), WAIT);
  };

  // An option that excludes the others, and boxes beside a reason why there is no answer, give way to each other.
  form.addEventListener("change", (event) => {
    const cell = cellOf(event.target);
    const box = event.target;
    if (!cell) return;
    if (box.type === "checkbox" && box.checked) {
      for (const other of cell.querySelectorAll("input[type=checkbox]")) {
        if (other !== box && (box.hasAttribute("data-alone") || other.hasAttribute("data-alone"))) other.checked = false;
      }
    }
    const instead = cell.querySelector(".app-q__instead");
    if (instead && instead !== box) instead.value = "";
    touched(event);
    if (box.matches("input[type=radio], input[type=checkbox], select")) save(stateOf(cell));
  });
  form.addEventListener("input", touched);
  form.addEventListener("focusout", (event) => {
    const cell = cellOf(event.target);
    if (cell && !cell.contains(event.relatedTarget) && cells.has(cell)) save(cells.get(cell));
  });
  const leave = () => {
    for (const state of cells.values()) if (state.unsaved) save(state, { leaving: true });
  };
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  form.addEventListener("submit", () => {
    for (const state of cells.values()) {
      clearTimeout(state.timer);
      state.unsaved = false;
    }
    sessionStorage.removeItem(store);
  });

  // What this tab could not save before it was reloaded or signed out is sent now, over what it had been written over.
  const restore = async () => {
    const kept = Object.entries(copies());
    if (!kept.length) return;
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const editor = form.querySelector("[name=_editor]").value;
    say("Saving what was kept in this tab");
    for (const [name, text] of kept) {
      const said = new URLSearchParams(text);
      said.set("csrfmiddlewaretoken", token);
      said.set("_editor", editor);
      said.set("turn", String((turn += 1)));
      const answer = await fetch(form.dataset.filling, { method: "POST", body: said, credentials: "same-origin" }).catch(() => null);
      if (!answer || !answer.ok) return say("Not saved: a copy is kept in this tab", true);
      const rest = copies();
      delete rest[name];
      sessionStorage.setItem(store, JSON.stringify(rest));
    }
    sessionStorage.removeItem(store);
    location.reload();
  };
  restore();

  const look = async () => {
    if (document.visibilityState !== "visible") return;
    const answer = await fetch(form.dataset.who, { credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok) return;
    const { writing } = await answer.json();
    if (others.textContent !== writing) others.textContent = writing;
  };
  setInterval(look, 15000);
}
