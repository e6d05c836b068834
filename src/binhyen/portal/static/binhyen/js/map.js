/* One commune at a time takes the key: arrows go to whoever lies that way, Enter opens; the marks of rows are a second
   such group. Without this script every commune and mark is a link of its own and the table holds the same. */
"use strict";
(() => {
  const map = document.querySelector("[data-map]");
  if (!map) return;
  const said = document.querySelector("[data-map-said]");
  const shapes = [...map.querySelectorAll("a[data-code]")];
  const marks = [...map.querySelectorAll("a[data-mark]")];
  const rows = new Map([...document.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
  const outline = document.createElementNS("http://www.w3.org/2000/svg", "g");
  outline.setAttribute("class", "outline");
  shapes.at(-1).after(outline); // over the communes, under the marks
  const place = (shape) => [Number(shape.dataset.x), Number(shape.dataset.y)];
  const groupOf = (one) => (one.dataset.code ? shapes : marks);

  function here(shape) {
    said.textContent = shape.getAttribute("aria-label");
    if (!shape.dataset.code) return;
    for (const one of [...shapes, ...rows.values()]) one.classList.remove("here");
    shape.classList.add("here");
    rows.get(shape.dataset.code)?.classList.add("here");
    outline.replaceChildren(shape.querySelector("path, rect").cloneNode()); // over its neighbours; the link stays put
  }
  function take(shape, focus) {
    for (const one of groupOf(shape)) one.setAttribute("tabindex", one === shape ? "0" : "-1");
    if (focus) shape.focus();
  }
  /* whoever lies that way: near, and not far aside */
  function beyond(shape, dx, dy) {
    const [x, y] = place(shape);
    let best = null;
    let least = Infinity;
    for (const one of groupOf(shape)) {
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
  const first = (a, b) => (a.dataset.y * 1000 + +a.dataset.x <= b.dataset.y * 1000 + +b.dataset.x ? a : b);

  take(shapes.reduce(first), false);
  if (marks.length) take(marks.reduce(first), false);
  for (const shape of shapes) shape.querySelector("title")?.remove(); // its words stand below the map at once
  map.addEventListener("pointerover", (event) => {
    const shape = event.target.closest("a");
    if (shape && !document.activeElement?.closest?.("[data-map]")) here(shape);
  });
  map.addEventListener("focusin", (event) => {
    const shape = event.target.closest("a");
    if (!shape) return;
    here(shape);
    take(shape, false);
  });
  map.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    const shape = event.target.closest("a");
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
