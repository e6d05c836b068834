/* Moving about in the grid: which cell is current, which range is chosen, mouse and focus. The rows are drawn by
   Tabulator; only those in sight stand in the page, so every cell is looked up anew. The current cell has the focus
   itself, so that a screen reader says it. Row -1 are the headings. What keys do stands in board.js. */
"use strict";
(() => {
  class Moves {
    constructor({ root, table, store, told }) {
      Object.assign(this, { root, table, store, told });
      this.at = { r: 0, c: 0 };
      this.end = { r: 0, c: 0 };
      this.painted = new Set();
      this.current = null;
      this.editor = null;
      this.inside = false;
      this.dragging = false;
      this.forget();
      root.addEventListener("mousedown", (event) => this.pressed(event));
      root.addEventListener("mouseover", (event) => this.dragged(event));
      document.addEventListener("mouseup", () => (this.dragging = false));
      root.addEventListener("focusin", (event) => this.focused(event));
      for (const sort of ["focusin", "mousedown"]) document.addEventListener(sort, (event) => (this.inside = root.contains(event.target)), true);
    }

    /* ---- what there is ------------------------------------------------------------------------- */

    forget() {
      this.rowCache = this.columnCache = this.rankCache = null;
    }

    get rows() {
      return (this.rowCache ||= this.table.getRows("active"));
    }

    get columns() {
      return (this.columnCache ||= this.table.getColumns().filter((one) => one.isVisible() && one.getField()));
    }

    rank(id) {
      this.rankCache ||= new Map(this.rows.map((row, i) => [row.getIndex(), i]));
      return this.rankCache.get(id) ?? -1;
    }

    column(c) {
      return this.store.column.get(this.columns[c]?.getField());
    }

    element(r, c) {
      if (r < 0) return this.columns[c]?.getElement();
      return this.rows[r] && this.columns[c] ? this.rows[r].getCell(this.columns[c]).getElement() : null;
    }

    get cell() {
      const column = this.column(this.at.c);
      const row = this.rows[this.at.r];
      return row && column ? { id: row.getIndex(), name: column.name, column } : null;
    }

    get range() {
      const { at, end } = this;
      return {
        top: Math.max(0, Math.min(at.r, end.r)), bottom: Math.min(this.rows.length - 1, Math.max(at.r, end.r)),
        left: Math.min(at.c, end.c), right: Math.min(this.columns.length - 1, Math.max(at.c, end.c)),
      };
    }

    cellOf(target) {
      const element = target.closest?.(".tabulator-cell");
      const row = element?.closest(".tabulator-row");
      if (!row || !this.root.contains(row)) return null;
      const r = this.rank(row.dataset.id);
      const c = this.columns.findIndex((one) => one.getField() === element.getAttribute("tabulator-field"));
      return r < 0 || c < 0 ? null : { r, c };
    }

    /* ---- going --------------------------------------------------------------------------------- */

    go(r, c, { extend = false, focus = true } = {}) {
      const to = { r: Math.max(-1, Math.min(this.rows.length - 1, r)), c: Math.max(0, Math.min(this.columns.length - 1, c)) };
      if (extend) to.r = Math.max(0, to.r);
      this.end = to;
      if (!extend) this.at = { ...to };
      this.show(to, () => {
        this.paint();
        if (focus) this.focusCurrent();
        this.told.moved();
      });
    }

    focusCurrent() {
      const element = this.element(this.at.r, this.at.c);
      (this.at.r < 0 ? element?.querySelector(".grid-head") : element)?.focus({ preventScroll: true });
    }

    show({ r, c }, then) {
      const row = this.rows[r];
      if (!row || row.getElement().isConnected) {
        this.scrollTo(r, c);
        then();
        return;
      }
      this.table.scrollToRow(row, "center", true).catch(() => {}).then(() => {
        this.scrollTo(r, c);
        then();
      });
    }

    scrollTo(r, c) {
      const holder = this.root.querySelector(".tabulator-tableholder");
      const view = holder.getBoundingClientRect();
      const element = this.element(r, c);
      if (!element) return;
      const box = element.getBoundingClientRect();
      if (r >= 0 && box.height) {
        const bottom = view.top + holder.clientHeight;
        if (box.top < view.top) holder.scrollTop -= view.top - box.top;
        else if (box.bottom > bottom) holder.scrollTop += box.bottom - bottom;
      }
      if (element.classList.contains("tabulator-frozen")) return;
      const frozen = this.columns.filter((one) => one.getDefinition().frozen).reduce((sum, one) => sum + one.getWidth(), 0);
      if (box.left < view.left + frozen) holder.scrollLeft -= view.left + frozen - box.left;
      else if (box.right > view.left + holder.clientWidth) holder.scrollLeft += Math.min(box.right - view.left - holder.clientWidth, box.left - view.left - frozen);
    }

    /* after rows were scrolled, sorted, filtered or added */
    settle(keep = "") {
      this.forget();
      const r = keep ? this.rank(keep) : this.at.r;
      this.at = { r: Math.max(-1, Math.min(r < 0 ? 0 : r, this.rows.length - 1)), c: Math.min(this.at.c, Math.max(0, this.columns.length - 1)) };
      this.end = { ...this.at };
      this.paint();
      this.hold();
      this.told.moved();
    }

    /* rows drawn anew or scrolled away are taken out of the page for a moment, and the focus with them */
    hold() {
      if (!this.inside || this.editor || this.root.contains(document.activeElement)) return;
      const place = this.current?.isConnected ? this.current : this.root.querySelector(".tabulator-tableholder");
      place.focus({ preventScroll: true });
    }

    paint() {
      for (const element of this.painted) {
        element.classList.remove("is-chosen", "is-current");
        element.removeAttribute("aria-selected");
      }
      this.painted.clear();
      this.root.setAttribute("aria-rowcount", this.rows.length + 1);
      const { top, bottom, left, right } = this.range;
      for (const line of this.root.querySelectorAll(".tabulator-table > .tabulator-row")) {
        const r = this.rank(line.dataset.id);
        if (line.ariaRowIndex !== String(r + 2)) line.setAttribute("aria-rowindex", r + 2);
        if (r < top || r > bottom) continue;
        for (let c = left; c <= right; c += 1) {
          const element = this.element(r, c);
          element.classList.add("is-chosen");
          element.setAttribute("aria-selected", "true");
          this.painted.add(element);
        }
      }
      this.#mark();
    }

    #mark() {
      if (this.current) {
        this.current.tabIndex = -1;
        this.current.removeAttribute("aria-describedby");
      }
      const element = this.element(this.at.r, this.at.c);
      this.current = this.at.r < 0 ? element?.querySelector(".grid-head") : element;
      if (!this.current) return;
      this.current.tabIndex = 0;
      if (this.at.r < 0) return;
      this.current.classList.add("is-current");
      this.painted.add(this.current);
      this.current.setAttribute("aria-describedby", this.told.describedBy);
    }

    drawn() {
      this.paint();
      this.hold();
    }

    focused(event) {
      if (this.editor || this.dragging) return;
      const to = this.cellOf(event.target);
      if (to && (to.r !== this.at.r || to.c !== this.at.c) && event.target.matches(".tabulator-cell")) this.go(to.r, to.c, { focus: false });
      this.told.moved();
    }

    /* ---- mouse --------------------------------------------------------------------------------- */

    pressed(event) {
      const to = this.cellOf(event.target);
      if (!to || event.target.closest(".grid-input")) return;
      const own = event.target.closest("a, input, button");
      if (event.button === 2 && this.#holds(to)) return;
      if (!own) event.preventDefault();
      this.editor?.close();
      this.dragging = event.button === 0 && !own;
      this.go(to.r, to.c, { extend: event.shiftKey && !own, focus: !own });
    }

    #holds({ r, c }) {
      const { top, bottom, left, right } = this.range;
      return r >= top && r <= bottom && c >= left && c <= right;
    }

    dragged(event) {
      const to = this.dragging && this.cellOf(event.target);
      if (to) this.go(to.r, to.c, { extend: true, focus: false });
    }
  }

  window.binhyen.GridMoves = Moves;
})();
