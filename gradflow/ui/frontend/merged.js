// Two objects in one.

/** A new object in which objects are merged and anything else of `more` wins; Plotly may write into it. */
export function merged(base, more) {
  const both = structuredClone(base);
  for (const [name, value] of Object.entries(more)) {
    const nested = isObject(value) && isObject(both[name]);
    both[name] = nested ? merged(both[name], value) : structuredClone(value);
  }
  return both;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
