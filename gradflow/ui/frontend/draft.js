// A draft: what has been typed, chosen or drawn, and not committed yet. A pause of the vote takes the form away, and so
// does a reload: this tab keeps the last form's until it is closed, and fills it in where the form is there again.

const KEY = "gradflow.draft";
const FORM = '[class*="st-key-draft"]'; // which form it is, its class says (ui/lessons/ask.py)
const OFTEN = 300; // ms
const met = new WeakSet(); // fields that were looked at before
const filled = new WeakSet(); // fields that had something in them

/** What was kept of this form or board, {} for nothing. */
export function kept(of) {
  try {
    const draft = JSON.parse(sessionStorage.getItem(KEY));
    return draft?.of === of ? draft : {};
  } catch {
    return {};
  }
}

export function keep(of, parts) {
  const before = kept(of);
  if (Object.entries(parts).every(([name, value]) => JSON.stringify(before[name]) === JSON.stringify(value))) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...before, ...parts, of }));
  } catch {
    // no room, or none allowed: what is typed lasts as long as the form
  }
}

/** Once a page, whichever of its parts asks. Looked at again and again, for not every change is an event. */
export function keepDrafts() {
  if (window.gradflowDrafts) return;
  window.gradflowDrafts = true;
  setInterval(look, OFTEN);
  window.addEventListener("pagehide", look);
}

function look() {
  const form = document.querySelector(FORM);
  if (!form) return;
  const of = [...form.classList].find((name) => name.startsWith("st-key-draft"));
  for (const name of ["answer", "sure"]) {
    const inputs = [...form.querySelectorAll(`.st-key-${name}_field input`)];
    if (inputs.length) follow(of, name, inputs);
  }
}

/** A field that is new, or was never filled, is given what was kept; of any other, what is in it is kept. */
function follow(of, name, inputs) {
  const [field] = inputs;
  const now = said(inputs);
  const isNew = !met.has(field);
  met.add(field);
  const before = kept(of)[name] ?? "";
  if (before !== "" && before !== now && (isNew || !filled.has(field))) return fill(inputs, before);
  if (now !== "") filled.add(field);
  if (filled.has(field)) keep(of, { [name]: now });
}

/** What was typed, or which of the choices is on; "" for nothing. */
function said(inputs) {
  if (inputs[0].type !== "radio") return inputs[0].value;
  const at = inputs.findIndex(({ checked }) => checked);
  return at < 0 ? "" : String(at);
}

/** As a hand would: the form knows nothing of it otherwise. */
function fill(inputs, text) {
  const [field] = inputs;
  if (field.type === "radio") return inputs[Number(text)]?.click();
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
}
