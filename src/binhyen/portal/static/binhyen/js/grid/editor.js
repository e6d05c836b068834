/* The box in which one cell of the grid is typed. Columns of choice get a list that is narrowed while typing, tones or
   not. `end(text, move)` is called once: text is null where the person gave up; move is [rows, columns] to go on to. */
"use strict";
(() => {
  const { say, fold, show } = window.binhyen.gridValues;
  const HINTS = {
    day: () => say("31/12/2026", "31/12/2026"),
    loose_day: () => say("31/12/1987 hoặc 1987", "31/12/1987 or 1987"),
  };
  let count = 0;

  function open({ cell, column, text, fresh, end }) {
    const box = document.createElement("input");
    box.className = "grid-input plain";
    box.setAttribute("aria-label", column.label);
    box.autocomplete = "off";
    box.spellcheck = false;
    box.maxLength = 4000;
    if (column.kind === "number") box.inputMode = "decimal";
    if (HINTS[column.kind]) box.placeholder = HINTS[column.kind]();
    box.value = fresh ? "" : show(column, text);
    const kept = [...cell.childNodes];
    cell.replaceChildren(box);
    cell.classList.add("is-editing");
    const list = column.kind === "choice" ? choices(box, column, text) : null;
    let over = false;
    const close = (answer, move) => {
      if (over) return;
      over = true;
      list?.remove();
      cell.classList.remove("is-editing");
      cell.replaceChildren(...kept);
      end(answer, move);
    };
    box.addEventListener("blur", () => close(list ? list.taken() : box.value, null));
    box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing) return;
      const move = moveOf(event, fresh && !list);
      if (event.key === "Escape") {
        event.preventDefault();
        close(null, [0, 0]);
      } else if (list?.keyed(event)) event.preventDefault();
      else if (move) {
        event.preventDefault();
        close(list ? list.taken() : box.value, move);
      } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        close(list ? list.taken() : box.value, [0, 0]);
      }
    });
    box.focus({ preventScroll: true });
    if (!fresh) box.select();
    return { box, close: () => close(list ? list.taken() : box.value, null) };
  }

  function moveOf(event, arrows) {
    if (event.key === "Enter" && !event.altKey) return [event.shiftKey ? -1 : 1, 0];
    if (event.key === "Tab") return [0, event.shiftKey ? -1 : 1];
    if (arrows && event.key === "ArrowDown") return [1, 0];
    if (arrows && event.key === "ArrowUp") return [-1, 0];
    return null;
  }

  function choices(box, column, text) {
    const list = document.createElement("ul");
    list.className = "grid-choices";
    list.id = `grid-choices-${(count += 1)}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", column.label);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-expanded", "true");
    box.setAttribute("aria-autocomplete", "list");
    document.body.append(list);
    let lit = -1;
    let shown = [];
    let typed = false;
    const light = (index) => {
      lit = index;
      [...list.children].forEach((one, i) => one.setAttribute("aria-selected", String(i === lit)));
      const one = list.children[lit];
      if (one) {
        box.setAttribute("aria-activedescendant", one.id);
        one.scrollIntoView({ block: "nearest" });
      } else box.removeAttribute("aria-activedescendant");
    };
    const narrow = () => {
      const sought = typed ? fold(box.value.trim()) : "";
      shown = column.choices.filter(([, words]) => fold(words).includes(sought));
      shown.sort((a, b) => fold(b[1]).startsWith(sought) - fold(a[1]).startsWith(sought));
      list.replaceChildren(...shown.map(([, words], i) => {
        const one = document.createElement("li");
        one.id = `${list.id}-${i}`;
        one.setAttribute("role", "option");
        one.textContent = words;
        return one;
      }));
      list.hidden = !shown.length;
      box.setAttribute("aria-expanded", String(!list.hidden));
      light(typed ? (sought && shown.length ? 0 : -1) : shown.findIndex(([key]) => key === text));
    };
    const place = () => {
      const at = box.getBoundingClientRect();
      const room = window.innerHeight - at.bottom;
      const under = room > 220 || room > at.top;
      list.style.minWidth = `${at.width}px`;
      list.style.maxHeight = `${Math.min(280, (under ? room : at.top) - 12)}px`;
      list.style.left = `${Math.max(4, Math.min(at.left, window.innerWidth - list.offsetWidth - 8))}px`;
      list.style.top = under ? `${at.bottom + 2}px` : `${at.top - list.offsetHeight - 2}px`;
    };
    window.addEventListener("scroll", place, true);
    box.addEventListener("input", () => {
      typed = true;
      narrow();
      place();
    });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const index = [...list.children].indexOf(event.target.closest("li"));
      if (index < 0) return;
      light(index);
      box.value = shown[index][1];
      box.blur();
    });
    narrow();
    place();
    return {
      taken: () => (lit >= 0 && (typed ? box.value.trim() : true) ? shown[lit][0] : box.value),
      remove() {
        window.removeEventListener("scroll", place, true);
        list.remove();
      },
      keyed(event) {
        if (!["ArrowDown", "ArrowUp"].includes(event.key) || !shown.length) return false;
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (!typed && lit < 0) light(step > 0 ? 0 : shown.length - 1);
        else light((lit + step + shown.length) % shown.length);
        return true;
      },
    };
  }

  window.binhyen.gridEditor = { open };
})();
