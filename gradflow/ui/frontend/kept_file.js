// A learner's own file, kept by this tab alone until it is closed: the server knows it no longer than the page is open.

const KEY = "gradflow.own";
const CHOOSERS = ".st-key-own_file input[type=file], .st-key-own_again input[type=file]";
const ASKED = 60_000; // ms in which the page must have drawn where the file is brought again
const HEARD = 2000; // ms after which it is brought once more: the chooser may have been drawn, and not listened yet
let chosen; // the last file that was chosen or dropped
let held; // what the page learned from last, {task, file, answers}
let tried; // the task that was brought again already

/** Called by every run of a laboratory. data: what it learns from, what its link wants and it has not, how large a file may be. */
export default function keptFile({ data, setTriggerValue }) {
  listen();
  if (data.held) keep(data.held, data.most);
  else if (held && !data.wanted) sessionStorage.removeItem(KEY);
  held = data.held;
  const stored = data.wanted && data.wanted !== tried && read();
  if (!stored || stored.task !== data.wanted) return;
  tried = data.wanted;
  setTriggerValue("answers", stored.answers);
  bringAgain(stored);
}

function listen() {
  if (listen.done) return;
  listen.done = true;
  document.addEventListener("change", ({ target }) => target.matches?.(CHOOSERS) && (chosen = target.files[0]), true);
  const dropped = ({ target, dataTransfer }) => target.closest?.(".st-key-own_file, .st-key-own_again") && (chosen = dataTransfer.files[0]);
  document.addEventListener("drop", dropped, true);
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** Where there is no room for it, nothing is kept, and a reload asks for the file. */
async function keep(what, most) {
  if (what.task === held?.task || chosen?.name !== what.file || chosen.size > most) return;
  const content = await asText(chosen);
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...what, content }));
  } catch {
    sessionStorage.removeItem(KEY);
  }
}

function asText(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = failed;
    reader.readAsDataURL(file);
  });
}

/** By the chooser that the page draws for it, so that it takes the way of every other file. */
function bringAgain({ file, content }) {
  const bytes = Uint8Array.from(atob(content.split(",")[1]), (letter) => letter.charCodeAt(0)); // no fetch of data: the page's policy refuses it
  const files = new DataTransfer();
  files.items.add(new File([bytes], file, { type: "text/csv" }));
  const until = performance.now() + ASKED;
  let given = false;
  const give = () => {
    const place = document.querySelector(".st-key-own_again");
    if (given && (!place || place.innerText.includes(file))) return; // it has been taken
    const chooser = place?.querySelector("input[type=file]");
    if (chooser) {
      given = true;
      chooser.files = files.files;
      chooser.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (performance.now() < until) setTimeout(give, chooser ? HEARD : 100);
  };
  give();
}
