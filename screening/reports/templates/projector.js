"use strict";
(function () {
  const pages = Array.from(document.querySelectorAll("main > section"));
  function current() {
    const at = pages.findIndex((page) => "#" + page.id === location.hash);
    return at < 0 ? 0 : at;
  }
  function turn(by) {
    const at = current() + by;
    if (at < 0 || at >= pages.length) return;
    location.hash = pages[at].id;
  }
  function atTheFoot() {
    return window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 4;
  }
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "ArrowRight") turn(1);
    else if (event.key === "ArrowLeft") turn(-1);
    else if (event.key === "PageDown" && atTheFoot()) turn(1);
    else if (event.key === "PageUp" && window.scrollY === 0) turn(-1);
    else return;
    event.preventDefault();
  });
  window.addEventListener("hashchange", () => {
    window.scrollTo(0, 0);
    const heading = pages[current()].querySelector("h1, h2");
    if (heading) heading.focus({ preventScroll: true });
  });
})();
