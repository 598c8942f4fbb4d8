// The bar of pages at the lower edge of a phone: the page on show is in sight.

export function showPage() {
  setTimeout(() => {
    const bar = document.querySelector(".st-key-pages");
    const here = [...(bar?.querySelectorAll("a") ?? [])].find(({ pathname }) => pathname === location.pathname);
    if (!here || bar.scrollWidth <= bar.clientWidth) return;
    const [mine, all] = [here, bar].map((each) => each.getBoundingClientRect());
    bar.scrollLeft += mine.left + mine.width / 2 - (all.left + all.width / 2);
  });
}
