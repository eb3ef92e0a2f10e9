// For the pages of a training session: shows what has changed without loading the page again, keeps what is typed in
// this browser until the service has it, and sends it again after a dropped line. Every page works without it.
//
// A page marks what may be replaced with data-live, and forms to be kept with data-keep. An entry is sent under an id
// that was drawn before it was sent, so that sending it twice writes it once.

const root = document.querySelector("[data-training]");
const EVERY = 3000;
const PATIENCE = 10000;
const PREFIX = "screening-training:";

// Where a browser lets nothing be kept, it lasts as long as the page does.
const memory = new Map();
const kept = {
  read(name) {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + name));
    } catch {
      return memory.get(name) ?? null;
    }
  },
  write(name, value) {
    memory.set(name, value);
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(value));
    } catch {
      // Full or forbidden: the copy in memory stands.
    }
  },
  drop(name) {
    memory.delete(name);
    try {
      localStorage.removeItem(PREFIX + name);
    } catch {
      // There was nothing to drop.
    }
  },
};

const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

async function ask(address, options = {}) {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), PATIENCE);
  try {
    return await fetch(address, {
      credentials: "same-origin", redirect: "manual", cache: "no-store", signal: given.signal, ...options,
      headers: { "X-By-Itself": "yes", ...options.headers },
    });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function start() {
  const group = root.dataset.training;
  const queue = `${group}:waiting`;
  const draft = (form) => `${group}:${form.dataset.keep}`;
  const forms = () => [...document.querySelectorAll("form[data-keep]")];
  const fields = (form) => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
  const say = (words) => {
    for (const one of document.querySelectorAll("[data-news]")) one.textContent = words;
  };

  function saveDraft(form) {
    const filled = fields(form)
      .map((one) => [one.name, one.value, one.type === "checkbox" || one.type === "radio" ? one.checked : true])
      .filter(([, value, on]) => on && value !== "");
    if (filled.length) kept.write(draft(form), { id: form.elements.id.value, filled });
    else kept.drop(draft(form));
  }

  function restoreDraft(form) {
    const found = kept.read(draft(form));
    if (!found) return;
    form.elements.id.value = found.id;
    for (const one of fields(form)) {
      const here = found.filled.filter(([name]) => name === one.name);
      if (one.type === "checkbox" || one.type === "radio") one.checked = here.some(([, value]) => value === one.value);
      else if (here.length) one.value = here[0][1];
    }
    form.closest("details")?.setAttribute("open", "");
  }

  function clearForm(form) {
    for (const one of fields(form)) {
      if (one.type === "checkbox" || one.type === "radio") one.checked = false;
      else one.value = "";
    }
    form.elements.id.value = newId();
    kept.drop(draft(form));
    showErrors(form, []);
  }

  function showErrors(form, errors) {
    for (const old of form.querySelectorAll("[data-error]")) old.remove();
    for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
    if (!errors.length) return;
    const box = document.createElement("div");
    box.dataset.error = "";
    box.tabIndex = -1;
    box.className = "govuk-error-message";
    box.append(...errors.map((words) => Object.assign(document.createElement("p"), { textContent: words })));
    form.prepend(box);
    box.focus();
  }

  const waiting = () => kept.read(queue) ?? [];

  function showWaiting() {
    const place = document.querySelector("[data-waiting]");
    if (!place) return;
    const items = waiting();
    place.hidden = !items.length;
    const list = place.querySelector("ul");
    list.replaceChildren(
      ...items.map((item) => {
        const line = document.createElement("li");
        line.append(Object.assign(document.createElement("bdi"), { textContent: item.shown }));
        if (!item.refused) return line;
        const button = Object.assign(document.createElement("button"), {
          type: "button", className: "app-link-button", textContent: "Throw these words away",
        });
        button.addEventListener("click", () => {
          kept.write(queue, waiting().filter((one) => one.id !== item.id));
          showWaiting();
        });
        line.append(` – ${item.refused} `, button);
        return line;
      }),
    );
  }

  // Gives "kept", "lost" (no answer came), or the reasons for which it was refused.
  async function send(item) {
    const body = new FormData();
    for (const [name, value] of item.fields) body.append(name, value);
    body.set("csrf_token", document.querySelector("input[name=csrf_token]").value);
    const answer = await ask(item.address, { method: "POST", body });
    if (!answer || answer.status >= 500) return "lost";
    if (answer.ok) return "kept";
    if (answer.status === 403) {
      // The page is older than the browser's visit. Its token is renewed with the page; then it is sent again.
      await refresh();
      return "lost";
    }
    try {
      return (await answer.json()).errors;
    } catch {
      return ["The service did not take it. Tell the trainer."];
    }
  }

  const drop = (id) => kept.write(queue, waiting().filter((one) => one.id !== id));

  let sending = false;
  async function sendWaiting() {
    if (sending) return;
    sending = true;
    for (const item of waiting().filter((one) => !one.refused)) {
      const came = await send(item);
      if (came === "lost") break;
      if (came === "kept") drop(item.id);
      else kept.write(queue, waiting().map((one) => (one.id === item.id ? { ...one, refused: came.join(" ") } : one)));
      if (!waiting().length) say("Everything is saved.");
    }
    sending = false;
    showWaiting();
  }

  async function submit(form, submitter) {
    const sent = new FormData(form, submitter);
    const shown = fields(form).filter((one) => one.type !== "checkbox" && one.value).map((one) => one.value)[0] ?? "";
    const item = { id: sent.get("id"), address: form.action, fields: [...sent.entries()], shown };
    kept.write(queue, [...waiting().filter((one) => one.id !== item.id), item]);
    form.dataset.busy = "";
    const came = await send(item);
    delete form.dataset.busy;
    if (came === "lost") {
      clearForm(form);
      say("No connection. What you wrote is kept in this browser and is sent when the connection is back.");
    } else {
      drop(item.id);
      if (came === "kept") {
        clearForm(form);
        if (form.dataset.then) return location.assign(form.dataset.then);
        say("Saved.");
        await refresh();
      } else {
        showErrors(form, came);
      }
    }
    showWaiting();
  }

  let refreshing = null;
  const refresh = () => (refreshing ??= replaceParts().finally(() => (refreshing = null)));

  async function replaceParts() {
    const answer = await ask(location.pathname + location.search);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = fresh.querySelector("[data-training]");
    const names = (page) => [...page.querySelectorAll("form[data-keep]")].map((one) => one.dataset.keep).join();
    // A page with other forms is loaded as a whole; what was typed is kept.
    if (!there || names(fresh) !== names(document)) return location.reload();
    const focused = document.activeElement?.id;
    const open = [...document.querySelectorAll("details[open][id]")].map((one) => one.id);
    for (const part of document.querySelectorAll("[data-live]")) {
      const next = fresh.getElementById(part.id);
      if (next && next.innerHTML !== part.innerHTML) part.replaceChildren(...next.childNodes);
    }
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    for (const name of ["csrf_token", "step"]) {
      const value = fresh.querySelector(`input[name=${name}]`)?.value;
      if (value) for (const one of document.querySelectorAll(`input[name=${name}]`)) one.value = value;
    }
    for (const form of forms()) restoreDraft(form);
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
    if (there.dataset.said !== root.dataset.said) say(there.dataset.said);
    Object.assign(root.dataset, there.dataset);
  }

  let tag = "";
  async function look() {
    const answer = await ask(root.dataset.state, { headers: tag ? { "If-None-Match": tag } : {} });
    root.toggleAttribute("data-offline", !answer);
    if (answer?.ok) {
      const state = await answer.json();
      if (state.page !== root.dataset.page) await refresh();
      tag = state.page === root.dataset.page ? (answer.headers.get("ETag") ?? "") : "";
      if (state.ended && !waiting().length) forget();
    } else if (answer && answer.status !== 304 && answer.status < 500) {
      // Signed out, or no longer in the group: the page says what to do.
      location.reload();
      return;
    }
    if (answer) await sendWaiting();
  }

  function forget() {
    for (const form of forms()) kept.drop(draft(form));
    kept.drop(queue);
    try {
      const ours = Object.keys(localStorage).filter((name) => name.startsWith(`${PREFIX}${group}:`));
      for (const name of ours) localStorage.removeItem(name);
    } catch {
      // Nothing was kept.
    }
  }

  let timer;
  async function again() {
    clearTimeout(timer);
    if (document.visibilityState === "visible") await look();
    timer = setTimeout(again, EVERY);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) saveDraft(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-keep]")) return;
    event.preventDefault();
    if (!("busy" in form.dataset)) submit(form, event.submitter);
  });
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", again);

  for (const form of forms()) restoreDraft(form);
  showWaiting();
  again();
}

if (root) start();
