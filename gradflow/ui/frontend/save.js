// A figure as a file: a picture, a drawing, or a page that works offline and opens from disk.

import { loadPlotly, source } from "./plotly.js";
import { fill } from "./table.js";
import { say } from "./words.js";

export const FORMATS = ["png", "svg", "html"];
const SHARP = 2; // pixels of a picture for each pixel on the screen
const DIGITS = 7; // all that a float32 has

/** As it is on the screen, on the page's ground: its ink is the page's too. */
export async function save(node, figure, format) {
  const { config, file } = figure;
  const ground = getComputedStyle(node).getPropertyValue("--st-background-color").trim();
  const graph = { data: node.data, layout: { ...node.layout, paper_bgcolor: ground }, config };
  if (format === "html") return download(await offline(graph, figure), `${file}.html`);
  const size = { width: node.clientWidth, height: node.layout.height, scale: format === "png" ? SHARP : 1 };
  const Plotly = await loadPlotly();
  await Plotly.downloadImage(graph, { format, filename: file, ...size });
}

/** The page: Plotly, the graph with its numbers, its sentence, its table, and where it came from. */
async function offline({ data, layout, config }, figure) {
  const plotly = await source();
  const page = document.implementation.createHTMLDocument(figure.file);
  const add = (parent, tag, more) => parent.appendChild(Object.assign(page.createElement(tag), more));
  const graph = { data, layout: { ...layout, width: undefined, autosize: true }, config: { ...config, responsive: true } };
  page.documentElement.lang = config.locale;
  page.head.prepend(page.createElement("meta"));
  page.head.firstChild.setAttribute("charset", "utf-8");
  add(page.head, "meta", { name: "viewport", content: "width=device-width" });
  const { color, family } = layout.font;
  const body = `body{margin:1rem;background:${layout.paper_bgcolor};color:${color};font-family:${family}}`;
  add(page.head, "style", { textContent: `${body}a{color:inherit}figure{margin:0}td,th{padding:0 .5rem;text-align:right}` });
  const shown = add(page.body, "figure");
  add(shown, "div", { id: "graph" });
  add(shown, "figcaption", { textContent: figure.label });
  const numbers = add(page.body, "details");
  add(numbers, "summary", { textContent: say(figure, "table") });
  fill(add(numbers, "table"), figure);
  if (location.protocol.startsWith("http")) add(add(page.body, "p"), "a", { href: location.href, textContent: location.href });
  add(page.body, "script", { textContent: plotly });
  add(page.body, "script", { textContent: `Plotly.newPlot("graph", ${json(graph)})` });
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

/** Arrays as lists, gaps as null, and nothing that could end a script. */
function json(graph) {
  const plain = (value) => (Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null);
  const listed = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value, plain) : value);
  return JSON.stringify(graph, listed).replaceAll("<", "\\u003c");
}

function download(text, name) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/html" }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // ms; long enough to be read
}
