/* The editable grid of every work list: takes the rows from the page, draws them with Tabulator, and puts beside them
   what a person needs: save, undo, fill down, columns, and a line that says all about the current cell. Without this
   script, on paper and on phones the plain table of the page stands instead. See docs/howto/use-the-grid.md. */
"use strict";
(() => {
  const { say, fold, show, compare } = window.binhyen.gridValues;
  const PICK = "_pick";
  const ROW_HEIGHT = 36;
  const PHONE = window.matchMedia("(max-width: 640px)");
  const SIGNS = { error: "late", conflict: "users", warning: "warn", suggested: "edit", waiting: "clock", changed: "check" };
  const STATES = Object.keys(SIGNS);

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (typeof value === "boolean") element.toggleAttribute(name, value);
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }
  const button = (icon, words, act, attributes = {}) => make("button", { type: "button", class: "btn little", onclick: act, ...attributes }, ...(icon ? [sign(icon)] : []), words);

  let file = "";
  const sprite = () => (file ||= (document.querySelector(".icon use")?.getAttribute("href") || "").split("#")[0]);
  function sign(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${sprite()}#${name}`);
    svg.append(use);
    return svg;
  }

  /* whoever signs in anew in another tab gets a new token: the cookie holds the one of now, the page that of then */
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";

  class Grid {
    constructor(box) {
      this.box = box;
      const given = JSON.parse(box.querySelector("template.grid-given").content.textContent);
      this.name = box.dataset.grid;
      this.label = box.dataset.label;
      this.columns = given.columns.map((one) => ({ ...one, words: new Map(one.choices) }));
      this.total = given.total;
      this.more = given.more;
      this.picked = new Set();
      this.lines = new Map(); // id → row element, of rows drawn once
      this.kept = this.#remembered();
      this.store = new window.binhyen.GridStore({ columns: this.columns, save: box.dataset.save, token, told: { cells: (cells) => this.draw(cells), news: () => this.news() } });
      this.first = this.store.load(given.rows);
      this.plain = box.querySelector(".grid-plain");
      window.addEventListener("beforeunload", (event) => {
        if (!this.store.unsaved) return;
        this.store.flush();
        event.preventDefault();
      });
      document.addEventListener("visibilitychange", () => document.hidden && this.store.flush());
      window.addEventListener("beforeprint", () => this.built && this.#rewritePlain());
      PHONE.addEventListener("change", () => (PHONE.matches ? this.built && this.#rewritePlain() : this.build()));
      if (!PHONE.matches) this.build();
    }

    build() {
      if (this.built) return;
      this.built = true;
      this.box.querySelectorAll(".grid-plain input").forEach((one) => (one.disabled = true));
      const holder = make("div", { "aria-label": this.label });
      this.#tools();
      this.#panel();
      this.live = make("div", { class: "grid-live" }, this.tools, holder, this.panel);
      this.box.append(this.live);
      this.box.classList.add("is-live");
      this.table = new window.Tabulator(holder, {
        index: "_id",
        data: this.first.map(({ id }) => ({ _id: id })),
        columns: this.#definitions(),
        maxHeight: `${Math.max(320, Math.round(window.innerHeight * 0.68))}px`,
        layout: "fitDataFill",
        rowHeight: ROW_HEIGHT,
        keybindings: false,
        autoResize: false, // it rebuilds the rows when they first come into sight, and the focus is lost
        placeholder: make("div", { class: "grid-none" }, say("Không có dòng nào.", "No rows.")),
        rowFormatter: (row) => this.#line(row),
        columnDefaults: { headerTooltip: false, tooltip: false, resizable: "header", vertAlign: false },
      });
      this.table.on("tableBuilt", () => this.#ready(holder));
    }

    #ready(holder) {
      const { table } = this;
      holder.setAttribute("aria-multiselectable", "true");
      holder.removeAttribute("aria-owns");
      const scroller = holder.querySelector(".tabulator-tableholder");
      scroller.tabIndex = -1;
      scroller.setAttribute("role", "rowgroup");
      scroller.querySelector(".tabulator-table").setAttribute("role", "presentation");
      this.board = new window.binhyen.GridBoard({
        root: holder, table, store: this.store,
        told: {
          describedBy: this.message.id,
          moved: () => this.moved(), say: (words) => this.say(words), draw: (id, name) => this.draw([{ id, name }]),
          leaving: () => this.say(say("Bấm Tab để ra khỏi bảng.", "Press Tab to leave the grid.")),
          pick: (id) => this.pick(id), answer: () => this.#answer(), free: () => this.freed?.(),
        },
      });
      const settle = () => this.board.settle(this.at?.id);
      table.on("dataSorted", () => setTimeout(settle)); // told before the rows are drawn
      table.on("dataFiltered", () => setTimeout(settle));
      table.on("renderComplete", () => this.board.drawn());
      table.on("columnVisibilityChanged", () => this.board.settle());
      table.on("columnResized", (column) => this.#keep({ widths: { ...this.kept.widths, [column.getField()]: column.getWidth() } }));
      let waits = false;
      table.on("scrollVertical", () => {
        if (waits) return;
        waits = true;
        requestAnimationFrame(() => {
          waits = false;
          this.board.drawn();
        });
      });
      this.#fit(holder);
      this.board.settle();
      this.news();
      this.box.dataset.rows = String(this.store.rows.size);
      this.#loadMore();
      this.box.dispatchEvent(new CustomEvent("grid:ready", { bubbles: true, detail: this }));
    }

    /* drawn anew when the width changes, or when what was hidden comes into sight */
    #fit(holder) {
      let width = holder.clientWidth;
      new ResizeObserver(() => {
        if (holder.clientWidth === width || this.board.editor) return;
        const hidden = !width;
        width = holder.clientWidth;
        if (!width) return;
        this.table.redraw(hidden);
        this.board.settle(this.at?.id);
      }).observe(holder);
    }

    /* ---- columns ------------------------------------------------------------------------------- */

    #remembered() {
      const none = { hidden: this.columns.filter((one) => one.hidden).map((one) => one.name), frozen: this.columns.filter((one) => one.frozen).length, widths: {} };
      try {
        const kept = JSON.parse(localStorage.getItem(`binhyen.grid.${this.name}`));
        if (!Array.isArray(kept?.hidden)) return none;
        return { ...none, ...kept, hidden: kept.hidden.filter((name) => this.columns.some((one) => one.name === name)) };
      } catch {
        return none;
      }
    }

    #keep(change) {
      Object.assign(this.kept, change);
      try {
        localStorage.setItem(`binhyen.grid.${this.name}`, JSON.stringify(this.kept));
      } catch {
        // a browser that keeps nothing: the choice holds until the page is left
      }
    }

    #definitions() {
      const shown = this.columns.filter((one) => !this.kept.hidden.includes(one.name));
      const frozen = new Set(shown.slice(0, this.kept.frozen).map((one) => one.name));
      const ordered = [...shown, ...this.columns.filter((one) => !shown.includes(one))];
      const definitions = ordered.map((column) => ({
        field: column.name,
        title: column.label,
        width: this.kept.widths[column.name] || column.width,
        minWidth: 56,
        frozen: frozen.has(column.name),
        visible: shown.includes(column),
        cssClass: `is-${column.kind}${column.edit && this.store.save ? "" : " is-fixed"}`,
        formatter: (cell) => this.#content(cell.getElement(), column, cell.getData()._id),
        titleFormatter: () => this.#heading(column),
        headerSortTristate: true,
        sorter: (a, b, first, second, _column, direction) => compare(column, this.#sortable(first, column), this.#sortable(second, column), direction),
        ...(column.filter && {
          headerFilter: (_cell, _drawn, sought) => this.#filterBox(column, sought),
          headerFilterPlaceholder: say("Lọc…", "Filter…"),
          headerFilterFunc: (sought, _value, data) => fold(show(column, this.store.value(data._id, column.name))).includes(fold(sought.trim())),
        }),
      }));
      return this.box.dataset.bulk ? [this.#pickColumn(), ...definitions] : definitions;
    }

    #sortable(row, column) {
      const id = row.getData()._id;
      return (column.sort && this.store.rows.get(id).sort[column.sort]) || this.store.value(id, column.name);
    }

    #heading(column) {
      const words = make("button", { type: "button", class: "grid-head", tabindex: "-1" }, column.label);
      if (column.help) words.title = column.help;
      return words;
    }

    #filterBox(column, sought) {
      let timer = 0;
      return make("input", {
        type: "search", "aria-label": say(`Lọc cột ${column.label}`, `Filter ${column.label}`),
        oninput: (event) => {
          clearTimeout(timer);
          timer = setTimeout(() => sought(event.target.value), 200);
        },
      });
    }

    #pickColumn() {
      return {
        field: PICK, title: "", width: 44, minWidth: 44, frozen: true, headerSort: false, resizable: false,
        cssClass: "is-pick",
        titleFormatter: () => {
          this.pickAll = make("input", { type: "checkbox", class: "grid-head", tabindex: "-1", "aria-label": say("Chọn mọi dòng đang hiện", "Choose all rows shown"), onchange: () => this.#pickShown(this.pickAll.checked) });
          return this.pickAll;
        },
        formatter: (cell) => {
          const id = cell.getData()._id;
          cell.getElement().tabIndex = -1;
          return make("input", { type: "checkbox", class: "grid-cell-box", tabindex: "-1", "aria-label": say(`Chọn dòng ${this.#nameOf(id)}`, `Choose row ${this.#nameOf(id)}`), ...(this.picked.has(id) && { checked: true }), onchange: () => this.pick(id) });
        },
      };
    }

    #nameOf(id) {
      const column = this.columns[0];
      return show(column, this.store.value(id, column.name)) || id;
    }

    async #rebuild() {
      const sorters = this.table.getSorters().map(({ field, dir }) => ({ column: field, dir }));
      const filters = this.table.getHeaderFilters();
      this.lines.clear();
      this.table.setColumns(this.#definitions());
      filters.forEach(({ field, value }) => this.table.setHeaderFilterValue(field, value));
      if (sorters.length) this.table.setSort(sorters);
      this.board.settle();
    }

    /* ---- cells --------------------------------------------------------------------------------- */

    #line(row) {
      const element = row.getElement();
      element.dataset.id = row.getIndex();
      this.lines.set(row.getIndex(), row);
    }

    draw(cells) {
      if (!this.table) return;
      for (const { id, name } of cells) {
        const element = this.lines.get(id)?.getCell(name)?.getElement();
        if (!element || element.classList.contains("is-editing")) continue;
        element.replaceChildren(this.#content(element, this.store.column.get(name), id));
      }
      this.moved();
    }

    #content(element, column, id) {
      const mark = this.store.mark(id, column.name);
      const text = this.store.value(id, column.name);
      element.tabIndex = element.tabIndex === 0 && element === this.board?.current ? 0 : -1;
      for (const state of STATES) element.classList.toggle(`is-${state}`, mark?.state === state);
      element.toggleAttribute("aria-invalid", false);
      if (["error", "conflict"].includes(mark?.state)) element.setAttribute("aria-invalid", "true");
      if (!column.edit || !this.store.save) element.setAttribute("aria-readonly", "true");
      element.title = mark?.message || "";
      const inside = document.createDocumentFragment();
      if (mark) inside.append(sign(SIGNS[mark.state]));
      const link = this.store.rows.get(id)?.links[column.name];
      const words = show(column, text);
      if (column.kind === "check" && ["", "1"].includes(text)) inside.append(make("span", { class: `grid-tick${text ? " on" : ""}` }, ...(text ? [sign("check")] : [])), make("span", { class: "sr" }, text ? words : say("không", "no")));
      else if (link) inside.append(make("a", { href: link, tabindex: "-1" }, words));
      else inside.append(words);
      return inside;
    }

    /* ---- rows chosen --------------------------------------------------------------------------- */

    pick(id, on = !this.picked.has(id)) {
      if (!this.box.dataset.bulk) return;
      if (on) this.picked.add(id);
      else this.picked.delete(id);
      this.#showPicked([id]);
    }

    #pickShown(on) {
      const ids = this.board.rows.map((row) => row.getIndex());
      ids.forEach((id) => (on ? this.picked.add(id) : this.picked.delete(id)));
      this.#showPicked(ids);
    }

    #showPicked(ids) {
      for (const id of ids) {
        const line = this.lines.get(id)?.getElement();
        const tick = line?.querySelector(".grid-cell-box");
        if (tick) tick.checked = this.picked.has(id);
        line?.classList.toggle("is-picked", this.picked.has(id));
      }
      const shown = this.board.rows;
      const chosen = shown.filter((row) => this.picked.has(row.getIndex())).length;
      this.pickAll.checked = chosen > 0 && chosen === shown.length;
      this.pickAll.indeterminate = chosen > 0 && chosen < shown.length;
      this.ids.replaceChildren(...[...this.picked].map((id) => make("input", { type: "hidden", name: "ids", value: id, form: this.box.dataset.bulk })));
      this.chosen.textContent = this.picked.size ? say(`Đã chọn ${this.picked.size} dòng`, `${this.picked.size} rows chosen`) : "";
      this.box.dispatchEvent(new CustomEvent("grid:picked", { bubbles: true, detail: { ids: [...this.picked] } }));
    }

    /* ---- tools above --------------------------------------------------------------------------- */

    #tools() {
      const act = (work) => () => {
        work();
        this.board.focusCurrent();
      };
      this.status = make("span", { class: "grid-status small", role: "status" });
      this.chosen = make("span", { class: "small" });
      this.loaded = make("span", { class: "small" });
      this.ids = make("div", { hidden: true });
      const edits = this.store.save ? [
        (this.saver = button("check", say("Lưu ô", "Save cells"), act(() => this.store.again()), { class: "btn little first", "aria-keyshortcuts": "Control+S" })),
        (this.undoer = button("undo", say("Hoàn tác", "Undo"), act(() => this.board.step("undo")), { "aria-keyshortcuts": "Control+Z" })),
        (this.redoer = button("", say("Làm lại", "Redo"), act(() => this.board.step("redo")), { "aria-keyshortcuts": "Control+Y" })),
        button("down", say("Điền xuống", "Fill down"), act(() => this.board.fillDown()), { "aria-keyshortcuts": "Control+D" }),
      ] : [];
      this.tools = make("div", { class: "grid-tools", role: "group", "aria-label": say(`Công cụ của bảng ${this.label}`, `Tools of ${this.label}`) },
        ...edits, button("late", say("Ô cần xem tiếp", "Next cell to look at"), () => this.board.problem(), { "aria-keyshortcuts": "F8" }),
        this.#columnMenu(), button("keyboard", say("Phím của bảng", "Keys"), () => this.#keys()), this.loaded, this.chosen, this.status, this.ids);
    }

    #columnMenu() {
      const sheet = make("div", { class: "sheet" });
      this.menu = make("details", { class: "menu grid-menu", "data-menu": "", ontoggle: () => this.menu.open && this.#fillMenu(sheet) },
        make("summary", { class: "btn little" }, sign("matrix"), say("Cột", "Columns")), sheet);
      return this.menu;
    }

    #fillMenu(sheet) {
      const ticks = this.columns.map((column) => make("label", {}, make("input", {
        type: "checkbox", ...(!this.kept.hidden.includes(column.name) && { checked: true }),
        onchange: (event) => this.#showColumn(column, event.target.checked),
      }), column.label));
      const fewest = Math.min(5, this.columns.length - 1);
      const freeze = make("select", { onchange: (event) => this.#freeze(Number(event.target.value)) },
        ...Array.from({ length: fewest + 1 }, (_, n) => make("option", { value: String(n), ...(n === this.kept.frozen && { selected: true }) }, n ? say(`${n} cột đầu`, `first ${n}`) : say("không cột nào", "none"))));
      sheet.replaceChildren(
        make("label", { class: "grid-freeze" }, say("Đứng yên khi kéo ngang", "Stay while scrolling"), freeze),
        make("fieldset", {}, make("legend", {}, say("Cột hiện ra", "Columns shown")), ...ticks),
        button("", say("Về như ban đầu", "As at first"), () => this.#reset(sheet)));
    }

    #showColumn(column, on) {
      const hidden = this.kept.hidden.filter((name) => name !== column.name);
      if (!on) hidden.push(column.name);
      if (hidden.length === this.columns.length) return this.say(say("Bảng phải còn ít nhất một cột.", "At least one column must stay."));
      this.#keep({ hidden });
      this.#rebuild();
    }

    #freeze(count) {
      this.#keep({ frozen: count });
      this.#rebuild();
    }

    #reset(sheet) {
      try {
        localStorage.removeItem(`binhyen.grid.${this.name}`);
      } catch {
        // nothing was kept
      }
      this.kept = this.#remembered();
      this.#rebuild();
      this.#fillMenu(sheet);
    }

    #keys() {
      const rows = [
        ["← → ↑ ↓, Tab", say("đi từng ô", "move")], ["Ctrl + ← →", say("đi hết hàng, hết cột", "to the edge")],
        ["Shift + ← →", say("chọn nhiều ô", "choose a range")], ["Ctrl + A", say("chọn tất cả", "choose all")],
        ["Enter, F2", say("sửa ô; Enter nữa: xuống dòng", "edit; Enter again: next row")], ["Esc", say("bỏ sửa", "give up editing")],
        ["Ctrl + C, Ctrl + V", say("chép, dán (cả với Excel)", "copy, paste (with Excel, too)")], ["Ctrl + D", say("điền xuống", "fill down")],
        ["Delete", say("xóa chữ trong ô", "clear")], [say("Phím cách", "Space"), say("đánh dấu; Shift: chọn dòng", "tick; Shift: choose the row")],
        ["Ctrl + Z, Ctrl + Y", say("hoàn tác, làm lại", "undo, redo")], ["Ctrl + S", say("lưu ô ngay", "save now")],
        ["F8", say("đến ô cần xem tiếp theo", "to the next cell to look at")], ["Ctrl + Enter", say("trả lời câu hỏi của ô", "answer what the cell asks")], ["Esc, Tab", say("ra khỏi bảng", "leave the grid")],
      ];
      const list = make("dl", { class: "facts" }, ...rows.flatMap(([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)]));
      const title = say("Phím của bảng", "Keys of the grid");
      const box = make("dialog", { "aria-label": title, onclose: () => box.remove(), onclick: (event) => event.target === box && box.close() });
      const close = make("button", { type: "button", class: "btn bare close", "aria-label": say("Đóng", "Close"), onclick: () => box.close() }, sign("close"));
      box.append(make("div", { class: "inside" }, make("div", { class: "row between" }, make("h2", {}, title), close), list));
      document.body.append(box);
      box.showModal();
    }

    /* ---- the line below: all about the current cell -------------------------------------------- */

    #panel() {
      this.where = make("div", { class: "grid-where" });
      this.message = make("div", { class: "grid-message", id: `grid-${this.name}-message` });
      this.answers = make("div", { class: "row wrap", onkeydown: (event) => event.key === "Escape" && this.board.focusCurrent() });
      this.panel = make("div", { class: "grid-panel" }, this.where, this.message, this.answers);
    }

    moved() {
      if (!this.board) return;
      const cell = (this.at = this.board.cell);
      const { top, bottom, left, right } = this.board.range;
      const range = bottom > top || right > left ? say(` · chọn ${bottom - top + 1} dòng × ${right - left + 1} cột`, ` · ${bottom - top + 1} × ${right - left + 1} chosen`) : "";
      if (!cell) {
        this.where.replaceChildren(range);
        this.message.replaceChildren();
        this.answers.replaceChildren();
        return;
      }
      const text = this.store.value(cell.id, cell.name);
      const mark = this.store.mark(cell.id, cell.name);
      this.where.replaceChildren(make("b", {}, cell.column.label), say(`, dòng ${this.board.at.r + 1}: `, `, row ${this.board.at.r + 1}: `), show(cell.column, text) || "–", range);
      this.message.className = `grid-message${mark ? ` is-${mark.state}` : ""}`;
      this.message.replaceChildren(...this.#words(cell, mark));
      this.answers.replaceChildren(...this.#choices(cell, mark, text));
    }

    #words(cell, mark) {
      if (!mark) return cell.column.help ? [cell.column.help] : [];
      const whole = mark.state === "conflict" ? say("Người khác đã sửa ô này trong lúc anh/chị gõ. Chọn giữ giá trị nào.", "Somebody else changed this cell meanwhile. Choose which value stays.") : "";
      return [sign(SIGNS[mark.state]), [whole, mark.message].filter(Boolean).join(" ")];
    }

    #choices(cell, mark, text) {
      const { id, name, column } = cell;
      const after = (work) => () => {
        work();
        this.board.focusCurrent();
        this.moved();
      };
      if (mark?.state === "conflict") {
        return [
          button("", say(`Giữ của tôi: “${show(column, text)}”`, `Keep mine: “${show(column, text)}”`), after(() => this.store.choose(id, name, "mine"))),
          button("", say(`Lấy của người kia: “${show(column, mark.theirs)}”`, `Take theirs: “${show(column, mark.theirs)}”`), after(() => this.store.choose(id, name, "theirs"))),
        ];
      }
      if (!mark?.proposed || !column.edit) return [];
      return [button("check", say(`Nhận: “${show(column, mark.proposed)}”`, `Take “${show(column, mark.proposed)}”`), after(() => this.store.edit([{ id, name, typed: mark.proposed }])))];
    }

    #answer() {
      this.answers.querySelector("button")?.focus();
      return true;
    }

    /* ---- words on saving ----------------------------------------------------------------------- */

    say(words) {
      this.status.textContent = words;
    }

    news() {
      if (!this.status) return;
      const { store } = this;
      const open = store.pending.size + store.sent.size;
      const wrong = store.count("error");
      const asked = store.count("conflict");
      const words = [];
      if (store.trouble === "offline") words.push(say(`Chưa lưu được ${open} ô, sẽ thử lại.`, `${open} cells not saved yet; will try again.`));
      else if (store.trouble === "signed-out") words.push(say("Chưa lưu được: phiên làm việc đã hết. Mở trang đăng nhập ở thẻ khác, đăng nhập rồi bấm “Lưu ô”.", "Not saved: you are signed out. Sign in in another tab, then press “Save cells”."));
      else if (store.trouble === "refused") words.push(say(`Chưa lưu được: ${store.words}`, `Not saved: ${store.words}`));
      else if (store.sent.size) words.push(say(`Đang lưu ${store.sent.size} ô…`, `Saving ${store.sent.size} cells…`));
      else if (open) words.push(say(`${open} ô chưa lưu.`, `${open} cells not saved.`));
      else if (store.saved && !wrong && !asked) words.push(say("Đã lưu mọi ô.", "All saved."));
      if (wrong) words.push(say(`${wrong} ô cần sửa.`, `${wrong} cells to mend.`));
      if (asked) words.push(say(`${asked} ô người khác cũng sửa, cần chọn.`, `${asked} cells changed by somebody else, too.`));
      if (words.length) this.say(words.join(" "));
      this.status.classList.toggle("is-late", Boolean(store.trouble));
      this.status.classList.toggle("is-warn", !store.trouble && wrong + asked > 0);
      this.undoer && (this.undoer.disabled = !store.done.length);
      this.redoer && (this.redoer.disabled = !store.undone.length);
      this.box.dataset.unsaved = String(store.unsaved);
    }

    /* ---- more rows ----------------------------------------------------------------------------- */

    async #loadMore() {
      while (this.more) {
        this.loaded.textContent = say(`Đang tải ${this.store.rows.size}/${this.total} dòng…`, `Loading ${this.store.rows.size}/${this.total} rows…`);
        let page;
        try {
          const answer = await fetch(this.more, { credentials: "same-origin", headers: { Accept: "application/json" } });
          if (!answer.ok) throw new Error(String(answer.status));
          page = await answer.json();
        } catch {
          this.loaded.replaceChildren(say(`Mới tải được ${this.store.rows.size}/${this.total} dòng. `, `Only ${this.store.rows.size}/${this.total} rows loaded. `), button("", say("Tải tiếp", "Go on"), () => this.#loadMore()));
          return;
        }
        if (this.board.editor) await new Promise((free) => (this.freed = free));
        const known = new Set(this.store.rows.keys());
        const fresh = this.store.load(page.rows).filter((row) => !known.has(row.id));
        await this.table.addData(fresh.map(({ id }) => ({ _id: id })));
        this.box.dataset.rows = String(this.store.rows.size);
        this.total = page.total;
        this.more = page.more;
        this.board.settle(this.at?.id);
      }
      const sorters = this.table.getSorters();
      if (sorters.length && this.store.rows.size > this.first.length) this.table.setSort(sorters.map(({ field, dir }) => ({ column: field, dir })));
      this.loaded.textContent = say(`${this.store.rows.size} dòng`, `${this.store.rows.size} rows`);
    }

    /* ---- paper and phones: the plain table as the grid stands now ------------------------------- */

    #rewritePlain() {
      const shown = this.columns.filter((one) => !this.kept.hidden.includes(one.name));
      const head = make("tr", {}, ...shown.map((one) => make("th", { scope: "col" }, one.label)));
      const lines = this.board.rows.map((row) => {
        const { id, url, links } = this.store.rows.get(row.getIndex());
        return make("tr", {}, ...shown.map((column, i) => {
          const words = show(column, this.store.value(id, column.name)) || (i === 0 ? say("(trống)", "(empty)") : "");
          const mark = this.store.mark(id, column.name);
          const address = links[column.name] || (i === 0 && url);
          const inside = [address ? make("a", { href: address }, words) : words, ...(mark && mark.state !== "changed" ? [make("span", { class: "tiny" }, ` (${mark.message})`)] : [])];
          return i === 0 ? make("th", { scope: "row" }, ...inside) : make("td", { "data-label": column.label }, make("span", {}, ...inside));
        }));
      });
      const table = this.plain.querySelector("table");
      table.tHead.replaceChildren(head);
      table.tBodies[0].replaceChildren(...lines);
    }
  }

  const start = (root) => root.querySelectorAll("[data-grid]:not([data-started])").forEach((box) => {
    box.dataset.started = "";
    new Grid(box);
  });
  document.addEventListener("htmx:load", (event) => start(event.target.parentElement || document));
  start(document);
})();
