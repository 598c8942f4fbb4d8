// Names that Streamlit gives its own controls, in English: a screen reader hears ours, in the learner's language. And
// groups of ours that have no name of their own.

const UPLOADERS = ".st-key-own_file, .st-key-own_again";
const HELP = /^Help for (.*)$/;
const NAMED = {
  pages: "[data-testid='stTopNav'], [data-testid='stSidebarNav']",
  less: "[data-testid='stNumberInputStepDown']",
  more_of: "[data-testid='stNumberInputStepUp']",
  empty: "[data-testid='stNumberInputClearButton']",
};
let words; // of the page, by key
let waiting = false;

const REWORDED = [
  [/^You can only select up to (\d+) options?\. Remove an option first\.$/, "enough"],
  [/^No results$/, "nothing"],
  [/^(\d+) more$/, "more"],
  [/^(\d+) options? available\.$/, "options"],
  [/^(.*), selected$/, "selected"],
];

/** Called by every run of a page. now: help "… %s", expand, collapse, skip, browse, remove "… %s", too_large, failed, helps, nothing, enough "… %s",
 * more "%s …", options "%s …", selected "%s …", home, heading, pages, less, more_of, empty. */
export function speak(now) {
  if (!words) new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  words = now;
  soon();
}

/** Once a screen refresh, however much changes; what is said aloud, before anybody hears it. */
function soon() {
  document.querySelectorAll("[data-live-announcer]").forEach(reworded);
  if (!waiting) requestAnimationFrame(name);
  waiting = true;
}

function name() {
  waiting = false;
  for (const each of document.querySelectorAll("[aria-label^='Help for ']")) {
    call(each, words.help.replace("%s", HELP.exec(each.ariaLabel)[1]));
  }
  for (const each of document.querySelectorAll("[aria-label='Help']")) call(each, words.help.replace("%s", spokenOf(each)));
  call(document.querySelector("[data-testid='stLogoLink']"), words.home);
  for (const [name, place] of Object.entries(NAMED)) {
    document.querySelectorAll(place).forEach((each) => call(each, words[name]));
  }
  document.querySelectorAll("[data-testid='stHeaderActionElements'] a").forEach((each) => call(each, words.heading));
  document.querySelectorAll(".st-key-shelf h3").forEach(card);
  call(document.querySelector("[data-testid='stExpandSidebarButton']"), words.expand);
  call(document.querySelector("[data-testid='stSidebarCollapseButton'] button"), words.collapse);
  write(document.querySelector("[data-testid='stSkipToContent']"), words.skip);
  const helps = document.querySelector(".st-key-helps");
  helps?.setAttribute("role", "group");
  call(helps, words.helps);
  document.querySelectorAll(UPLOADERS).forEach(uploader);
  document.querySelectorAll("[role='listbox'], [data-testid='stTopNavSection']").forEach(reworded);
}

/** The buttons of a card have the same names on every one: they are described by its heading. */
function card(heading, number) {
  heading.id ||= `gradflow-card-${number}`;
  const buttons = heading.closest("[class*='st-key-lesson_']")?.querySelectorAll("button, a") ?? [];
  for (const each of buttons) each.setAttribute("aria-describedby", heading.id);
}

/** The text that a button of help without a name stands beside. */
function spokenOf(button) {
  return button.closest("[data-testid='stHeading'], .stElementContainer")?.textContent.trim() ?? "";
}

/** What its buttons are called, and why a file was refused. */
function uploader(place) {
  for (const button of place.querySelectorAll("button")) {
    const file = button.closest("[data-testid='stFileChip']")?.querySelector("[data-testid='stFileChipName']");
    call(button, file ? words.remove.replace("%s", file.title) : words.browse);
  }
  for (const refused of place.querySelectorAll("[data-testid='stFileChip'] [role='alert']")) {
    if (![words.too_large, words.failed].includes(refused.textContent)) {
      write(refused, /MB or smaller|413/.test(refused.textContent) ? words.too_large : words.failed);
    }
  }
}

/** What a menu says that has nothing to choose, and how many pages have no room: text alone, wherever it stands. */
function reworded(place) {
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const [said, name] = REWORDED.find(([pattern]) => pattern.test(text.data)) ?? [];
    const ours = name ? words[name].replace("%s", said.exec(text.data)[1]) : text.data;
    if (text.data !== ours) text.data = ours;
  }
}

function call(element, text) {
  if (element && element.ariaLabel !== text) element.ariaLabel = text;
}

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}
