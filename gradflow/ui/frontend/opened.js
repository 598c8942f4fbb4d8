// The groups of settings that a learner has opened or closed are so again after a reload, in this tab.

const KEY = "gradflow.opened";
const GROUPS = ".stSidebar details";
const WAIT = 500; // ms between two looks for groups that are not drawn yet
const known = new WeakSet(); // groups that were put right once, and are the learner's since then
let looking;

/** Called by every run of a page. */
export function keepOpened() {
  if (!looking) document.addEventListener("toggle", ({ target }) => remember(target), true);
  clearTimeout(looking);
  look(10);
}

/** The page draws its settings last, and anew where there are others. */
function look(times) {
  const stored = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  for (const group of document.querySelectorAll(GROUPS)) {
    const wanted = stored[name(group)] ?? group.open;
    if (!known.has(group) && group.open !== wanted) group.querySelector("summary").click();
    known.add(group);
  }
  looking = setTimeout(() => times && look(times - 1), WAIT);
}

function remember(group) {
  if (!group.matches?.(GROUPS) || !known.has(group)) return;
  const stored = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  sessionStorage.setItem(KEY, JSON.stringify({ ...stored, [name(group)]: group.open }));
}

function name(group) {
  return `${location.pathname} ${[...document.querySelectorAll(GROUPS)].indexOf(group)}`;
}
