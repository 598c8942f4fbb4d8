// The buttons below the list of lessons: to take along what this browser keeps, to bring it again, to erase it.

const LARGEST = 200_000; // characters of a file that is brought again
let shown; // what the buttons say

/** In this node. lines: what they say, nothing where there are none. read, replace: what is kept; say: to the visit. */
export function keeper(node, lines, { read, replace, say }) {
  if (shown === JSON.stringify(lines) && node.childElementCount) return;
  shown = JSON.stringify(lines);
  node.replaceChildren();
  if (!lines.title) return;
  const add = (parent, tag, more) => parent.appendChild(Object.assign(document.createElement(tag), more));
  const all = add(node, "details", {});
  add(all, "summary", { textContent: lines.title });
  add(all, "p", { textContent: lines.about });
  const row = add(all, "div", { className: "row" });
  const voice = add(all, "p", {});
  voice.setAttribute("role", "status");
  add(row, "button", { type: "button", textContent: lines.download, onclick: () => download(read()) });
  const chooser = add(node, "input", { type: "file", accept: ".json,application/json", hidden: true });
  add(row, "button", { type: "button", textContent: lines.restore, onclick: () => chooser.click() });
  chooser.onchange = async () => {
    const [file] = chooser.files;
    try {
      if (file.size > LARGEST) throw new Error("too large");
      const told = JSON.parse(await file.text());
      if (told?.v === undefined) throw new Error("none of ours");
      replace(told);
      say(told);
      voice.textContent = lines.restored;
    } catch {
      voice.textContent = lines.unreadable;
    }
    chooser.value = "";
  };
  add(row, "button", {
    type: "button",
    textContent: lines.erase,
    onclick: () => {
      if (!confirm(lines.really)) return;
      replace();
      say({});
      voice.textContent = lines.erased;
    },
  });
}

function download(kept) {
  const href = URL.createObjectURL(new Blob([JSON.stringify(kept, null, 1)], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href, download: "gradflow-lessons.json" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // ms; long enough to be read
}
