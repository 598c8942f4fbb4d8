// A control that the page moves becomes another control (`bound` in ui/session/browser_state.py), and its node another
// node: whoever was at it with the keyboard stays there.

const FOCUSABLE = "button, input, [tabindex='0']";
const TURN = /-turn\d$/;
let last; // {node, control, place}: what had the focus last

/** Once for a page. */
export function keepFocus() {
  document.addEventListener("focusin", ({ target }) => (last = { node: target, ...placeOf(target) }));
  document.addEventListener("pointerdown", () => (last = undefined)); // a hand is not lost
  new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });
}

function follow() {
  if (!last?.control || last.node.isConnected || document.activeElement !== document.body) return;
  const now = [...document.querySelectorAll(`[class*="${last.control}"]`)].find((each) => nameOf(each) === last.control);
  now?.querySelectorAll(FOCUSABLE)[last.place]?.focus();
}

function placeOf(node) {
  const control = node.closest("[class*='st-key-']");
  return control && { control: nameOf(control), place: [...control.querySelectorAll(FOCUSABLE)].indexOf(node) };
}

/** What Streamlit makes of a control's key, without its turn. */
function nameOf(control) {
  return [...control.classList].find((name) => name.startsWith("st-key-"))?.replace(TURN, "");
}
