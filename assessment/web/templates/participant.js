"use strict";
// Saves each answer when it is given. What can't be sent waits in this browser, in order, and is sent once: the server
// gives the same reply to the same number. Without this script the page works as plain forms.
(() => {
  const page = document.body.dataset;
  if ("deleted" in page) {
    for (const name of Object.keys(localStorage)) if (name.startsWith("w:")) localStorage.removeItem(name);
    return;
  }
  for (const one of document.querySelectorAll("time")) one.textContent = new Date(one.dateTime).toLocaleString(document.documentElement.lang.replace(/^en$/, "en-GB"), {day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short"});
  if (!page.base) return;
  const words = JSON.parse(page.words ?? "{}"), fill = (text, what, value) => text.replace("{" + what + "}", value);
  const me = page.r ? "?r=" + page.r : "";
  const at = (path) => page.base + "/" + path + me;

  if (!page.r) { // the page to join: it only waits until the workshop opens
    const opens = new Date(page.opens ?? 0) - Date.now();
    if (opens > 0 && opens < 864e5) setTimeout(() => location.reload(), opens + 1000 + 4000 * Math.random());
    watch((state) => { if (page.stage === "draft" && state.stage !== "draft") location.reload(); }, () => location.reload());
    return;
  }

  const line = document.getElementById("state"), room = document.getElementById("room");
  const inputs = () => [...document.querySelectorAll("#questions [name]:not([type=hidden]):not(textarea)")];
  const memory = "w:" + page.r;
  let queue = read("queue", []), frozen = "frozen" in page, sending = false, retry;
  let ahead = Date.now() - Date.parse(page.now); // of the server's clock, by which the room's timer runs
  let seq = Math.max(Number(page.nextSeq), read("seq", 1), ...queue.map((one) => one.seq + 1));

  function read(what, otherwise) {
    try { return JSON.parse(localStorage.getItem(memory + ":" + what)) ?? otherwise; } catch { return otherwise; }
  }
  function keep() { // a browser that keeps nothing still sends; only a reload without a network would then lose
    try {
      localStorage.setItem(memory + ":queue", JSON.stringify(queue));
      localStorage.setItem(memory + ":seq", JSON.stringify(seq));
    } catch { /* private mode */ }
  }
  function say(text, waiting = false) {
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("waiting", waiting);
  }
  function sayWaiting() {
    const n = queue.filter((one) => one.to !== "submit").length;
    if (!n) return say(words.waiting_to_hand_in, true);
    const after = n < queue.length ? " " + words.then_hand_in : "";
    say((n === 1 ? words.waiting_one : fill(words.waiting, "n", n)) + after, true);
  }

  function put(to, body, numbered = true) {
    queue = read("queue", queue); // another tab may have added to it
    if (numbered) {
      seq = Math.max(seq, read("seq", seq));
      body.seq = seq++;
    }
    queue = queue.filter((one) => !(one.to === to && !numbered && one.body.id === body.id));
    queue.push({to, body, seq: body.seq ?? 0});
    keep();
    send();
  }

  async function send() {
    if (sending || !queue.length) return;
    sending = true;
    clearTimeout(retry);
    let renumbered = false;
    if (!line.classList.contains("waiting")) say(words.saving);
    while (queue.length) {
      const one = queue[0];
      const reply = await ask(one.to, {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(one.body)});
      const said = await reply?.json().catch(() => null);
      // What isn't our server's word, such as a hotel's sign-in page, is no network
      if (!said || !(said.saved || said.submitted || said.error) || reply.status >= 500 || reply.status === 429) {
        sayWaiting();
        retry = setTimeout(send, 3000 + 3000 * Math.random());
        break;
      }
      if (reply.status === 409 && !renumbered && await sync() && !frozen) {
        renumbered = true; // another device may have counted alike
        for (const later of queue) if (later.body.seq) later.seq = later.body.seq = seq++;
        keep();
        continue;
      }
      queue = read("queue", queue).filter((other) => other.to !== one.to || JSON.stringify(other.body) !== JSON.stringify(one.body));
      keep();
      if (reply.ok) {
        if (said.submitted) handedIn();
        if (!queue.length) say(said.submitted ? document.getElementById("handed-in").textContent : words.saved);
      } else {
        await sync();
        say(said.error, true);
      }
    }
    sending = false;
  }

  function handedIn() {
    document.getElementById("submit")?.remove();
    document.getElementById("handed-in").hidden = false;
  }

  async function ask(path, options) {
    const patience = new AbortController(), timer = setTimeout(() => patience.abort(), 15000);
    try {
      const reply = await fetch(at(path), {...options, signal: patience.signal});
      const now = Date.now() - Date.parse(reply.headers.get("date"));
      if (Math.abs(now - ahead) > 2000) ahead = now; // the header has whole seconds
      return reply;
    } catch { return null; } finally { clearTimeout(timer); }
  }

  async function sync() { // as the server has it, except for what still waits here
    const reply = await ask("response");
    if (!reply?.ok) return false;
    const stored = await reply.json().catch(() => null);
    if (!stored?.answers) return false; // a sign-in page of the network
    if (stored.submitted) handedIn();
    seq = Math.max(stored.next_seq, ...queue.map((one) => one.seq + 1));
    frozen = stored.frozen;
    const waiting = new Set(queue.filter((one) => one.to === "answers").map((one) => one.body.id));
    for (const input of inputs()) {
      if (waiting.has(input.name)) continue;
      if (input.type === "radio") input.checked = stored.answers[input.name] === input.value;
      else input.value = stored.answers[input.name] ?? "";
    }
    if (frozen) lock();
    if (frozen && !queue.length) say(words.stays);
    keep();
    count();
    return true;
  }

  function lock() {
    for (const set of document.querySelectorAll("#questions fieldset")) set.disabled = true;
    document.getElementById("submit")?.remove();
    document.getElementById("handed-in").textContent = words.handed_in;
  }
  const given = () => Object.fromEntries(inputs().filter((i) => (i.type === "radio" ? i.checked : i.value)).map((i) => [i.name, i.value]));
  function count() { document.getElementById("answered").textContent = Object.keys(given()).length; }

  addEventListener("change", ({target}) => {
    if (!target.name || !target.form) return;
    if (target.closest("[data-vote]")) put("votes", {id: target.name, value: target.value});
    else if (!target.closest("#questions")) return;
    else if (target.matches("textarea")) put("notes", {id: target.name.slice(5), kind: "comment", text: target.value}, false);
    else put("answers", {id: target.name, value: target.value || null});
    count();
  });
  addEventListener("submit", (event) => {
    if (event.target.id === "submit") {
      event.preventDefault();
      return put("submit", {}, false); // after what waits
    }
    if (event.target.method !== "post") return;
    event.preventDefault();
    if (event.target.closest("[data-vote]")) return queue.length ? sayWaiting() : say(words.vote_counts);
    const part = event.target.closest(".part"), parts = [...document.querySelectorAll(".step, #end")];
    location.hash = parts[parts.indexOf(part) + 1].id;
  });

  // One part at a time, by the address's fragment
  const parts = () => [...document.querySelectorAll(".part")];
  function show(focus) {
    const wanted = location.hash.slice(1);
    const first = document.querySelector(".step") || document.getElementById("end");
    const usual = /revealed|discussing|closed/.test(page.stage) && frozen ? room : first;
    const part = parts().find((one) => one.id === wanted) || (wanted === "questions" ? first : usual);
    for (const one of parts()) one.hidden = one !== part;
    if (focus) {
      scrollTo(0, 0);
      part.querySelector("h2")?.focus({preventScroll: true});
    }
  }
  addEventListener("hashchange", () => show(true));

  // The room
  function mark() {
    const said = given();
    for (const place of room.querySelectorAll("[data-q]")) {
      const mine = place.querySelector('[data-v="' + CSS.escape(said[place.dataset.q] ?? "-") + '"]');
      if (!mine || mine.querySelector("em")) continue;
      const you = document.createElement("em");
      you.textContent = words.you;
      (mine.matches("span") ? mine : mine.querySelector("span")).append(" ", you);
    }
    for (const set of room.querySelectorAll("[data-vote] fieldset")) {
      for (const input of set.querySelectorAll("[name]")) {
        const value = voted[input.name] ?? (input.closest("[data-vote=decision]") ? null : said[input.name]);
        if (input.type === "radio") input.checked = input.value === value;
        else if (value) input.value = value;
      }
    }
  }
  let voted = {};
  async function refresh(state) {
    const stageMoved = page.stage !== state.stage;
    page.stage = state.stage;
    const reply = await ask("room");
    if (!reply?.ok) return false;
    const open = new Set([...room.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
    const html = new DOMParser().parseFromString(await reply.text(), "text/html");
    for (const input of room.querySelectorAll("[data-vote] [name]")) if (input.type !== "radio" || input.checked) voted[input.name] = input.value;
    room.replaceChildren(...html.body.childNodes);
    for (const one of room.querySelectorAll("summary")) one.parentNode.open = open.has(one.textContent);
    if (stageMoved) {
      await sync();
      if (state.stage === "revealed") {
        say(words.picture_is_out);
        if (frozen) location.hash = "room";
      }
      if (state.stage === "closed") {
        lock();
        say(words.closed);
      }
    }
    mark();
    return true;
  }

  // Server-sent events, or a look every so often where they don't get through; nothing while nobody looks at the page
  function watch(changed, gone) {
    let source, poll, silent = 0;
    const hear = (text) => { silent = 0; changed(JSON.parse(text)); };
    let missed = false; // then events are worth another try
    const look = async () => {
      const reply = await fetch(at("state")).catch(() => null);
      if (reply?.ok) hear(await reply.text());
      else if (reply?.status === 404) return gone();
      if (reply?.ok && missed) return start();
      missed = !reply?.ok;
      poll = setTimeout(look, 15000 + 5000 * Math.random());
    };
    const start = () => {
      stop();
      missed = false;
      source = new EventSource(at("events"));
      source.onmessage = (event) => hear(event.data);
      source.onerror = () => { if (++silent >= 2 || source.readyState === 2) { stop(); poll = setTimeout(look, 3000 + 3000 * Math.random()); } };
    };
    const stop = () => { source?.close(); clearTimeout(poll); };
    addEventListener("visibilitychange", () => { if (document.hidden) stop(); else { start(); if (page.r) sync().then(send); } });
    addEventListener("pagehide", stop);
    addEventListener("pageshow", (event) => { if (event.persisted) { start(); if (page.r) sync().then(send); } });
    start();
  }
  watch((state) => {
    if (String(state.version) === page.version) return;
    if ("waits" in page && page.stage !== state.stage) return location.reload(); // it may take answers now
    const first = page.version;
    page.version = String(state.version);
    const shown = /revealed|discussing|closed/;
    if (page.stage === state.stage && !shown.test(state.stage)) return;
    // A room of a thousand doesn't ask all at once
    setTimeout(() => refresh(state).then((done) => { if (!done) page.version = first; }), Math.random() * 4 * state.joined);
  }, () => {});

  setInterval(() => {
    const timer = room.querySelector("[data-ends]");
    if (!timer) return;
    const left = Math.max(0, Math.round((new Date(timer.dataset.ends) - Date.now() + ahead) / 1000));
    const text = left ? fill(words.left, "time", Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0")) : words.time_is_up;
    if (timer.textContent !== text) timer.textContent = text;
  }, 1000);

  addEventListener("online", send);
  for (const input of document.querySelectorAll("#questions [name], [data-vote] [name]")) { // before this script was there
    const given = input.matches("select") ? [...input.options].find((one) => one.defaultSelected)?.value ?? "" : input.defaultValue;
    const isNew = input.type === "radio" ? input.checked && !input.defaultChecked : input.value !== given;
    if (isNew) input.dispatchEvent(new Event("change", {bubbles: true}));
  }
  for (const one of queue.filter((other) => other.to === "answers")) { // given before a reload, not sent yet
    for (const input of inputs().filter((other) => other.name === one.body.id)) {
      if (input.type === "radio") input.checked = input.value === one.body.value;
      else input.value = one.body.value ?? "";
    }
  }
  mark();
  count();
  show(false);
  if (queue.length) { sayWaiting(); send(); }
})();
