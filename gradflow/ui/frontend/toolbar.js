// A picture's buttons are one stop of Tab, and arrow keys lead from one to the next, as in any toolbar (WAI-ARIA).

const BAR = ".modebar";
const NEXT = { ArrowLeft: -1, ArrowRight: 1 };
const END = { Home: 0, End: -1 };

export class Toolbar {
  constructor(node) {
    this.node = node;
    node.addEventListener("keydown", (event) => key(event));
    node.addEventListener("focusin", ({ target }) => target.closest(BAR) && stop(target)); // by a click too
  }

  /** After each frame, for Plotly may have made its buttons anew. name: of several pictures' buttons, whose they are. */
  follow(name) {
    for (const bar of this.node.querySelectorAll(BAR)) {
      bar.setAttribute("aria-label", name);
      const stops = buttonsOf(bar).filter(({ tabIndex }) => tabIndex === 0);
      if (stops.length !== 1) stop(stops.find((each) => each === document.activeElement) ?? buttonsOf(bar)[0]);
    }
  }
}

function key(event) {
  const all = buttonsOf(event.target.closest(BAR));
  const at = all.indexOf(event.target);
  const leads = NEXT[event.key] ? (at + NEXT[event.key] + all.length) % all.length : END[event.key];
  if (at < 0 || leads === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  all.at(leads).focus();
}

/** From now on Tab leads to this one of its bar. */
function stop(button) {
  for (const each of buttonsOf(button?.closest(BAR))) each.tabIndex = each === button ? 0 : -1;
}

function buttonsOf(bar) {
  return [...(bar?.querySelectorAll(".modebar-btn") ?? [])];
}
