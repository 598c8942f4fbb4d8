// On a phone a figure of several subplots may stand on the page in two parts, with sentences between them: its first
// subplot, the bars, and the others, the maps. Each part is a graph of its own, of the same frames.

const BELOW = 22; // px for what is written below the first

/**
 * Of what is drawn of a figure whose subplots stand one below the other, the first or the others, each as tall as it was;
 * name: which, "bars" or "maps"; all of it where none is named.
 */
export function part(figure, name) {
  if (!name) return figure;
  const { traces, layout, linked, layers, falling } = figure;
  const axes = Object.keys(layout).filter((name) => name.startsWith("yaxis"));
  const own = axes.filter((axis) => (layout[axis].domain[1] === 1) === (name === "bars"));
  const here = (axis = "y") => own.includes(`yaxis${/\d*/.exec(axis.slice(1))}`);
  const kept = [...traces.keys()].filter((at) => here(traces[at].yaxis));
  const again = (numbers) => numbers.map((at) => kept.indexOf(at)).filter((at) => at >= 0);
  return {
    ...figure,
    traces: kept.map((at) => traces[at]),
    layout: placed(layout, axes, own, name === "bars" ? BELOW : layout.margin.b, here),
    linked: again(linked),
    falling: again(falling),
    layers: layers.filter(here),
  };
}

function placed(layout, axes, own, below, here) {
  const low = Math.min(...own.map((name) => layout[name].domain[0]));
  const share = Math.max(...own.map((name) => layout[name].domain[1])) - low;
  const next = { ...layout, annotations: within(layout.annotations, here), shapes: within(layout.shapes, here) };
  for (const name of axes) {
    const number = name.slice("yaxis".length);
    const scale = next[`coloraxis${number}`];
    if (own.includes(name)) {
      const { matches, ...axis } = layout[name]; // the axis that it follows may be in the other part
      next[name] = { ...axis, domain: axis.domain.map((place) => (place - low) / share) };
      if (scale) next[`coloraxis${number}`] = { ...scale, colorbar: stretched(scale.colorbar, low, share) };
    } else for (const kind of ["xaxis", "yaxis", "coloraxis"]) delete next[kind + number];
  }
  const { t, b } = layout.margin;
  next.margin = { ...layout.margin, b: below };
  next.height = Math.round(share * (layout.height - t - b)) + t + below;
  return next;
}

function within(drawn = [], here) {
  return drawn.filter(({ yref }) => here(yref));
}

function stretched(bar, low, share) {
  return { ...bar, y: (bar.y - low) / share, len: bar.len / share };
}
