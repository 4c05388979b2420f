// Saves each answer and note on a page of questions when it is given. What can't be sent waits in this tab, in order,
// and is sent until the server takes or refuses it; the page says under each question what is saved.
const MEMORY = "survey:queue", AGAIN = 2000, PATIENCE = 15000, LONGEST_PAUSE = 120;
let queue = read(), page = null, sending = null, retry, last = Date.now();

function read() {
  try { return JSON.parse(sessionStorage.getItem(MEMORY)) ?? []; } catch { return []; }
}
function keep() { // a browser that keeps nothing still sends; only a reload without a server would then lose
  try { sessionStorage.setItem(MEMORY, JSON.stringify(queue)); } catch { /* private mode */ }
}

export function begin() { // after every run of a page of questions
  page = JSON.parse(document.querySelector("[data-survey]").dataset.survey);
  for (const one of queue) {
    const widget = widgetOf(one), {choices} = page.widgets[widget] ?? {};
    say(one, page.words.unsaved);
    const inputs = choices && document.querySelectorAll(".st-key-" + widget + " [role=radiogroup] input");
    const input = inputs?.[choices.indexOf(one.body.value)];
    if (input && !input.checked) input.click(); // the page was drawn with what is stored
  }
  send();
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
      retry = setTimeout(send, AGAIN);
      break;
    }
    const done = sending;
    queue = queue.filter((one) => one !== done);
    keep();
    if (!said.saved) say(done, said.error);
    else if (!queue.some((one) => isOf(one, done))) saved(done);
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

function saved(one) {
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

function chosen(group) {
  const widget = widgetAround(group), known = page?.widgets[widget];
  const value = known?.choices?.[[...group.querySelectorAll("input")].findIndex((input) => input.checked)];
  if (!value || value === known.latest) return;
  const pause = Math.min(Math.round((Date.now() - last) / 1000), LONGEST_PAUSE);
  last = Date.now();
  known.latest = value;
  put("answers", {id: known.id, value, pause});
}

function written(area) {
  const widget = widgetAround(area), known = page?.widgets[widget];
  if (!known?.kind || area.value === known.latest) return;
  known.latest = area.value;
  put("notes", {id: known.id, kind: known.kind, text: area.value});
}

function takenBack(element) { // the button does it by itself: nothing that waits may bring the answer again after that
  const button = element.closest("button") && widgetAround(element);
  const {id} = Object.values(page?.widgets ?? {}).find(({clear}) => clear && clear === button) ?? {};
  if (id && queue.some(({body}) => body.id === id && !body.kind)) put("answers", {id, value: null, pause: 0});
}

// The radios tell nobody of a change: what they show is looked at once they have dealt with the click or the key.
const look = ({target}) => {
  const group = target.closest?.("[role=radiogroup]");
  if (group) setTimeout(() => chosen(group));
};
addEventListener("click", look, true);
addEventListener("keydown", look, true);
addEventListener("click", ({target}) => target.closest && takenBack(target), true);
addEventListener("change", ({target}) => target.matches?.("textarea") && written(target), true);
addEventListener("keydown", ({key, ctrlKey, metaKey, target}) => {
  if (key === "Enter" && (ctrlKey || metaKey) && target.matches?.("textarea")) written(target);
}, true);
addEventListener("online", send);
addEventListener("beforeunload", (event) => queue.length && event.preventDefault());
