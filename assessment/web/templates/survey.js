// Saves each answer and note on a page of questions when it is given. What can't be sent waits in this tab, in order,
// and is sent until the server takes or refuses it; the page says under each question what is saved.
const MEMORY = "survey:queue", AGAIN = 2000, LONGEST_WAIT = 16000, PATIENCE = 15000, LONGEST_PAUSE = 120, RECENTLY = 5000;
let queue = read(), page = null, sending = null, retry, failures = 0, last = Date.now();
let recent = []; // what was saved while a page may have been drawn from before that

function read() {
  try { return JSON.parse(sessionStorage.getItem(MEMORY)) ?? []; } catch { return []; }
}
function keep() { // a browser that keeps nothing still sends; only a reload without a server would then lose
  try { sessionStorage.setItem(MEMORY, JSON.stringify(queue)); } catch { /* private mode */ }
}

export function begin() { // after every run of a page of questions
  const isFirst = !page;
  page = JSON.parse(document.querySelector("[data-survey]").dataset.survey);
  if (isFirst) takeWhatWasChosenBefore();
  recent = recent.filter((one) => Date.now() - one.at < RECENTLY);
  recent.forEach(showSaved);
  showWhatWaits(page, 50);
  send();
}

function takeWhatWasChosenBefore() { // while this script was on its way
  for (const [widget, {choices, answer}] of Object.entries(page.widgets)) {
    const group = document.querySelector(".st-key-" + widget + " [role=radiogroup]"), at = group ? checkedIn(group) : -1;
    if (at >= 0 && choices[at] !== answer) chosen(group);
  }
}

function showWhatWaits(drawn, tries) { // the page was drawn with what is stored
  if (page !== drawn) return;
  let isMissing = false;
  for (const one of queue) {
    const widget = widgetOf(one), {choices} = page.widgets[widget] ?? {};
    say(one, page.words.unsaved);
    if (!choices) continue;
    const inputs = document.querySelectorAll(".st-key-" + widget + " [role=radiogroup] input");
    const input = inputs[choices.indexOf(one.body.value)];
    if (input && !input.checked) input.click();
    isMissing ||= !inputs.length;
  }
  if (isMissing && tries) setTimeout(() => showWhatWaits(drawn, tries - 1), 100); // what draws radios is loaded late
}

const isOf = (one, other) => one.to === other.to && one.body.id === other.body.id && one.body.kind === other.body.kind;
const widgetOf = (one) => { // on this page
  const fits = ([, {id, kind}]) => id === one.body.id && kind === one.body.kind;
  return page && one.to.startsWith(page.to) ? Object.entries(page.widgets).find(fits)?.[0] : undefined;
};
const widgetAround = (element) => {
  const named = element.closest('[class*="st-key-"]');
  return named && [...named.classList].find((name) => name.startsWith("st-key-")).slice(7);
};

function put(to, body) {
  const one = {to: page.to + to, body};
  queue = [...queue.filter((other) => other === sending || !isOf(other, one)), one];
  keep();
  say(one, page.words.saving);
  send();
}

async function send() {
  if (sending || !queue.length) return;
  clearTimeout(retry);
  while (queue.length) {
    sending = queue[0];
    const reply = await post(sending);
    const said = await reply?.json().catch(() => null);
    // What isn't our server's word, such as a hotel's sign-in page, is no network
    if (!said || !(said.saved || said.error) || reply.status >= 500 || reply.status === 429) {
      for (const one of queue) say(one, page?.words.unsaved);
      retry = setTimeout(send, Math.min(AGAIN * ++failures, LONGEST_WAIT) * (0.9 + 0.2 * Math.random()));
      break;
    }
    failures = 0;
    const done = sending;
    queue = queue.filter((one) => one !== done);
    keep();
    if (!said.saved) say(done, said.error);
    else if (!queue.some((one) => isOf(one, done))) {
      recent = [...recent.filter((one) => !isOf(one, done)), {...done, at: Date.now()}];
      showSaved(done);
    }
  }
  sending = null;
  warn();
}

async function post({to, body}) {
  const patience = new AbortController(), timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    return await fetch(to, {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body), signal: patience.signal});
  } catch { return null; } finally { clearTimeout(timer); }
}

function showSaved(one) {
  const widget = widgetOf(one), {kind} = one.body, words = page?.words;
  if (!widget) return;
  if (kind) return say(one, words.notes[kind][one.body.text ? 1 : 0]);
  page.widgets[widget].answer = one.body.value;
  say(one, one.body.value === null ? words.none : words.saved);
  const here = Object.values(page.widgets).filter((widget) => widget.answer).length;
  const place = document.querySelector(".answered");
  place.querySelector("p").textContent = page.progress[here];
  place.querySelector("progress").value = page.elsewhere + here;
}

function say(one, text) {
  const widget = widgetOf(one), place = widget && document.querySelector('[data-widget="' + widget + '"] span');
  if (place && place.textContent !== text) place.textContent = text;
}

function warn() { // on whatever page this tab is by now
  let place = document.getElementById("unsaved");
  if (!queue.length) return place?.remove();
  if (place) return;
  place = document.createElement("p");
  place.id = "unsaved";
  place.role = "alert";
  place.textContent = page?.words.waiting ?? "";
  document.body.append(place);
}

const checkedIn = (group) => [...group.querySelectorAll("input")].findIndex((input) => input.checked);

function chosen(group) {
  const {id, choices} = page?.widgets[widgetAround(group)] ?? {}, value = choices?.[checkedIn(group)];
  if (!value) return;
  put("answers", {id, value, pause: Math.min(Math.round((Date.now() - last) / 1000), LONGEST_PAUSE)});
  last = Date.now();
}

function written(area) {
  const {id, kind} = page?.widgets[widgetAround(area)] ?? {};
  if (kind) put("notes", {id, kind, text: area.value});
}

function takenBack(element) { // the button does it by itself: nothing that waits may bring the answer again after that
  const button = element.closest("button") && widgetAround(element);
  const {id} = Object.values(page?.widgets ?? {}).find(({clear}) => clear && clear === button) ?? {};
  const isIt = ({to, body}) => to.startsWith(page.to) && body.id === id && !body.kind;
  if (!id) return;
  recent = recent.filter((one) => !isIt(one));
  if (queue.some(isIt)) put("answers", {id, value: null, pause: 0});
}

// The radios tell nobody of a change: what they showed before a click or a key is compared with what they show after.
const before = new WeakMap(), groupOf = ({target}) => target.closest?.("[role=radiogroup]");
const remember = (event) => { const group = groupOf(event); if (group) before.set(group, checkedIn(group)); };
const compare = (event) => {
  const group = groupOf(event);
  if (!group) return;
  if (!before.has(group)) remember(event); // a click without a pointer, as a screen reader's
  setTimeout(() => {
    if (checkedIn(group) !== before.get(group)) chosen(group);
    before.delete(group);
  });
};
addEventListener("pointerdown", remember, true);
addEventListener("keydown", remember, true);
addEventListener("keydown", compare, true);
addEventListener("click", compare, true);
addEventListener("click", ({target}) => target.closest && takenBack(target), true);
addEventListener("change", ({target}) => target.matches?.("textarea") && written(target), true);
addEventListener("keydown", ({key, ctrlKey, metaKey, target}) => {
  if (key === "Enter" && (ctrlKey || metaKey) && target.matches?.("textarea")) written(target);
}, true);
addEventListener("online", send);
addEventListener("beforeunload", (event) => queue.length && event.preventDefault());
