// Whoever follows a link to another page hears its name, once: the browser itself says nothing of a page that it did not
// load.

const SOON = 300; // ms after a run of the page has begun: Streamlit has named the window by then
let known; // {name, language}, of the page that was heard last
let waiting;
let voice;

/** Called by every run of a page. */
export function sayPage(language) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const name = document.title.split(" · ")[0];
    if (known && known.name !== name && known.language === language) say(name);
    known = { name, language };
  }, SOON);
}

function say(name) {
  if (!voice) {
    voice = Object.assign(document.createElement("div"), { className: "gradflow-voice", role: "status" });
    document.body.append(voice);
  }
  voice.textContent = name;
}
