/* A click on the ground of a commune writes the place into its field; what is typed there moves the mark. */
"use strict";
(() => {
  const FIRST = /^\(?(\d+(?:\.\d+)?)\s*[,; ]\s*(\d+(?:\.\d+)?)\)?$/;
  const ground = () => document.querySelector("svg[data-picks]");

  function show(svg) {
    const field = document.getElementById(svg.dataset.picks);
    const mark = svg.querySelector("[data-here]");
    const found = FIRST.exec(field.value.trim());
    mark.toggleAttribute("hidden", !found);
    if (!found) return;
    const [a, b] = [Number(found[1]), Number(found[2])];
    const { west, north, scale, narrowing } = svg.dataset;
    const x = (Math.max(a, b) - west) * narrowing * scale; // degrees of Vietnam: the greater one is the longitude
    const y = (north - Math.min(a, b)) * scale;
    mark.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  }
  document.addEventListener("click", (event) => {
    const svg = event.target.closest?.("svg[data-picks]");
    if (!svg) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const { west, north, scale, narrowing } = svg.dataset;
    const field = document.getElementById(svg.dataset.picks);
    field.value = `${(north - at.y / scale).toFixed(4)}, ${(+west + at.x / (narrowing * scale)).toFixed(4)}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("input", (event) => {
    const svg = ground();
    if (svg && event.target.id === svg.dataset.picks) show(svg);
  });
  document.addEventListener("htmx:afterSettle", () => ground() && show(ground()));
})();
