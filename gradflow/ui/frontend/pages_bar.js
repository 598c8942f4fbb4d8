// The bar of pages at the lower edge of a phone: the page on show is in sight.

export function showPage() {
  setTimeout(() => {
    const bar = document.querySelector(".st-key-pages");
    const there = [...(bar?.querySelectorAll("a") ?? [])].filter(({ pathname }) => pathname === location.pathname);
    const here = there.find((link) => link.getAttribute("href")) ?? there[0]; // home's is empty: it fits everywhere
    if (!here || bar.scrollWidth <= bar.clientWidth) return;
    const [mine, all] = [here, bar].map((each) => each.getBoundingClientRect());
    bar.scrollLeft += mine.left + mine.width / 2 - (all.left + all.width / 2);
  });
}
