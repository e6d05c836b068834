/* The rows of a grid, what was changed in them, and the way of changes to the server and back. No page is touched here:
   whoever shows the rows is told by `told.cells(keys)` and `told.news()`.

   A changed cell is `pending` until it is sent, then `sent` until it is answered. What cannot be sent (no value of its
   column), was refused or stands against somebody else's change is `held`: it keeps what was typed and counts as not
   saved until it is mended. */
"use strict";
(() => {
  const { say, read } = window.binhyen.gridValues;
  const WAIT_MS = 600; // after the last key, before changes are sent
  const MOST = 500; // cells in one POST
  const AGAIN_MS = [2000, 5000, 10000, 30000];
  const keyOf = (id, name) => `${name} ${id}`;

  class Store {
    constructor({ columns, save, token, told }) {
      Object.assign(this, { columns, save, token, told });
      this.column = new Map(columns.map((one) => [one.name, one]));
      this.rows = new Map();
      this.marks = new Map(); // key → {state, message, …}: what this page knows of a cell beyond what came with its row
      this.pending = new Map(); // key → {id, name, text}
      this.sent = new Map();
      this.held = new Set();
      this.done = [];
      this.undone = [];
      this.trouble = ""; // "", "offline", "signed-out", "refused"
      this.words = ""; // the server's sentence where it took nothing
      this.tries = 0;
      this.timer = 0;
      this.saved = 0; // cells since the page was opened
      window.addEventListener("online", () => this.trouble === "offline" && this.flush());
    }

    /* rows as they come from the server; those known already are renewed, but for what was typed and not saved yet */
    load(shapes) {
      return shapes.map((shape) => {
        const old = this.rows.get(shape.id);
        const row = { id: shape.id, version: shape.version, values: {}, stored: {}, url: shape.url || "", links: shape.links || {}, sort: shape.sort || {}, states: {} };
        this.columns.forEach((column, i) => {
          const mine = old && this.#open(keyOf(row.id, column.name));
          row.stored[column.name] = shape.values[i];
          row.values[column.name] = mine ? old.values[column.name] : shape.values[i];
        });
        for (const [name, [state, message, proposed]] of Object.entries(shape.states || {})) row.states[name] = { state, message, proposed };
        this.rows.set(row.id, row);
        return row;
      });
    }

    #open(key) {
      return this.pending.has(key) || this.sent.has(key) || this.held.has(key);
    }

    value(id, name) {
      return this.rows.get(id)?.values[name] ?? "";
    }

    mark(id, name) {
      return this.marks.get(keyOf(id, name)) || this.rows.get(id)?.states[name];
    }

    get unsaved() {
      return new Set([...this.pending.keys(), ...this.sent.keys(), ...this.held]).size;
    }

    count(state) {
      let found = 0;
      for (const one of this.marks.values()) found += one.state === state ? 1 : 0;
      return found;
    }

    /* ---- changing ------------------------------------------------------------------------------ */

    /* changes: [{id, name, typed}]; one step for undo. Returns how many cells became different. */
    edit(changes) {
      const step = [];
      for (const { id, name, typed } of changes) {
        const column = this.column.get(name);
        const row = this.rows.get(id);
        if (!row || !column?.edit) continue;
        const { text, error } = read(column, typed);
        if (text === row.values[name] && !error) continue;
        step.push({ id, name, before: row.values[name], after: text });
      }
      if (step.length) {
        this.done.push(step);
        this.undone = [];
        this.#apply(step.map(({ id, name, after }) => ({ id, name, text: after })));
      }
      return step.length;
    }

    undo() {
      const step = this.done.pop();
      if (!step) return null;
      this.undone.push(step);
      this.#apply(step.map(({ id, name, before }) => ({ id, name, text: before })));
      return step;
    }

    redo() {
      const step = this.undone.pop();
      if (!step) return null;
      this.done.push(step);
      this.#apply(step.map(({ id, name, after }) => ({ id, name, text: after })));
      return step;
    }

    #apply(cells) {
      for (const { id, name, text } of cells) {
        const key = keyOf(id, name);
        const row = this.rows.get(id);
        row.values[name] = text;
        this.pending.delete(key);
        this.held.delete(key);
        this.marks.delete(key);
        const { error } = read(this.column.get(name), text);
        if (text === row.stored[name] && !this.sent.has(key)) continue;
        if (error) {
          this.held.add(key);
          this.marks.set(key, { state: "error", message: error });
        } else {
          this.pending.set(key, { id, name, text });
          this.marks.set(key, { state: "waiting", message: say("Chưa lưu.", "Not saved yet.") });
        }
      }
      this.told.cells(cells);
      this.#later(WAIT_MS);
    }

    /* one of two values of a cell that somebody else changed meanwhile */
    choose(id, name, whose) {
      const key = keyOf(id, name);
      const mark = this.marks.get(key);
      const row = this.rows.get(id);
      if (mark?.state !== "conflict") return;
      this.held.delete(key);
      this.marks.delete(key);
      if (whose === "theirs") {
        row.values[name] = mark.theirs;
        this.told.cells([{ id, name }]);
        this.told.news();
      } else this.#apply([{ id, name, text: row.values[name] }]);
    }

    /* ---- sending ------------------------------------------------------------------------------- */

    #later(wait) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(), wait);
      this.told.news();
    }

    async flush() {
      clearTimeout(this.timer);
      if (this.sent.size || !this.pending.size || !this.save) return;
      const versions = new Map();
      for (const [key, change] of [...this.pending].slice(0, MOST)) {
        versions.set(change.id, this.rows.get(change.id).version);
        this.sent.set(key, change);
        this.pending.delete(key);
      }
      this.told.news();
      const body = [...this.sent.values()].map(({ id, name, text }) => ({ id, version: versions.get(id), field: name, value: text }));
      let answer;
      try {
        answer = await fetch(this.save, {
          method: "POST",
          credentials: "same-origin",
          headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token() },
          body: JSON.stringify(body),
        });
      } catch {
        return this.#back("offline");
      }
      await this.#answered(answer);
    }

    async #answered(answer) {
      const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if (answer.status >= 500 || answer.status === 429) return this.#back("offline");
      if (answer.ok && !json) return this.#back("signed-out");
      if (answer.status === 401 || answer.status === 403) return this.#back("signed-out");
      let said = {};
      try {
        said = json ? await answer.json() : {};
      } catch {
        return this.#back("offline");
      }
      if (!answer.ok || !Array.isArray(said.cells)) return this.#refused(said.message || say(`Máy chủ không nhận (lỗi ${answer.status}).`, `The server refused (${answer.status}).`));
      this.trouble = this.words = "";
      this.tries = 0;
      const touched = said.cells.map((one) => this.#settle(one));
      for (const change of this.sent.values()) {
        this.pending.set(keyOf(change.id, change.name), change); // no answer: ask again
      }
      this.sent.clear();
      this.load(said.rows || []).forEach((row) => this.columns.forEach((column) => touched.push({ id: row.id, name: column.name })));
      this.told.cells(touched);
      if (this.pending.size) this.#later(0);
      else this.told.news();
    }

    #settle({ id, field: name, outcome, version, value, message }) {
      const key = keyOf(id, name);
      const row = this.rows.get(id);
      const mine = this.sent.get(key);
      this.sent.delete(key);
      if (!row || !mine) return { id, name };
      const typedAgain = this.pending.has(key) || this.held.has(key);
      row.version = Math.max(row.version, version);
      if (outcome === "saved" || (outcome === "conflict" && value === mine.text)) {
        row.stored[name] = value;
        this.saved += 1;
        if (!typedAgain) {
          row.values[name] = value;
          delete row.states[name];
          this.marks.set(key, message ? { state: "warning", message } : { state: "changed", message: say("Đã lưu.", "Saved.") });
        }
      } else if (outcome === "conflict") {
        row.stored[name] = value;
        this.pending.delete(key);
        this.held.add(key);
        this.marks.set(key, { state: "conflict", message, theirs: value });
      } else if (!typedAgain) {
        this.held.add(key);
        this.marks.set(key, { state: "error", message });
      }
      return { id, name };
    }

    /* the server took nothing and will not take it like this: say so at each cell, keep what was typed */
    #refused(message) {
      const touched = [];
      for (const [key, { id, name }] of this.sent) {
        if (!this.pending.has(key)) {
          this.held.add(key);
          this.marks.set(key, { state: "error", message });
        }
        touched.push({ id, name });
      }
      this.sent.clear();
      this.trouble = "refused";
      this.words = message;
      this.told.cells(touched);
      this.told.news();
    }

    /* nothing arrived: keep everything and try again, unless the person must sign in first */
    #back(trouble) {
      for (const [key, change] of this.sent) if (!this.pending.has(key) && !this.held.has(key)) this.pending.set(key, change);
      this.sent.clear();
      this.trouble = trouble;
      this.told.news();
      if (trouble === "offline") {
        const wait = AGAIN_MS[Math.min(this.tries, AGAIN_MS.length - 1)];
        this.tries += 1;
        this.timer = setTimeout(() => this.flush(), wait);
      }
    }

    /* what was refused is sent once more, as the person asked for it */
    again() {
      for (const key of [...this.held]) {
        const [name, ...rest] = key.split(" ");
        const id = rest.join(" ");
        if (this.marks.get(key)?.state !== "error" || read(this.column.get(name), this.value(id, name)).error) continue;
        this.held.delete(key);
        this.pending.set(key, { id, name, text: this.value(id, name) });
      }
      this.tries = 0;
      return this.flush();
    }
  }

  window.binhyen.GridStore = Store;
})();
