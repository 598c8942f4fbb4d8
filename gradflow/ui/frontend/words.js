/** A word in the learner's language, from the dictionary that Plotly gets (`buttons` in figures/drawing/style.py). */
export function say({ config }, name) {
  return config.locales[config.locale].dictionary[name];
}
