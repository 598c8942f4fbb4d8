// In the place of ui/frontend/plotly.js: Plotly comes with the page.

import { unpacked } from "./packed.js";

let loading;

/** A promise of Plotly; asked for any number of times, loaded once. */
export function loadPlotly() {
  return (loading ??= load());
}

/** Its text, for a page that holds all of it. */
export async function source() {
  return new TextDecoder().decode(await unpacked("plotly"));
}

async function load() {
  const script = Object.assign(document.createElement("script"), { textContent: await source() });
  document.head.append(script);
  return window.Plotly;
}
