// A cut connection, said in the learner's language for as long as it lasts.

const EVENT = "gradflow:connection";
const PATIENCE = 1500; // ms a connection may take to come back before anything is said
const watched = { cut: false, words: "", waiting: undefined, bar: undefined };

/** Called by whoever holds a connection, whenever it is lost or there again. */
export function tellConnection(cut) {
  window.dispatchEvent(new CustomEvent(EVENT, { detail: cut }));
}

/** Called by every run of a page. words: what is said. */
export function watchConnection(words) {
  if (!watched.words) {
    window.addEventListener(EVENT, ({ detail }) => turn(detail));
    window.addEventListener("offline", () => turn(true));
    window.addEventListener("online", () => turn(false));
  }
  watched.words = words;
}

function turn(cut) {
  if (cut === watched.cut) return;
  watched.cut = cut;
  clearTimeout(watched.waiting);
  if (cut) watched.waiting = setTimeout(show, PATIENCE);
  else watched.bar?.remove();
}

function show() {
  watched.bar ??= Object.assign(document.createElement("div"), { className: "gradflow-cut" });
  watched.bar.setAttribute("role", "alert");
  watched.bar.textContent = "";
  document.body.append(watched.bar);
  watched.bar.textContent = watched.words; // a screen reader says what comes into a region that is there
}
