// Starts the components of GOV.UK Frontend, and warns before a sign-in runs out: it saves what is on the page first.
// Every page works without it.
import { initAll } from "./govuk-frontend.js";

initAll();

// GOV.UK Frontend marks a radio button that reveals more with aria-expanded, which ARIA does not know for radio
// buttons. What is revealed comes next in the order of the page, so nothing is lost without it.
const plainRadios = () => {
  for (const radio of document.querySelectorAll("input[type=radio][aria-expanded]")) radio.removeAttribute("aria-expanded");
};
document.addEventListener("click", plainRadios);
window.addEventListener("pageshow", plainRadios);
plainRadios();

const told = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
const dialog = document.querySelector(".app-expiry");
const token = told("app-form-token");

async function post(address, body, byItself) {
  try {
    const answer = await fetch(address, {
      method: "POST", body, credentials: "same-origin", redirect: "manual",
      headers: { "X-CSRF-Token": token, ...(byItself ? { "X-By-Itself": "yes" } : {}) },
    });
    return answer.ok;
  } catch {
    return false;
  }
}

async function saveFirst() {
  const forms = [...document.querySelectorAll("form[data-saves]")];
  const saved = await Promise.all(forms.map((form) => post(form.dataset.saves, new FormData(form), true)));
  dialog.querySelector("[data-expiry-saved]").hidden = !forms.length || saved.includes(false);
  dialog.querySelector("[data-expiry-not-saved]").hidden = !saved.includes(false);
}

// Where nobody is signed in any more, this brings the sign-in page, and from there the way back.
function leave() {
  location.assign(location.pathname + location.search);
}

if (dialog && token) {
  const lasts = Number(told("app-sign-in-lasts")) * 1000;
  const warned = Number(told("app-sign-in-warned")) * 1000;
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      await saveFirst();
      dialog.showModal();
      dialog.querySelector("#app-expiry-title").focus();
      timer = setTimeout(leave, warned + 5000);
    }, lasts - warned);
  };
  dialog.querySelector("[data-expiry-stay]").addEventListener("click", async () => {
    if (await post("/sign-in/stay", new FormData())) {
      dialog.close();
      wait();
    } else {
      leave();
    }
  });
  wait();
}
