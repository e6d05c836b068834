/* Handing in a file: it may be dropped, and one that is too large is told before it is sent. */
"use strict";
(() => {
  const form = document.querySelector("[data-receive]");
  if (!form) return;
  const zone = form.querySelector("[data-drop]");
  const input = form.querySelector("input[type=file]");
  const chosen = form.querySelector("[data-chosen]");
  const english = document.documentElement.lang === "en";
  const limit = Number(form.dataset.limitMb) * 1024 * 1024;
  function tell() {
    const file = input.files[0];
    chosen.hidden = !file;
    if (!file) return;
    const size = (file.size / 1024 / 1024).toLocaleString(english ? "en" : "vi", { maximumFractionDigits: 1 });
    const large = file.size > limit;
    chosen.textContent = large
      ? (english ? `${file.name}: ${size} MB is over the limit.` : `${file.name}: ${size} MB, vượt mức cho phép. Hãy tách hoặc nén ảnh.`)
      : `${file.name}, ${size} MB`;
    input.setCustomValidity(large ? chosen.textContent : "");
  }
  input.addEventListener("change", tell);
  ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  }));
  ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, () => zone.classList.remove("over")));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    tell();
  });
})();
