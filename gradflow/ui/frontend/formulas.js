// Formulas, set by the KaTeX that Streamlit itself serves: its chunk stands beside the page's main script.

let katex;

/** Every formula inside the node; its LaTeX stays where there is no KaTeX. */
export async function formulas(node, chunk) {
  const found = [...node.querySelectorAll(".formula")];
  const main = document.querySelector('script[type="module"][src*="static/js/"]');
  if (!found.length || !chunk || !main) return;
  katex ??= import(new URL(chunk, main.src)).then((module) => module.default);
  const { render } = await katex;
  for (const each of found) render(each.textContent, each, { throwOnError: false });
}
