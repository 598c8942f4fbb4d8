// What has changed between two memories, and a memory with such changes in it. A memory has parts: of a list what is in
// it counts, of an object each of its names.

/** By part: what was set, and what was taken away. */
export function changed(before, after) {
  const parts = {};
  for (const part of Object.keys(after)) {
    const [old, now] = [named(before[part]), named(after[part])];
    const set = Object.entries(now).filter(([name, value]) => JSON.stringify(old[name]) !== JSON.stringify(value));
    parts[part] = { set, gone: Object.keys(old).filter((name) => !(name in now)) };
  }
  return { parts, plain: after };
}

/** What is there, with these changes in it. */
export function merged(there, { parts, plain }) {
  const next = { ...there };
  for (const [part, { set, gone }] of Object.entries(parts)) {
    if (typeof plain[part] !== "object") {
      next[part] = plain[part];
      continue;
    }
    const all = named(there[part]);
    for (const name of gone) delete all[name];
    for (const [name, value] of set) all[name] = value;
    next[part] = Array.isArray(plain[part]) ? Object.keys(all).sort() : all;
  }
  return next;
}

/** A list by what is in it. */
function named(part) {
  if (Array.isArray(part)) return Object.fromEntries(part.map((name) => [name, true]));
  return typeof part === "object" && part !== null ? { ...part } : {};
}
