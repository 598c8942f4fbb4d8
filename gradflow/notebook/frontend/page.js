// The page in a notebook's cell: light or dark as the notebook is, as high as its figures, drawn as in the app.

import liveFigure from "./live_figure.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const frame = frameOf();

/** The notebook's element around the page; nothing where the notebook keeps cells apart. */
function frameOf() {
  try {
    return window.frameElement;
  } catch {
    return null;
  }
}

/** In the theme of the moment, if that is another than before. */
function draw() {
  const { dataset } = document.documentElement;
  const theme = document.body.dataset.theme || (isDark() ? "dark" : "light");
  if (theme === dataset.theme) return;
  dataset.theme = theme;
  for (const each of document.querySelectorAll("[data-picture]")) {
    const { picture, height } = each.dataset;
    liveFigure({ parentElement: each, data: { token: "", picture, height: Number(height) }, setTriggerValue() {} });
  }
}

/** By the colour that the notebook writes in, for its own theme need not be the system's. */
function isDark() {
  const ink = frame && getComputedStyle(frame).color.match(/[\d.]+/g);
  return ink ? Number(ink[0]) + Number(ink[1]) + Number(ink[2]) > 3 * 128 : dark.matches;
}

function fit() {
  frame.style.height = `${document.documentElement.offsetHeight}px`;
}

draw();
dark.addEventListener("change", draw);
if (frame) {
  new ResizeObserver(fit).observe(document.documentElement);
  new MutationObserver(draw).observe(frame.ownerDocument.body, { attributes: true }); // a notebook changes its theme there
}
