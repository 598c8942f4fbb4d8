// One entry of the browser's history for each change that a learner makes.
//
// Streamlit pushes an entry whenever the address changes, and a page moves there in two steps, its path and its query. An
// entry that is no change of its own takes the place of the one before: where somebody is on a page (`place`), what a
// page that was just come to says of itself, and what one slider went through without pause.

const QUICK = 1000; // ms between two values of one slider that are one move of it, by arrow keys say
let place = []; // names in a link that are no change
let acted = false; // whether the learner did anything since the address changed last
let arriving = true; // whether the page was come to since then
let slid = { slider: undefined, when: -QUICK };

/** Called by every run of a page. */
export function keepHistory(names) {
  place = names;
  if (history.pushState.keptBy) return;
  const push = history.pushState.bind(history);
  const kept = (state, title, url) => {
    const next = new URL(url, location.href);
    const same = isSameEntry(next);
    arriving = next.pathname !== location.pathname || (arriving && same);
    acted = false;
    (same ? history.replaceState.bind(history) : push)(state, title, url);
  };
  history.pushState = Object.assign(kept, { keptBy: "gradflow" });
  for (const kind of ["pointerdown", "keydown"]) window.addEventListener(kind, act, true);
  window.addEventListener("popstate", () => (arriving = false));
}

function act({ isTrusted }) {
  acted ||= isTrusted;
}

function isSameEntry(next) {
  if (next.pathname !== location.pathname) return !acted; // the query came first, and the path follows by itself
  if (arriving && !acted) return true;
  const changed = differing(new URLSearchParams(location.search), next.searchParams).filter((name) => !place.includes(name));
  return !changed.length || goesOn(changed.join());
}

/** The names whose texts differ. The format goes with the others. */
function differing(before, after) {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => name !== "v" && before.getAll(name).join("&") !== after.getAll(name).join("&"));
}

/** Whether this is another value of the slider that moved a moment ago. */
function goesOn(changed) {
  const focus = document.activeElement;
  const before = slid;
  slid = { slider: focus?.type === "range" ? focus : undefined, changed, when: performance.now() };
  return slid.slider !== undefined && slid.slider === before.slider && slid.changed === before.changed && slid.when - before.when < QUICK;
}
