// One entry of the browser's history for each change that a learner makes, and where in a run somebody is in every one.
//
// Streamlit pushes an entry whenever the address changes, and a page moves there in two steps, its path and its query. An
// entry that is no change of its own takes the place of the one before: what a page that was just come to says of itself,
// and what one slider went through without pause. What moves by itself, the step say, no page writes: it is put into
// every address here.

const EMBEDDED = ["embed", "embed_options"]; // Streamlit's own, of which no page hears
const FOLLOWS = ["v", "story"]; // from a change, and are none
const QUICK = 1000; // ms between two strokes at one slider that are one move of it
let moving = []; // the names in a link of what moves
let format = ""; // of links
let home = ""; // the name of the page that has none in an address, or has it after all
let place = []; // what of it is so now: texts such as step=7
let acted = false; // whether the learner did anything since the address changed last
let arriving = true; // whether the page was come to since then
let leaving = false; // whether the browser has gone through its history, and the page has not yet
let move = { slider: undefined, when: -QUICK, number: 0 }; // of the slider that was touched last; each has its number
let written = {}; // the number of the move that the address was last changed by, and what it changed

/** Called by every run of a page. */
export function keepHistory(names, version, first) {
  [moving, format, home] = [names, `v=${version}`, first];
  if (history.pushState.keptBy) return;
  const [push, replace] = [history.pushState.bind(history), history.replaceState.bind(history)];
  const kept = (state, title, url) => {
    const next = new URL(url, location.href);
    const same = isSameEntry(next);
    const elsewhere = pageOf(next) !== pageOf(location);
    if (elsewhere && (acted || changes(next).length)) place = []; // of another page
    arriving = elsewhere || (arriving && same);
    acted = false;
    next.search = withPlace(next.search);
    if (next.href !== location.href) (same ? replace : push)(state, title, next.href);
  };
  history.pushState = Object.assign(kept, { keptBy: "gradflow" });
  for (const kind of ["pointerdown", "keydown"]) window.addEventListener(kind, act, true);
  window.addEventListener("popstate", () => ([arriving, leaving] = [false, true]));
}

/** The page has taken up its address. */
export function arrive() {
  leaving = false;
}

/** Say where in a run somebody is now, in the address that says this, and in no other: not in that of the run before,
 * while that of a new one is still to come. */
export function keepPlace(pairs, says) {
  if (leaving) return;
  place = pairs.map(([name, text]) => `${name}=${text}`);
  const there = parts(location.search).filter(isMoving);
  if (there.toSorted().join() === place.toSorted().join() || says !== resting()) return;
  const url = new URL(location.href);
  url.search = withPlace(url.search);
  history.replaceState(history.state, "", url);
}

/** What the address says of what does not move, in the order of the alphabet. */
function resting() {
  const left = ["v", ...EMBEDDED, ...moving];
  const said = [...new URLSearchParams(location.search)].filter(([name]) => !left.includes(name));
  return said.map((pair) => pair.join("=")).toSorted().join("&");
}

/** A query with the place as it is now, and with its format at the end. */
export function withPlace(query) {
  const said = [...parts(query).filter((part) => !isMoving(part) && !part.startsWith("v=")), ...place];
  const made = parts(query).find((part) => part.startsWith("v=")) ?? (place.length ? format : "");
  return [...said, ...(said.length && made ? [made] : [])].join("&");
}

function act({ isTrusted, target }) {
  if (!isTrusted) return;
  acted = true;
  const [slider, when] = [target.closest?.(".stSlider"), performance.now()];
  const goesOn = slider && slider === move.slider && when - move.when < QUICK;
  move = { slider, when, number: move.number + !goesOn };
}

function isSameEntry(next) {
  if (pageOf(next) !== pageOf(location)) return !acted; // the query came first, and the path follows by itself
  if (arriving && !acted) return true;
  const changed = changes(next);
  if (!changed.length) return true;
  const [before, now] = [written, { number: move.number, changed: changed.join() }];
  written = now;
  return Boolean(move.slider) && before.number === now.number && before.changed === now.changed;
}

/** The names of what a learner would have changed. */
function changes(next) {
  const [before, after] = [new URLSearchParams(location.search), next.searchParams];
  const names = new Set([...before.keys(), ...after.keys()]);
  const same = (name) => before.getAll(name).join("&") === after.getAll(name).join("&");
  return [...names].filter((name) => !FOLLOWS.includes(name) && !moving.includes(name) && !same(name));
}

function pageOf({ pathname }) {
  return pathname.split("/").pop() || home;
}

function parts(query) {
  return query.replace(/^\?/, "").split("&").filter(Boolean);
}

function isMoving(part) {
  return moving.includes(part.split("=")[0]);
}
