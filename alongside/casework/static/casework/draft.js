// Keeps the draft of a note a moment after typing stops. Without it the button saves the note, and nothing is lost by that.
const form = document.querySelector("form[data-draft]");
if (form) keep(form);

function keep(form) {
  const WAIT = 1200; // ms after the last key; the draft is on the server well within three seconds
  const RETRY = [2000, 4000, 8000, 15000, 30000];
  const badge = document.querySelector("[data-saved]");
  const store = `alongside.draft.${form.dataset.keep}`;
  const tab = crypto.randomUUID ? crypto.randomUUID() : String(Math.random());
  let turn = 0;
  let timer = 0;
  let failures = 0;
  let unsaved = false;
  let sending = false;

  const say = (text, failed = false) => {
    if (badge.textContent !== text) badge.textContent = text;
    badge.dataset.state = failed ? "failed" : "";
  };

  const gather = () => {
    const said = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && (!name.startsWith("_") || name === "csrfmiddlewaretoken")) said.append(name, value);
    }
    said.append("tab", tab);
    said.append("turn", String((turn += 1)));
    return said;
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const save = async ({ leaving = false } = {}) => {
    clearTimeout(timer);
    if (!unsaved || (sending && !leaving)) return;
    const said = gather();
    unsaved = false;
    sending = true;
    // A copy in this tab, and in no other place, of what the server does not have yet.
    sessionStorage.setItem(store, form.elements.text.value);
    if (!leaving) say("Saving");
    let answer;
    try {
      answer = await fetch(form.dataset.draft, { method: "POST", body: said, keepalive: leaving, credentials: "same-origin", headers: { Accept: "application/json" } });
    } catch {
      answer = { ok: false, status: 0 };
    }
    sending = false;
    if (answer.ok) {
      failures = 0;
      if (!unsaved) sessionStorage.removeItem(store);
      say(`Draft saved ${(await answer.json()).clock}`);
      if (unsaved) later(WAIT);
      return;
    }
    if (answer.status === 422) return say((await answer.json()).message, true);
    unsaved = true;
    say("Not saved: a copy is kept in this tab", true);
    if (answer.status === 401) return say("You were signed out. What you typed is kept in this tab: sign in again and come back.", true);
    if (answer.status === 0 || answer.status >= 500) later(RETRY[Math.min(failures++, RETRY.length - 1)]);
  };

  const touched = () => {
    unsaved = true;
    later(WAIT);
  };
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  form.addEventListener("focusout", () => save());
  const leave = () => unsaved && save({ leaving: true });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  window.addEventListener("pagehide", leave);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    unsaved = false;
    sessionStorage.removeItem(store);
  });

  // What this tab could not send before it was reloaded or signed out.
  const kept = sessionStorage.getItem(store);
  if (kept && kept !== form.elements.text.value) {
    form.elements.text.value = kept;
    touched();
  }
}
