// Where Plotly comes from. No other host is asked.
//
// 1. window.Plotly, when something on the page has loaded it already.
// 2. Streamlit's own copy, the chunk behind st.plotly_chart: it stands beside the page's main script
//    under a name with a hash, so the browser keeps it for a year, and loading it sets window.Plotly.
// 3. The copy inside the plotly package, served beside this file.

const SCRIPT = new URL("../gradflow.plotly/plotly.min.js", import.meta.url);
let loading;

/** A promise of Plotly; asked for any number of times, loaded once. */
export function loadPlotly(chunk) {
  return (loading ??= load(chunk).catch((reason) => {
    loading = undefined; // the next frame tries again
    throw reason;
  }));
}

/** Its text, for a page that holds all of it. */
export async function source() {
  const answer = await fetch(SCRIPT);
  if (!answer.ok) throw new Error(`no Plotly at ${SCRIPT}: ${answer.status}`);
  return answer.text();
}

async function load(chunk) {
  if (!window.Plotly && chunk) await importChunk(chunk).catch(() => {});
  if (!window.Plotly) await addScript(SCRIPT);
  return window.Plotly;
}

async function importChunk(chunk) {
  const main = document.querySelector('script[type="module"][src*="static/js/"]');
  if (main) await import(new URL(chunk, main.src));
}

function addScript(url) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: url, onload: resolve });
    script.onerror = () => reject(new Error(`no Plotly at ${url}`));
    document.head.append(script);
  });
}
