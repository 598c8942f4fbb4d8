// What the buttons of a transport show: shapes on 24 by 24.

const SHAPES = {
  play: "M8 5v14l11-7z",
  pause: "M6 5h4v14H6zM14 5h4v14h-4z",
  again: "M12 5V1L7 6l5 5V7a6 6 0 1 1-6 6H4a8 8 0 1 0 8-8z",
  step: "M6 6l8.5 6L6 18zM16 6h2v12h-2z",
  first: "M18 6l-8.5 6 8.5 6zM6 6h2v12H6z",
  dice:
    "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm0 2v14h14V5zM8.5 7a1.5 1.5 0 1 1 0 3 1.5 1.5 0 " +
    "0 1 0-3zM15.5 7a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zM12 10.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 " +
    "0-3zM8.5 14a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zM15.5 14a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z",
  walk: "M4 11h10.2l-3.6-3.6L12 6l6 6-6 6-1.4-1.4 3.6-3.6H4z",
  back: "M20 11H7.83l5.59-5.59L12 4l-8 8 8 8 1.41-1.41L7.83 13H20z",
  on: "M4 11h12.17l-5.59-5.59L12 4l8 8-8 8-1.41-1.41L16.17 13H4z",
  open: "M7 10l5 5 5-5z",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}
