"use strict";
// Follows the workshop: shows what the facilitator puts here, counts the timer down, and fits everything on the screen.
(() => {
  const page = document.body.dataset, place = document.getElementById("screen"), offline = document.getElementById("offline");
  const root = document.documentElement, at = (path) => "/projector/" + path + "?r=" + page.r;
  const words = JSON.parse(page.words);
  const READABLE = 28 / 1920, SCROLLS_BELOW = 960;
  let ends = null, asking = false, again = false;

  function take(timer) { // seconds left as the server counts them: this computer's clock may be wrong
    ends = timer ? performance.now() + 1000 * Number(timer.dataset.left) : null;
    tick();
  }
  function tick() {
    const timer = place.querySelector(".timer");
    if (!timer || ends === null) return;
    const left = Math.ceil((ends - performance.now()) / 1000);
    timer.hidden = left < -120;
    const text = left > 0 ? Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0") : words.time_is_up;
    if (timer.textContent !== text) timer.textContent = text;
  }

  // Text shrinks only as far as the back row still reads it; then lists end early and say so
  function fit() {
    root.style.fontSize = "";
    for (const more of place.querySelectorAll(".more")) more.remove();
    for (const one of place.querySelectorAll("[data-list] > [hidden]")) one.hidden = false;
    if (innerWidth < SCROLLS_BELOW) return;
    const overflows = () => root.scrollHeight > innerHeight;
    const least = innerWidth * READABLE;
    let size = parseFloat(getComputedStyle(root).fontSize);
    while (overflows() && size > least) root.style.fontSize = (size = Math.max(least, size - 1)) + "px";
    const list = place.querySelector("[data-list]");
    if (!list || !overflows()) return;
    const more = document.createElement("p"), items = [...list.children];
    more.className = "more muted";
    (list.closest("table") ?? list).after(more);
    for (let hidden = 1; overflows() && hidden < items.length; hidden++) {
      items[items.length - hidden].hidden = true;
      more.textContent = words.more.replace("{n}", hidden);
    }
  }

  async function refresh() {
    if (asking) { again = true; return; }
    asking = true;
    const reply = await fetch(at("screen")).catch(() => null);
    if (reply?.ok) {
      const html = new DOMParser().parseFromString(await reply.text(), "text/html").body;
      const timer = html.querySelector(".timer"), was = place.cloneNode(true);
      for (const one of [html, was]) for (const old of one.querySelectorAll(".timer, .more")) old.remove();
      for (const one of was.querySelectorAll("[hidden]")) one.hidden = false;
      if (html.innerHTML.trim() !== was.innerHTML.trim() || !timer !== !place.querySelector(".timer")) {
        if (timer) html.querySelector("header").append(timer);
        place.replaceChildren(...html.childNodes);
        fit();
      }
      take(timer);
    } else if (reply?.status === 403) return location.reload(); // says what to do
    else setTimeout(refresh, 3000);
    asking = false;
    if (again) { again = false; refresh(); }
  }

  function hear(text) {
    const state = JSON.parse(text);
    offline.hidden = true;
    for (const one of place.querySelectorAll("[data-count]")) one.textContent = state[one.dataset.count];
    if (String(state.version) === page.version) return;
    page.version = String(state.version);
    refresh();
  }

  // Server-sent events, or a look every few seconds where they don't get through
  let source, poll, silent = 0;
  function listen() {
    source?.close();
    clearTimeout(poll);
    source = new EventSource(at("events"));
    source.onmessage = (event) => { silent = 0; hear(event.data); };
    source.onerror = () => { if (++silent >= 2 || source.readyState === 2) { source.close(); look(); } };
  }
  async function look() {
    const reply = await fetch(at("state")).catch(() => null), wasOffline = !offline.hidden;
    if (reply?.ok) hear(await reply.text());
    else if (reply?.status === 403) return location.reload();
    offline.hidden = Boolean(reply?.ok);
    if (wasOffline && reply?.ok) return listen();
    poll = setTimeout(look, 3000);
  }
  addEventListener("online", listen);
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  addEventListener("resize", fit);
  document.fonts?.ready.then(fit);

  const stayAwake = () => { if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {}); };
  addEventListener("visibilitychange", () => { if (!document.hidden) { stayAwake(); refresh(); } });
  stayAwake();
  setInterval(tick, 250);
  take(place.querySelector(".timer"));
  fit();
  listen();
})();
