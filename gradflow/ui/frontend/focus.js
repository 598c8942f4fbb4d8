// The focus of a keyboard is not lost. A control that the page moves becomes another control (`bound` in
// ui/session/browser_state.py), and its node another node: whoever was at it stays there. Where it is gone, what it was
// pressed for has the focus; a popover that was opened has it until it is closed.

const FOCUSABLE = "button, input, summary, [tabindex='0']";
const TURN = /-turn\d$/;
const POPOVER = "[data-testid='stPopoverBody']";
const SETTINGS = ".stSidebar[data-collapsed='false'] summary";
const AFTER = [
  ["[data-testid='stExpandSidebarButton']", SETTINGS],
  ["[data-testid='stSidebarCollapseButton'] button", "[data-testid='stExpandSidebarButton']"],
  [".st-key-helps button", "[data-name='play']"], // what it does, a run shows
  // From the list of lessons into one, a test or a paper, and back: its heading, not that of the list which still stands.
  [":is(.st-key-shelf, .st-key-owed, .st-key-exam_offer) button", ":is(.st-key-lesson_head, .st-key-paper) h1, .st-key-lesson_words h1"],
  [":is(.st-key-lesson_head, .st-key-paper_ways) button", ".st-key-lessons_title h1"],
  // Of a lesson: the heading of what comes next, what is said of an answer.
  [".st-key-lesson_ways button", ".st-key-lessons h2"],
  ["[class*='st-key-commit-'] button", ".st-key-lessons h1"], // of a test, its next question
  [".st-key-commit button, .gradflow-sketch .commit", ".gradflow-verdict, .gradflow-options"],
  [".st-key-compare button", ".st-key-lesson_answer"],
];
let kept; // for the page already
let last; // {node, control, place, after}: what had the focus last
let opener; // of the popover that is open, where a key has opened it

/** Once for a page, whoever asks for it. */
export function keepFocus() {
  if (kept) return;
  kept = true;
  document.addEventListener("focusin", ({ target }) => (last = { node: target, ...placeOf(target) }));
  document.addEventListener("pointerdown", () => (last = opener = undefined)); // a hand is not lost
  document.addEventListener("keydown", press, true);
  new MutationObserver(follow).observe(document.body, {
    ...{ childList: true, subtree: true },
    attributeFilter: ["data-collapsed"],
  });
}

function press({ key, target }) {
  if ((key === "Enter" || key === " ") && target.closest?.(".stPopover button") && !document.querySelector(POPOVER)) {
    opener = target;
  }
}

function follow() {
  const popover = document.querySelector(POPOVER);
  if (opener && popover && !popover.dataset.entered) {
    popover.dataset.entered = "";
    popover.tabIndex = -1;
    popover.focus();
  }
  if (document.activeElement !== document.body) return;
  if (opener && !popover) return back();
  if (!last?.control && !last?.after) return;
  if (last.node.isConnected && last.node.checkVisibility({ visibilityProperty: true })) return;
  const now = [...document.querySelectorAll(`[class*="${last.control}"]`)].find((each) => nameOf(each) === last.control);
  const there = now?.querySelectorAll(FOCUSABLE)[last.place] ?? (last.after && document.querySelector(last.after));
  if (there && !there.matches(FOCUSABLE)) there.tabIndex = -1; // a heading, read out and not stopped at
  there?.focus();
}

function back() {
  if (opener.isConnected) opener.focus();
  opener = undefined;
}

function placeOf(node) {
  const after = AFTER.find(([from]) => node.matches(from))?.[1];
  const control = node.closest("[class*='st-key-']");
  const place = control && { control: nameOf(control), place: [...control.querySelectorAll(FOCUSABLE)].indexOf(node) };
  return { ...place, after };
}

/** What Streamlit makes of a control's key, without its turn. */
function nameOf(control) {
  return [...control.classList].find((name) => name.startsWith("st-key-"))?.replace(TURN, "");
}
