/* What is done in the grid: keys, editing, filling, copying and pasting. Moving and choosing stand in moves.js. */
"use strict";
(() => {
  const { say, show, fromClipboard, toClipboard } = window.binhyen.gridValues;
  const PICK = "_pick";
  const TO_SEE = ["error", "conflict", "suggested", "warning"];
  const MOST_PASTED = 50_000; // cells

  class Board extends window.binhyen.GridMoves {
    constructor(given) {
      super(given);
      this.leaving = false; // Esc was pressed: the next Tab leaves the grid
      const { root } = given;
      root.addEventListener("keydown", (event) => this.keyed(event));
      root.addEventListener("dblclick", (event) => this.cellOf(event.target) && this.edit(false));
      root.addEventListener("copy", (event) => this.copy(event));
      root.addEventListener("cut", (event) => this.copy(event) && this.clear());
      root.addEventListener("paste", (event) => this.paste(event));
    }

    /* ---- keys ---------------------------------------------------------------------------------- */

    keyed(event) {
      if (this.editor || event.defaultPrevented || event.target.closest(".tabulator-header-filter")) return;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === "Tab") return this.tab(event);
      if (event.key !== "Shift") this.leaving = event.key === "Escape";
      if (this.#move(event) || this.#act(event)) {
        event.preventDefault();
        return;
      }
      const types = plain && (event.key.length === 1 || event.key === "Process" || event.isComposing) && event.key !== " ";
      if (!types || this.at.r < 0) return;
      event.stopPropagation(); // "?" and "/" are letters here, not keys of the page
      this.edit(true); // the letter itself falls into the box, input methods included
    }

    tab(event) {
      const last = this.columns.length - 1;
      const step = event.shiftKey ? -1 : 1;
      let { r, c } = this.at;
      const leaves = this.leaving || r < 0 || (step > 0 ? r === this.rows.length - 1 && c === last : r === 0 && c === 0);
      this.leaving = false;
      if (leaves || event.target.closest(".grid-cell-box, a")) {
        if (event.target !== this.current) this.focusCurrent();
        return;
      }
      event.preventDefault();
      c += step;
      if (c > last) [r, c] = [r + 1, 0];
      else if (c < 0) [r, c] = [r - 1, last];
      this.go(r, c);
    }

    #move(event) {
      const { key, shiftKey: extend } = event;
      const far = event.ctrlKey || event.metaKey;
      const from = extend ? this.end : this.at;
      const lastRow = this.rows.length - 1;
      const lastColumn = this.columns.length - 1;
      if (event.altKey) return false;
      const page = Math.max(1, Math.floor(this.root.querySelector(".tabulator-tableholder").clientHeight / (this.element(Math.max(0, this.at.r), 0)?.offsetHeight || 36)) - 1);
      const to = {
        ArrowUp: [far ? 0 : from.r - 1, from.c],
        ArrowDown: [far ? lastRow : from.r + 1, from.c],
        ArrowLeft: [from.r, far ? 0 : from.c - 1],
        ArrowRight: [from.r, far ? lastColumn : from.c + 1],
        Home: [far ? 0 : from.r, 0],
        End: [far ? lastRow : from.r, lastColumn],
        PageUp: [Math.max(0, from.r - page), from.c],
        PageDown: [from.r + page, from.c],
      }[key];
      if (to) this.go(to[0], to[1], { extend });
      return Boolean(to);
    }

    #act(event) {
      const { key, target } = event;
      const letter = event.ctrlKey || event.metaKey ? key.toLowerCase() : "";
      const heading = this.at.r < 0;
      if (key === "F8") return this.problem();
      if (letter) return this.#command(letter, event);
      if (heading || event.altKey) return false;
      if (key === "Enter" || key === "F2") return !target.closest("a, .grid-cell-box") && this.enter(key === "F2");
      if (key === "Delete" || key === "Backspace") return this.clear();
      if (key === " ") return target.closest(".grid-cell-box") ? false : this.space(event.shiftKey);
      if (key === "Escape") return this.go(this.at.r, this.at.c), this.told.leaving(), true;
      return false;
    }

    #command(letter, event) {
      if (letter === "a") return this.all();
      if (letter === "d") return this.fillDown();
      if (letter === "s") return this.store.again(), true;
      if (letter === "z") return this.step(event.shiftKey ? "redo" : "undo");
      if (letter === "y") return this.step("redo");
      if (letter === "enter") return this.told.answer();
      return false;
    }

    /* ---- acts ---------------------------------------------------------------------------------- */

    enter(only) {
      const column = this.columns[this.at.c];
      if (column?.getField() === PICK) return this.space(true);
      const link = this.element(this.at.r, this.at.c)?.querySelector("a");
      if (link && !only) return link.click(), true;
      const kind = this.column(this.at.c)?.kind;
      return kind === "check" && !only ? this.space(false) : this.edit(false);
    }

    edit(fresh) {
      const cell = this.cell;
      const element = this.element(this.at.r, this.at.c);
      if (!cell || !element || this.editor) return true;
      if (!cell.column.edit || !this.store.save) return this.told.say(say("Ô này chỉ để xem.", "This cell is read only.")), true;
      if (!element.isConnected) return this.go(this.at.r, this.at.c), true;
      this.end = { ...this.at };
      this.paint();
      this.table.blockRedraw();
      this.editor = window.binhyen.gridEditor.open({
        cell: element, column: cell.column, text: this.store.value(cell.id, cell.name), fresh,
        end: (typed, move) => this.#edited(cell, typed, move),
      });
      return true;
    }

    #edited(cell, typed, move) {
      this.editor = null;
      this.table.restoreRedraw();
      this.told.draw(cell.id, cell.name);
      if (typed !== null) this.store.edit([{ id: cell.id, name: cell.name, typed }]);
      if (move) {
        const last = this.columns.length - 1;
        const c = this.at.c + move[1];
        if (c > last && this.at.r < this.rows.length - 1) this.go(this.at.r + 1, 0);
        else this.go(Math.max(0, this.at.r + move[0]), c);
      } else this.told.moved();
      this.told.free();
    }

    #cells() {
      const { top, bottom, left, right } = this.range;
      const found = [];
      for (let r = top; r <= bottom; r += 1) {
        for (let c = left; c <= right; c += 1) found.push({ r, c, id: this.rows[r].getIndex(), column: this.column(c) });
      }
      return found.filter((one) => one.column);
    }

    clear() {
      const cells = this.#cells().filter((one) => one.column.edit);
      this.store.edit(cells.map(({ id, column }) => ({ id, name: column.name, typed: "" })));
      if (!cells.length) this.told.say(say("Các ô này chỉ để xem.", "These cells are read only."));
      return true;
    }

    space(whole) {
      const row = this.rows[this.at.r];
      const column = this.column(this.at.c);
      if (whole || !column) return this.told.pick(row.getIndex()), true;
      if (column.kind !== "check") return this.edit(false);
      const typed = this.store.value(row.getIndex(), column.name) ? "" : "1";
      this.store.edit(this.#cells().filter((one) => one.column.kind === "check").map((one) => ({ id: one.id, name: one.column.name, typed })));
      return true;
    }

    all() {
      this.at = { r: 0, c: this.columns[0].getField() === PICK ? 1 : 0 };
      this.end = { r: this.rows.length - 1, c: this.columns.length - 1 };
      this.paint();
      this.focusCurrent();
      this.told.moved();
      return true;
    }

    /* the next cell of which something is to be said, from here on and around */
    problem() {
      const wide = this.columns.length;
      const count = this.rows.length * wide;
      const start = Math.max(0, this.at.r) * wide + this.at.c;
      for (let i = 1; i <= count; i += 1) {
        const place = (start + i) % count;
        const [r, c] = [Math.floor(place / wide), place % wide];
        const mark = this.store.mark(this.rows[r].getIndex(), this.columns[c].getField());
        if (mark && TO_SEE.includes(mark.state)) return this.go(r, c), true;
      }
      return this.told.say(say("Không còn ô nào cần xem.", "No cell to look at.")), true;
    }

    /* the first row of the range goes into all below it; a range of one row takes the row above */
    fillDown() {
      const { top, bottom } = this.range;
      const source = top === bottom ? top - 1 : top;
      if (source < 0) return true;
      const from = this.rows[source].getIndex();
      const cells = this.#cells().filter((one) => one.column.edit && one.r > source);
      const changed = this.store.edit(cells.map(({ id, column }) => ({ id, name: column.name, typed: this.store.value(from, column.name) })));
      this.told.say(say(`Đã điền ${changed} ô.`, `Filled ${changed} cells.`));
      return true;
    }

    step(which) {
      const step = this.store[which]();
      if (!step) return this.told.say(which === "undo" ? say("Không còn gì để hoàn tác.", "Nothing to undo.") : say("Không còn gì để làm lại.", "Nothing to redo.")), true;
      const c = this.columns.findIndex((one) => one.getField() === step[0].name);
      const r = this.rank(step[0].id);
      if (r >= 0 && c >= 0) this.go(r, c);
      this.told.say(which === "undo" ? say(`Đã hoàn tác ${step.length} ô.`, `Undid ${step.length} cells.`) : say(`Đã làm lại ${step.length} ô.`, `Redid ${step.length} cells.`));
      return true;
    }

    copy(event) {
      if (this.editor || this.at.r < 0 || event.target.closest?.("input, textarea")) return false;
      const { top, bottom } = this.range;
      const lines = Array.from({ length: bottom - top + 1 }, () => []);
      for (const { r, id, column } of this.#cells()) lines[r - top].push(show(column, this.store.value(id, column.name)));
      event.clipboardData.setData("text/plain", toClipboard(lines));
      event.preventDefault();
      this.told.say(say(`Đã chép ${lines.length} dòng × ${lines[0].length} cột.`, `Copied ${lines.length} × ${lines[0].length}.`));
      return true;
    }

    paste(event) {
      if (this.editor || this.at.r < 0 || event.target.closest?.("input, textarea")) return;
      event.preventDefault();
      const block = fromClipboard(event.clipboardData.getData("text/plain"));
      const wide = Math.max(...block.map((line) => line.length));
      const { top, bottom, left, right } = this.range;
      const fits = (size, room) => (room % size ? size : room); // a range twice as large takes the block twice
      const height = fits(block.length, bottom - top + 1);
      const width = fits(wide, right - left + 1);
      if (height * width > MOST_PASTED) return this.told.say(say(`Nhiều quá: mỗi lần dán được ${MOST_PASTED} ô.`, `Too much: ${MOST_PASTED} cells at a time.`));
      const changes = [];
      let readOnly = 0;
      let outside = 0;
      for (let i = 0; i < height; i += 1) {
        const line = block[i % block.length];
        for (let j = 0; j < width; j += 1) {
          const column = this.column(left + j);
          const row = this.rows[top + i];
          if (!row || left + j >= this.columns.length) outside += 1;
          else if (!column?.edit) readOnly += 1;
          else changes.push({ id: row.getIndex(), name: column.name, typed: line[j % wide] ?? "" });
        }
      }
      const changed = this.store.edit(changes);
      this.end = { r: Math.min(this.rows.length - 1, top + height - 1), c: Math.min(this.columns.length - 1, left + width - 1) };
      this.at = { r: top, c: left };
      this.paint();
      this.focusCurrent();
      this.told.moved();
      this.told.say([
        say(`Đã dán ${changed} ô.`, `Pasted ${changed} cells.`),
        readOnly ? say(`${readOnly} ô chỉ để xem, giữ nguyên.`, `${readOnly} read-only cells left.`) : "",
        outside ? say(`${outside} ô thừa ra ngoài bảng, không dán.`, `${outside} cells beyond the table left out.`) : "",
      ].filter(Boolean).join(" "));
    }
  }

  window.binhyen.GridBoard = Board;
})();
