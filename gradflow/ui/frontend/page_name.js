// Whoever follows a link to another page is at its top and hears its name, once: the browser itself does nothing of this
// for a page that it did not load.

const SOON = 300; // ms after a run of the page has begun: Streamlit has named the window by then
let path; // of the page that was there last
let known; // {name, language}, of the page that was heard last
let waiting;
let voice;

/** Called by every run of a page. */
export function sayPage(language) {
  if (path !== undefined && path !== location.pathname) fromTheTop();
  path = location.pathname;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const name = document.title.split(" · ")[0];
    if (known && known.name !== name && known.language === language) say(name);
    known = { name, language };
  }, SOON);
}

/** Another page begins at its top, however far the one before was scrolled, unless its address names a place. */
function fromTheTop() {
  if (!location.hash) document.querySelector(".stMain")?.scrollTo(0, 0);
}

function say(name) {
  if (!voice) {
    voice = Object.assign(document.createElement("div"), { className: "gradflow-voice", role: "status" });
    document.body.append(voice);
  }
  voice.textContent = name;
}
