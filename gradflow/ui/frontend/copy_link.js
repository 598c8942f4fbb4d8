// A button that copies the link of what is on the page. Where a page may not write to the clipboard, as over plain http, it
// shows the link in a field, selected.

import { withPlace } from "../gradflow.address/history.js"; // under that name, the one that knows the place

const SAID = 2500; // ms that the button says what it has done
const onPaper = new Map(); // what writes the link on each page that is printed
matchMedia("print").addEventListener("change", ({ matches }) => matches && write());
window.addEventListener("beforeprint", write);

/** Called by Streamlit for every run of the page. */
export default function copyLink({ parentElement, data }) {
  const root = parentElement.querySelector(".gradflow-copy");
  const [button, field, voice] = ["button", "input", "[role=status]"].map((what) => root.querySelector(what));
  button.title = data.help;
  field.setAttribute("aria-label", data.label);
  if (root.dataset.done === undefined) label(root, data.label, "link");
  const address = () => {
    const query = withPlace(data.query);
    return location.origin + location.pathname + (query && `?${query}`);
  };
  onPaper.set(root, () => (root.querySelector("p").textContent = `${data.settings}\n${address()}`));
  button.onclick = async () => {
    const url = address();
    try {
      await navigator.clipboard.writeText(url);
      field.hidden = true;
      done(root, data, voice);
    } catch {
      Object.assign(field, { hidden: false, value: url });
      field.focus();
      field.select();
      voice.textContent = data.select;
    }
  };
  field.onblur = () => (field.hidden = true);
}

function write() {
  for (const [root, print] of onPaper) root.isConnected ? print() : onPaper.delete(root);
}

function done(root, data, voice) {
  root.dataset.done = "";
  label(root, data.copied, "check");
  voice.textContent = "";
  requestAnimationFrame(() => (voice.textContent = data.copied));
  setTimeout(() => {
    delete root.dataset.done;
    label(root, data.label, "link");
  }, SAID);
}

function label(root, text, icon) {
  root.querySelector(".icon").textContent = icon;
  root.querySelector(".text").textContent = text;
}
