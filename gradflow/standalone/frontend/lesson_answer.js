// How a prompt is answered: a choice, or a number, each with how sure one is; a curve has its board. And how an answer
// and what was measured stand beside each other.

import { judged, ruled, said } from "./lesson_judge.js";
import { power } from "./sketch_plot.js";
import sketch from "./sketch.js";

/** The form; commit(answer, sure) is called once there are both. */
export function form(node, { key, prompt }, words, commit) {
  if (prompt.kind === "curve") return board(node, prompt, {}, commit);
  const all = add(node, "form", {});
  const field = prompt.kind === "choice" ? choices(all, key, prompt.options) : number(all, prompt);
  const [title, ...texts] = words.sure;
  const sure = choices(all, `sure ${key}`, texts.map((text, index) => ({ name: index + 1, text })), title);
  const voice = add(all, "p", { className: "missing" });
  voice.setAttribute("role", "status");
  add(all, "button", { className: "primary", textContent: words.commit });
  all.onchange = () => (voice.textContent = "");
  all.onsubmit = (event) => {
    event.preventDefault();
    const answer = field();
    if (answer === undefined || sure() === undefined) voice.textContent = words.missing;
    else commit(answer, Number(sure()));
  };
}

function choices(parent, name, options, title) {
  const field = add(parent, "fieldset", { className: title ? "sure" : "options" });
  if (title) add(field, "legend", { textContent: title });
  for (const option of options) {
    const label = add(field, "label", {});
    add(label, "input", { type: "radio", name, value: option.name });
    add(label, "span", { textContent: option.text });
  }
  return () => field.querySelector("input:checked")?.value;
}

function number(parent, { label: name, between, low, high, whole }) {
  const label = add(parent, "label", { className: "number" });
  add(label, "span", { textContent: name });
  const field = add(label, "input", { type: "number", min: low, max: high, step: whole ? 1 : "any", placeholder: between });
  return () => (field.value !== "" && field.checkValidity() ? Number(field.value) : undefined);
}

function board(node, prompt, more, commit) {
  const place = add(node, "div", {});
  add(place, "div", { className: "gradflow-sketch" });
  const setTriggerValue = (_, { values, sure }) => commit(values, sure);
  sketch({ parentElement: place, data: { ...prompt.board, ...more }, setTriggerValue });
}

/** Whether it is right, and the sentence about this answer, as HTML. */
export function marked(prompt, answer) {
  if (prompt.kind === "choice") {
    const option = prompt.options.find(({ name }) => name === answer);
    return { right: answer === prompt.answer, text: option.feedback };
  }
  if (prompt.kind === "number") {
    const off = answer - prompt.answer;
    const right = Math.abs(off) <= prompt.within;
    const feedback = prompt.feedback[right ? "right" : off < 0 ? "low" : "high"];
    const same = prompt.whole ? Math.round(prompt.answer) === answer : written(prompt, answer) === prompt.measured;
    return { right, close: right && !same, text: fill(feedback, written(prompt, answer)), answer: written(prompt, answer) };
  }
  const key = said(answer, prompt);
  const { meant } = judged(answer, prompt);
  return { right: key === "right", text: fill(prompt.feedback[key], power(meant)), answer: power(meant) };
}

export function fill(html, answer) {
  return html.replaceAll("{answer}", answer);
}

function written(prompt, answer) {
  if (prompt.decades) return power(answer);
  return prompt.share ? `${(100 * answer).toFixed(0)}%` : String(answer);
}

/** Both beside each other. */
export function beside(node, prompt, answer, words) {
  if (prompt.kind === "choice") options(node, prompt, answer, words);
  else if (prompt.kind === "number") scale(node, prompt, answer, words);
  else {
    board(node, prompt, { drawn: answer, run: prompt.run, band: prompt.band }, () => {});
    const list = add(node, "ul", { className: "gradflow-rules" });
    for (const [holds, text] of ruled(judged(answer, prompt), prompt, power)) {
      add(list, "li", { className: holds ? "right" : "wrong", textContent: `${holds ? "✓" : "✗"} ${text}` });
    }
  }
}

function options(node, prompt, answer, words) {
  const list = add(node, "ul", { className: "gradflow-options" });
  const told = prompt.measured ? words.was_measured.replace("{value}", prompt.measured) : words.measured;
  for (const { name, text } of prompt.options) {
    const marks = [name === answer && words.yours, name === prompt.answer && told].filter(Boolean);
    const className = name === prompt.answer ? "right" : name === answer ? "wrong" : "";
    const row = add(list, "li", { className, textContent: `${text} ` });
    for (const mark of marks) row.append(Object.assign(document.createElement("b"), { textContent: mark }), " ");
  }
}

/** On one line, from the lowest to the highest that could be said; around what was measured, what is right. */
function scale(node, prompt, answer, words) {
  const at = (value) => 100 * Math.min(1, Math.max(0, (value - prompt.low) / (prompt.high - prompt.low)));
  const line = add(node, "div", { className: "gradflow-scale" });
  const [low, high] = [at(prompt.answer - prompt.within), at(prompt.answer + prompt.within)];
  Object.assign(add(line, "span", { className: "right" }).style, { left: `${low}%`, width: `${high - low}%` });
  const said = { run: words.was_measured.replace("{value}", prompt.measured), you: words.you_said.replace("{value}", written(prompt, answer)) };
  for (const [name, value] of Object.entries({ run: prompt.answer, you: answer })) {
    const place = at(value);
    const side = place < 25 ? "start" : place > 75 ? "end" : "";
    add(line, "span", { className: name }).style.left = `${place}%`;
    add(line, "span", { className: `${name} text ${side}`, textContent: said[name] }).style.left = `${place}%`;
  }
}

export function add(parent, tag, more) {
  return parent.appendChild(Object.assign(document.createElement(tag), more));
}
