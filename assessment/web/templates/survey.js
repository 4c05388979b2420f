// Saves each answer and note on a page of questions when it is given. What can't be sent waits in this tab, in order,
// and is sent until the server takes or refuses it; the page says under each question what is saved.
const MEMORY = "survey:queue", AGAIN = 2000, LONGEST_WAIT = 16000, PATIENCE = 15000, LONGEST_PAUSE = 120, RECENTLY = 5000;
let queue = read().map((one) => ({...one, waited: true}));
let page = null, sending = null, retry, failures = 0, last = Date.now();
let recent = []; // what was saved while a page may have been drawn from before that

function read() {
  try { return JSON.parse(sessionStorage.getItem(MEMORY)) ?? []; } catch { return []; }
}
function keep() { // a browser that keeps nothing still sends; only a reload without a server would then lose
  try { sessionStorage.setItem(MEMORY, JSON.stringify(queue)); } catch { /* private mode */ }
}

export function begin() { // after every run of a page of questions, and of the review
  const isFirst = !page;
  page = JSON.parse(document.querySelector("[data-survey]").dataset.survey);
  if (isFirst) takeWhatWasChosenBefore();
  recent = recent.filter((one) => Date.now() - one.at < RECENTLY);
  recent.filter(wasReadTooEarly).forEach(showSaved);
  setWidgets(page, 50);
  send();
}

function takeWhatWasChosenBefore() { // while this script was on its way
  for (const [widget, {choices, answer}] of Object.entries(page.widgets)) {
    const group = choices && groupIn(widget), at = group ? checkedIn(group) : -1;
    if (at >= 0 && choices[at] !== answer) chosen(group);
  }
}

function wasReadTooEarly(one) { // else the page knows better, from another tab too
  return page.widgets[widgetOf(one)]?.over.every((stored) => one.over.includes(stored));
}

function setWidgets(drawn, tries) { // to what waits here or else is stored, which Streamlit may not have told them
  if (page !== drawn) return;
  let isMissing = false;
  for (const [widget, known] of Object.entries(page.widgets)) {
    const waiting = waitingFor(known);
    if (waiting) say(waiting, page.words.unsaved);
    if (known.choices) {
      const inputs = groupIn(widget)?.querySelectorAll("input");
      const input = inputs?.[known.choices.indexOf(waiting ? waiting.body.value : known.answer)];
      if (input && !input.checked) input.click();
      isMissing ||= !inputs;
    } else if (waiting) {
      const area = document.querySelector(".st-key-" + widget + " textarea");
      if (area) write(area, waiting.body.text);
      isMissing ||= !area;
    }
  }
  if (isMissing && tries) setTimeout(() => setWidgets(drawn, tries - 1), 100); // what draws them is loaded late
}

function write(area, text) {
  if (area === document.activeElement || area.value === text) return;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
  area.dispatchEvent(new Event("input", {bubbles: true}));
}

const isOf = (one, other) => one.to === other.to && one.body.id === other.body.id && one.body.kind === other.body.kind;
const widgetOf = (one) => { // on this page
  const fits = ([, {id, kind}]) => id === one.body.id && kind === one.body.kind;
  return page && one.to.startsWith(page.to) ? Object.entries(page.widgets).find(fits)?.[0] : undefined;
};
const waitingFor = ({id, kind}) => queue.findLast(({to, body}) => to.startsWith(page.to) && body.id === id && body.kind === kind);
const groupIn = (widget) => document.querySelector(".st-key-" + widget + " [role=radiogroup]");
const widgetAround = (element) => {
  const named = element.closest('[class*="st-key-"]');
  return named && [...named.classList].find((name) => name.startsWith("st-key-")).slice(7);
};
const valueOf = ({body}) => body.kind ? body.text || null : body.value ?? "";

function put(known, to, body) {
  const one = {to: page.to + to, body: {...body, id: known.id, visit: page.visit}}, before = waitingFor({...known, kind: body.kind});
  one.over = before ? [...before.over, valueOf(before)] : known.over; // what may be stored by the time this is sent again
  queue = [...queue.filter((other) => other === sending || !isOf(other, one)), one];
  keep();
  say(one, page.words.saving);
  send();
}

async function send() {
  if (sending || !queue.length) return;
  clearTimeout(retry);
  try {
    while (queue.length && await sent(queue[0]));
  } finally {
    sending = null;
    warn();
  }
}

async function sent(one) { // whether the server took or refused it
  sending = one;
  const reply = await post(one);
  const said = await reply?.json().catch(() => null);
  // What isn't our server's word, such as a hotel's sign-in page, is no network
  const isHeard = said && (said.saved || said.error) && reply.status < 500 && reply.status !== 429;
  queue = queue.filter((other) => other !== one || !(isHeard || queue.some((newer) => newer !== one && isOf(newer, one))));
  if (isHeard) {
    failures = 0;
    keep();
    if (!said.saved) say(one, said.error);
    else if (!queue.some((other) => isOf(other, one))) {
      recent = [...recent.filter((other) => !isOf(other, one)), {...one, at: Date.now()}];
      showSaved(one);
    }
    return true;
  }
  for (const other of queue) {
    other.waited = true;
    say(other, page.words.unsaved);
  }
  keep();
  retry = setTimeout(send, Math.min(AGAIN * ++failures, LONGEST_WAIT) * (0.9 + 0.2 * Math.random()));
  return false;
}

async function post({to, body, over, waited}) {
  const patience = new AbortController(), timer = setTimeout(() => patience.abort(), PATIENCE);
  const content = JSON.stringify(waited ? {...body, over} : body); // what waited must not undo what is newer
  try {
    return await fetch(to, {method: "POST", headers: {"Content-Type": "application/json"}, body: content, signal: patience.signal});
  } catch { return null; } finally { clearTimeout(timer); }
}

function showSaved(one) {
  const widget = widgetOf(one), {kind} = one.body, words = page.words;
  if (!widget) return;
  page.widgets[widget].over = [valueOf(one)];
  if (kind) return say(one, words.notes[kind][one.body.text ? 1 : 0]);
  page.widgets[widget].answer = one.body.value;
  say(one, one.body.value === null ? words.none : words.saved);
  const here = Object.values(page.widgets).filter(({answer}) => answer).length, place = document.querySelector(".answered");
  if (!place) return;
  place.querySelector("p").textContent = page.progress[here];
  place.querySelector("progress").value = page.elsewhere + here;
}

function say(one, text) {
  const widget = widgetOf(one), place = widget && document.querySelector('[data-widget="' + widget + '"] span');
  if (!place) return;
  if (place.textContent !== text) place.textContent = text;
  place.parentElement.classList.toggle("waits", text === page.words.unsaved);
}

function warn() { // on whatever page this tab is by now
  let place = document.getElementById("unsaved");
  if (!queue.length) return place?.remove();
  if (place) return;
  place = document.createElement("p");
  place.id = "unsaved";
  place.setAttribute("role", "alert");
  place.textContent = page.words.waiting;
  document.body.append(place);
}

const checkedIn = (group) => [...group.querySelectorAll("input")].findIndex((input) => input.checked);

function chosen(group) {
  const known = page?.widgets[widgetAround(group)], value = known?.choices?.[checkedIn(group)];
  if (!value || (waitingFor(known)?.body ?? {value: known.answer}).value === value) return;
  put(known, "answers", {value, pause: Math.min(Math.round((Date.now() - last) / 1000), LONGEST_PAUSE)});
  last = Date.now();
}

function written(area) {
  const known = page?.widgets[widgetAround(area)];
  if (known?.kind) put(known, "notes", {kind: known.kind, text: area.value});
}

function takenBack(element) { // the button does it by itself: nothing may bring the answer again after that
  const button = element.closest("button") && widgetAround(element);
  const [widget, known] = Object.entries(page?.widgets ?? {}).find(([, {clear}]) => clear && clear === button) ?? [];
  if (!known) return;
  recent = recent.filter((one) => widgetOf(one) !== widget);
  if (waitingFor(known)) put(known, "answers", {value: null, pause: 0});
  delete page.widgets[widget]; // until the page is drawn again
}

// An arrow key changes a radio without an event of its own, and a click on its words reaches it late: what it showed
// before is compared with what it shows after. A key or a click on the radio itself does tell.
const before = new WeakMap(), groupOf = ({target}) => target.closest?.("[role=radiogroup]");
const remember = (event) => { const group = groupOf(event); if (group) before.set(group, checkedIn(group)); };
const compare = (event) => {
  const group = groupOf(event);
  if (!group) return;
  if (!before.has(group)) remember(event);
  setTimeout(() => {
    if (checkedIn(group) !== before.get(group)) chosen(group);
    before.delete(group);
  });
};
addEventListener("pointerdown", remember, true);
addEventListener("keydown", remember, true);
addEventListener("keydown", compare, true);
addEventListener("click", compare, true);
addEventListener("change", (event) => {
  const group = groupOf(event);
  if (group) setTimeout(() => chosen(group));
  else if (event.target.matches?.("textarea")) written(event.target);
}, true);
addEventListener("click", ({target}) => target.closest && takenBack(target), true);
addEventListener("keydown", ({key, ctrlKey, metaKey, target}) => {
  if (key === "Enter" && (ctrlKey || metaKey) && target.matches?.("textarea")) written(target);
}, true);
addEventListener("online", () => page && send());
addEventListener("beforeunload", (event) => queue.length && event.preventDefault());
