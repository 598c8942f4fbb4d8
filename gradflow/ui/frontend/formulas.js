// Formulas, set by the KaTeX that Streamlit itself serves: its chunk stands beside the page's main script.

// The page's styles are those of an earlier KaTeX, whose names of classes had no prefix.
const PREFIX = /\bkatex-(?!html|mathml|display|error)/g;
let katex;

/** Every formula inside the node; its LaTeX stays where there is no KaTeX. */
export async function formulas(node, chunk) {
  const found = [...node.querySelectorAll(".formula")];
  const main = document.querySelector('script[type="module"][src*="static/js/"]');
  if (!found.length || !chunk || !main) return;
  katex ??= import(new URL(chunk, main.src)).then((module) => module.default);
  const { renderToString } = await katex;
  for (const each of found) each.innerHTML = renderToString(each.textContent, { throwOnError: false }).replace(PREFIX, "");
}
