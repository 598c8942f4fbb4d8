// The type of a projector's page: as large as there is room for. Who sits in the last row cannot scroll.

const SMALLEST = 0.7; // of the type at first: 15 px at 1280 × 800
const STEP = 0.05;
const BELOW = 8; // px
let fitted = "";

/** What stands in the first column gets more of the page's width, then smaller, until its end is on the screen. */
export function fit() {
  const column = document.querySelector(".st-key-lessons .stColumn");
  if (!column) return;
  const known = [column.textContent, innerWidth, innerHeight, document.fonts.status].join("\n");
  if (known === fitted) return;
  fitted = known;
  const fits = () => end(column) <= innerHeight - BELOW;
  let scale = 1;
  delete column.dataset.wide;
  column.style.setProperty("--fit", scale);
  if (!fits()) column.dataset.wide = "";
  while (scale > SMALLEST && !fits()) {
    scale = Math.max(SMALLEST, scale - STEP);
    column.style.setProperty("--fit", scale.toFixed(2));
  }
}

/** Where what it holds ends, in px from the top of a page that is not scrolled. */
function end(column) {
  const parts = [...column.querySelectorAll(".stElementContainer")];
  const scrolled = column.closest(".stMain")?.scrollTop ?? 0;
  return Math.max(...parts.map((part) => part.getBoundingClientRect().bottom)) + scrolled;
}
