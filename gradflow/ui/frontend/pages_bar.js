// The bar of pages at the lower edge of a phone: the page on show is in sight.

const SOON = [0, 300, 1000, 3000]; // ms after which it is looked for: its links come one after the other

export function showPage() {
  for (const wait of SOON) setTimeout(show, wait);
}

function show() {
  const bar = document.querySelector(".st-key-pages");
  const there = [...(bar?.querySelectorAll("a") ?? [])].filter(({ pathname }) => pathname === location.pathname);
  const here = there.find((link) => link.getAttribute("href")) ?? there[0]; // home's is empty: it fits everywhere
  if (!here || bar.scrollWidth <= bar.clientWidth) return;
  const [mine, all] = [here, bar].map((each) => each.getBoundingClientRect());
  if (mine.left >= all.left && mine.right <= all.right) return;
  bar.scrollLeft += mine.left + mine.width / 2 - (all.left + all.width / 2);
}
