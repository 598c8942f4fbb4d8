// Keys that press a button from anywhere on the page.

const NAMES = { " ": "Space" };
// Whatever takes letters itself, and for Space whatever it would press; the page as a whole is neither.
const WRITES = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
const PRESSED = "a, button, summary, input, select, [tabindex='0']:not(main)";
const heard = new Map(); // which button, by key

/** From now on this key presses this button; a newer one takes its place. */
export function hear(key, button) {
  if (!heard.size) document.addEventListener("keydown", press);
  heard.set(key, button);
  button.setAttribute("aria-keyshortcuts", NAMES[key] ?? key.toUpperCase());
  button.append(Object.assign(document.createElement("kbd"), { textContent: NAMES[key] ?? key.toUpperCase() }));
  button.lastChild.setAttribute("aria-hidden", "true");
}

function press(event) {
  const button = heard.get(event.key.toLowerCase());
  const { ctrlKey, metaKey, altKey, shiftKey, target } = event;
  if (!button?.isConnected || ctrlKey || metaKey || altKey || shiftKey || event.isComposing) return;
  if (event.defaultPrevented || target.closest(event.key === " " ? `${PRESSED}, ${WRITES}` : WRITES)) return;
  event.preventDefault(); // Space would scroll
  if (!event.repeat) button.click();
}
