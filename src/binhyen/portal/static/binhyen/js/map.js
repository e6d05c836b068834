/* One commune at a time takes the key: arrows go to whoever lies that way, Enter opens. Without this script every
   commune is a link of its own and the table holds the same. */
"use strict";
(() => {
  const map = document.querySelector("[data-map]");
  if (!map) return;
  const said = document.querySelector("[data-map-said]");
  const shapes = [...map.querySelectorAll("a[data-code]")];
  const rows = new Map([...document.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
  const outline = document.createElementNS("http://www.w3.org/2000/svg", "g");
  outline.setAttribute("class", "outline");
  map.append(outline);
  const place = (shape) => [Number(shape.dataset.x), Number(shape.dataset.y)];

  function here(shape) {
    for (const one of [...shapes, ...rows.values()]) one.classList.remove("here");
    shape.classList.add("here");
    rows.get(shape.dataset.code)?.classList.add("here");
    said.textContent = shape.getAttribute("aria-label");
    outline.replaceChildren(shape.querySelector("path, rect").cloneNode()); // over its neighbours; the link stays put
  }
  function take(shape, focus) {
    for (const one of shapes) one.setAttribute("tabindex", one === shape ? "0" : "-1");
    if (focus) shape.focus();
  }
  /* whoever lies that way: near, and not far aside */
  function beyond(shape, dx, dy) {
    const [x, y] = place(shape);
    let best = null;
    let least = Infinity;
    for (const one of shapes) {
      const [ox, oy] = place(one);
      const ahead = (ox - x) * dx + (oy - y) * dy;
      const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
      if (one === shape || ahead <= 0) continue;
      const far = ahead + 2.5 * aside;
      if (far < least) [least, best] = [far, one];
    }
    return best;
  }
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const first = shapes.reduce((a, b) => (a.dataset.y * 1000 + +a.dataset.x <= b.dataset.y * 1000 + +b.dataset.x ? a : b));
  take(first, false);
  for (const shape of shapes) {
    shape.querySelector("title")?.remove(); // its words stand below the map at once
    shape.addEventListener("pointerenter", () => document.activeElement?.closest?.("[data-map]") || here(shape));
    shape.addEventListener("focus", () => {
      here(shape);
      take(shape, false);
    });
  }
  map.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    const shape = event.target.closest("a[data-code]");
    if (!way || !shape) return;
    event.preventDefault();
    const next = beyond(shape, ...way);
    if (next) take(next, true);
  });
  for (const [code, row] of rows) {
    row.addEventListener("pointerenter", () => {
      const shape = shapes.find((one) => one.dataset.code === code);
      if (shape) here(shape);
    });
  }
})();
