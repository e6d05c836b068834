/* The review page by keyboard and by mouse. Everything here adds to links and forms that work without it. */
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const english = document.documentElement.lang === "en";
  const say = (vi, en) => (english ? en : vi);
  const toast = (text, kind) => window.binhyen && window.binhyen.toast(text, kind);
  const page = () => $("#window");
  const typing = (target) => target.closest && target.closest("input, textarea, select, [contenteditable]");
  let current = 0; // id of the duty the reviewer is at
  let passage = null; // index of the passage chosen by keyboard or click
  let wanted = null; // "first" or "last" card of the window that is on its way
  let moveOn = false; // after accepting by key, go to the next duty
  let turning = false; // another window is on its way: keys wait for it
  let waiting = [];

  /* ---- where the reviewer is --------------------------------------------------------------- */
  const cards = () => all("#pane-duties [data-duty]");
  const cardOf = (id) => document.getElementById(`duty-${id}`);
  function scrollInside(element, pane) {
    if (!element || !pane) return;
    if (pane.scrollHeight <= pane.clientHeight + 1) {
      if (pane.offsetParent) element.scrollIntoView({ block: "nearest" });
      return;
    }
    const box = element.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const head = $(".doc-head", pane);
    const top = frame.top + (head ? head.offsetHeight + 8 : 8);
    if (box.top < top || box.bottom > frame.bottom - 8) {
      pane.scrollTop += box.top < top || box.height > frame.height ? box.top - top : box.bottom - frame.bottom + 24;
    }
  }
  function go(id, { focus = false, scroll = true } = {}) {
    current = id;
    cards().forEach((card) => card.classList.toggle("cur", Number(card.dataset.duty) === id));
    all(".para.cur, [data-run].cur").forEach((part) => part.classList.remove("cur", "many"));
    const runs = all(`[data-run="${id}"]`);
    runs.forEach((run) => {
      run.classList.add("cur");
      const para = run.closest(".para");
      para.classList.add("cur");
      para.classList.toggle("many", new Set(all("[data-run]", para).map((one) => one.dataset.run)).size > 1);
    });
    const card = cardOf(id);
    if (!card) return;
    if (scroll) {
      scrollInside(card, $("#pane-duties"));
      if (runs.length) scrollInside(runs[0].closest(".para"), $("#pane-doc"));
    }
    if (focus) card.focus({ preventScroll: true });
  }
  function step(by) {
    const list = cards();
    const at = list.findIndex((card) => Number(card.dataset.duty) === current);
    const next = list[at < 0 ? 0 : at + by];
    if (next) return go(Number(next.dataset.duty), { focus: true });
    turn(by > 0 ? "next" : "prev");
    return undefined;
  }
  function turn(rel) {
    const link = $(`#pane-duties .review-pager [rel="${rel}"]`);
    if (!link) return toast(rel === "next" ? say("Đây là nhiệm vụ cuối.", "This is the last duty.") : say("Đây là nhiệm vụ đầu.", "This is the first duty."));
    wanted = rel === "next" ? "first" : "last";
    turning = true;
    link.click();
    return undefined;
  }
  function choosePassage(para) {
    all(".para.at").forEach((one) => one.classList.remove("at"));
    passage = para ? Number(para.dataset.passage) : null;
    if (para) {
      para.classList.add("at");
      scrollInside(para, $("#pane-doc"));
    }
  }

  /* ---- panes as tabs on a phone --------------------------------------------------------------- */
  function show(name) {
    const root = page();
    if (!root) return;
    root.dataset.shown = name;
    all("[data-pane]", root).forEach((tab) => {
      tab.setAttribute("aria-selected", String(tab.dataset.pane === name));
      tab.tabIndex = tab.dataset.pane === name ? 0 : -1;
    });
  }
  const narrow = () => window.matchMedia("(max-width: 899px)").matches;

  /* ---- drafts: what is typed survives a closed tab --------------------------------------------- */
  const draftKey = (duty) => `binhyen.draft.${page() ? page().dataset.user : ""}.${duty}`;
  function kept(duty) {
    try {
      return JSON.parse(localStorage.getItem(draftKey(duty)));
    } catch {
      return null;
    }
  }
  function keep(form) {
    const values = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "version"].includes(name));
    const draft = { version: form.elements.version.value, at: new Date().toISOString(), values };
    try {
      localStorage.setItem(draftKey(form.dataset.draft), JSON.stringify(draft));
    } catch { /* a full or forbidden store: the form still works */ }
  }
  function forget(duty) {
    try {
      localStorage.removeItem(draftKey(duty));
    } catch { /* nothing to forget */ }
    const card = cardOf(duty);
    const note = card && $("[data-draft-note]", card);
    if (note) note.hidden = true;
  }
  function offer(form) {
    const draft = kept(form.dataset.draft);
    const box = $("[data-draft-offer]", form);
    if (!draft || !box || form.closest("article").querySelector("[role=alert]")) return;
    const when = new Date(draft.at).toLocaleString(english ? "en-GB" : "vi-VN", { dateStyle: "short", timeStyle: "short" });
    const older = draft.version !== form.elements.version.value;
    $("[data-draft-words]", box).textContent = older
      ? say(`Có bản sửa dở lúc ${when}, trên bản cũ của nhiệm vụ này.`, `There is an unsaved draft of ${when}, of an older version.`)
      : say(`Có bản sửa dở lúc ${when}, chưa lưu.`, `There is an unsaved draft of ${when}.`);
    box.hidden = false;
  }
  function useDraft(form) {
    const draft = kept(form.dataset.draft);
    if (!draft) return;
    for (const [name, value] of draft.values) {
      const field = form.elements[name];
      if (!field || field.type === "hidden" && !field.dataset.lines) continue;
      field.value = value;
      field.dispatchEvent(new Event("binhyen:filled"));
    }
    const deadline = form.elements.deadline;
    if (deadline) deadline.dispatchEvent(new Event("input", { bubbles: true }));
    $("[data-draft-offer]", form).hidden = true;
  }
  function markDrafts(root) {
    all("[data-duty]", root).forEach((card) => {
      const note = $("[data-draft-note]", card);
      if (note) note.hidden = !kept(card.dataset.duty);
    });
  }

  /* ---- bodies: tokens, completed as typed -------------------------------------------------------- */
  let serial = 0;
  function tokens(area) {
    if (area.dataset.ready) return;
    area.dataset.ready = "1";
    const url = area.form.dataset.bodiesUrl;
    const label = area.form.querySelector(`label[for="${area.id}"]`);
    const box = document.createElement("div");
    const list = document.createElement("ul");
    const input = document.createElement("input");
    const options = document.createElement("ul");
    const id = `bodies-${(serial += 1)}`;
    let bodies = [];
    let offered = [];
    let at = -1;
    let timer = 0;
    let asked = 0;
    box.className = "bodies";
    list.className = "tokens";
    input.type = "text";
    input.id = `${id}-input`;
    input.autocomplete = "off";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", id);
    input.placeholder = say("Gõ tên cơ quan, Enter để thêm", "Type a body, Enter adds it");
    if (label) label.htmlFor = input.id;
    options.id = id;
    options.setAttribute("role", "listbox");
    options.setAttribute("aria-label", label ? label.textContent.trim() : "");
    options.hidden = true;
    area.hidden = true;
    area.before(box);
    box.append(list, input, options);

    const write = () => {
      area.value = bodies.map((body) => (body.key ? `${body.name}\t${body.key}` : body.name)).join("\n");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const read = () => {
      bodies = area.value.split("\n").filter((line) => line.trim()).map((line) => {
        const [name, key] = line.split("\t");
        return { name: name.trim(), key: (key || "").trim() };
      });
      draw();
    };
    function draw() {
      list.replaceChildren(...bodies.map((body, index) => {
        const token = document.createElement("li");
        const away = document.createElement("button");
        token.className = body.key ? "token" : "token unknown";
        token.append(body.name);
        if (!body.key) token.title = say("Chưa có trong danh bạ cơ quan", "Not in the register of bodies");
        away.type = "button";
        away.textContent = "×";
        away.setAttribute("aria-label", say(`Bỏ ${body.name}`, `Remove ${body.name}`));
        away.addEventListener("click", () => {
          bodies.splice(index, 1);
          draw();
          write();
          input.focus();
        });
        token.append(away);
        return token;
      }));
    }
    function close() {
      options.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function add(body) {
      if (body.name && !bodies.some((one) => one.name === body.name)) bodies.push(body);
      input.value = "";
      close();
      draw();
      write();
    }
    function point(to) {
      at = to;
      all("[role=option]", options).forEach((option, index) => {
        option.setAttribute("aria-selected", String(index === at));
        if (index === at) option.scrollIntoView({ block: "nearest" });
      });
      if (at >= 0) input.setAttribute("aria-activedescendant", `${id}-${at}`);
      else input.removeAttribute("aria-activedescendant");
    }
    async function ask() {
      const text = input.value.trim();
      const mine = (asked += 1);
      if (text.length < 2) return close();
      try {
        const answer = await fetch(`${url}?q=${encodeURIComponent(text)}`, { credentials: "same-origin" });
        if (!answer.ok || mine !== asked) return undefined;
        offered = (await answer.json()).bodies;
      } catch {
        return close();
      }
      options.replaceChildren(...offered.map((body, index) => {
        const option = document.createElement("li");
        const note = document.createElement("small");
        option.id = `${id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        note.textContent = ` ${[body.level, body.note].filter(Boolean).join(" · ")}`;
        option.append(body.name, note);
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          add(body);
        });
        return option;
      }));
      options.hidden = offered.length === 0;
      input.setAttribute("aria-expanded", String(offered.length > 0));
      return point(offered.length ? 0 : -1);
    }
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (options.hidden) return;
        event.preventDefault();
        point((at + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
      } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        if (!options.hidden && at >= 0) add(offered[at]);
        else if (input.value.trim()) add({ name: input.value.trim(), key: "" });
      } else if (event.key === "Escape" && !options.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (event.key === "Backspace" && !input.value && bodies.length) {
        bodies.pop();
        draw();
        write();
      }
    });
    input.addEventListener("blur", () => {
      if (input.value.trim()) add({ name: input.value.trim(), key: "" });
      close();
    });
    const help = document.getElementById(`${area.id}_helptext`); // it speaks of lines
    if (help) help.hidden = true;
    area.dataset.lines = "1";
    area.addEventListener("binhyen:filled", read);
    read();
  }

  /* ---- a stretch of text, as passage and characters ---------------------------------------------- */
  const letters = (text) => [...text].length; // code points, as the server counts
  function offsetIn(para, node, offset) {
    const range = document.createRange();
    range.setStart(para, 0);
    range.setEnd(node, offset);
    return letters(range.toString());
  }
  const paraOf = (node) => (node && node.nodeType === 3 ? node.parentElement : node)?.closest?.(".para");
  function selected() {
    const selection = window.getSelection();
    if (!selection || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const first = paraOf(range.startContainer);
    const last = paraOf(range.endContainer) || first;
    if (!first || !$("#pane-doc")?.contains(first)) return null;
    return {
      passage: Number(first.dataset.passage),
      start: offsetIn(first, range.startContainer, range.startOffset),
      end_passage: Number(last.dataset.passage),
      end: last === paraOf(range.endContainer) ? offsetIn(last, range.endContainer, range.endOffset) : letters(last.textContent),
      empty: selection.isCollapsed,
      duty: Number((range.startContainer.parentElement || range.startContainer).closest("[data-run]")?.dataset.run || 0),
    };
  }
  const post = (url, values, target) => window.htmx.ajax("POST", url, { values, target: target || "#window", swap: "outerHTML" });
  function make(place) {
    const { passage: index, start, end_passage, end } = place;
    hidePop();
    
    post(page().dataset.makeUrl, end === undefined ? { passage: index } : { passage: index, start, end_passage, end });
  }
  function splitHere(place) {
    const card = cardOf(place.duty);
    const link = card && $('[data-act="split"]', card);
    if (!link) return;
    hidePop();
    post(link.getAttribute("href"), { version: card.dataset.version, passage: place.passage, offset: place.start });
  }
  const pop = () => $("#make-pop");
  function hidePop() {
    if (pop()) pop().hidden = true;
  }
  function showPop() {
    const place = selected();
    if (!pop() || !place) return hidePop();
    if (place.empty) return hidePop();
    const box = window.getSelection().getRangeAt(0).getBoundingClientRect();
    pop().hidden = false;
    $("[data-split-here]", pop()).hidden = !place.duty;
    const left = Math.min(box.left, document.documentElement.clientWidth - pop().offsetWidth - 10);
    pop().style.top = `${box.bottom + window.scrollY + 8}px`;
    pop().style.left = `${Math.max(8, left) + window.scrollX}px`;
    return undefined;
  }
  let popTimer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(popTimer);
    popTimer = setTimeout(showPop, 250);
  });

  /* ---- steps --------------------------------------------------------------------------------------- */
  function act(name) {
    const card = cardOf(current);
    const button = card && $(`[data-act="${name}"]`, card);
    if (!button) return false;
    button.click();
    return true;
  }
  const handlers = {
    j: () => step(1),
    k: () => step(-1),
    a: () => {
      moveOn = act("accept");
      if (!moveOn && cardOf(current)) step(1);
    },
    e: () => act("edit"),
    x: () => act("remove") || act("restore"),
    m: () => act("merge"),
    s: () => {
      const place = selected();
      if (place && place.duty && place.start > 0 && document.activeElement?.closest("#pane-doc, body")) splitHere(place);
      else act("split");
    },
    t: () => {
      const place = selected();
      if (place && !place.empty) make(place);
      else if (passage !== null) make({ passage });
      else toast(say("Bôi đen câu giao việc, hoặc chọn một đoạn ở văn bản (Tab vào văn bản, mũi tên lên xuống).", "Select a sentence or choose a passage first."), "warn");
    },
    z: () => $("#undo-form") && $("#undo-form").requestSubmit(),
    "[": () => turn("prev"),
    "]": () => turn("next"),
    "/": () => $("[data-review-search]")?.focus(),
    "?": () => keys(),
  };
  function keys() {
    const list = $("#review-keys-list");
    const dialog = $("#review-dialog");
    if (!list || !dialog) return;
    $("#review-dialog-inside").replaceChildren(list.content.cloneNode(true));
    dialog.setAttribute("aria-label", say("Phím tắt", "Keys"));
    dialog.showModal();
  }
  document.addEventListener("keydown", (event) => {
    if (!page()) return;
    const form = event.target.closest?.("form[data-draft]");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit($("[data-save]", form));
      return;
    }
    if (form && event.key === "Escape") {
      event.preventDefault();
      $("[data-cancel]", form)?.click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || $("dialog[open]")) return;
    if (event.target.closest?.("#pane-doc") && passageKey(event)) return;
    if (event.key === "Enter" && event.target.matches?.("[data-duty]")) {
      event.preventDefault();
      if (narrow()) show("doc");
      const run = $(`[data-run="${current}"]`);
      $("#pane-doc").focus({ preventScroll: true });
      choosePassage(run && run.closest(".para"));
      return;
    }
    const handler = handlers[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!handler) return;
    event.preventDefault();
    event.stopPropagation();
    if (turning) waiting.push(handler);
    else handler();
  }, true);
  function passageKey(event) {
    const list = all("#pane-doc .para");
    const at = list.findIndex((para) => Number(para.dataset.passage) === passage);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choosePassage(list[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), list.length - 1)]);
      return true;
    }
    if (event.key === "Enter" && at >= 0) {
      const run = $("[data-run]", list[at]);
      if (run) {
        event.preventDefault();
        if (narrow()) show("duties");
        go(Number(run.dataset.run), { focus: true });
        return true;
      }
    }
    return false;
  }

  /* ---- mouse ----------------------------------------------------------------------------------------- */
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[data-dialog]") && window.HTMLDialogElement) event.preventDefault(); // opened by app.js
    const tab = event.target.closest("[data-pane]");
    if (tab) return show(tab.dataset.pane);
    if (event.target.closest("[data-review-keys]")) return keys();
    if (event.target.closest("[data-close]")) return event.target.closest("dialog")?.close();
    if (event.target.closest("[data-make]")) return make(selected());
    if (event.target.closest("[data-split-here]")) return splitHere(selected());
    const form = event.target.closest("form[data-draft]");
    if (form && event.target.closest("[data-draft-use]")) return useDraft(form);
    if (form && event.target.closest("[data-draft-drop]")) {
      forget(form.dataset.draft);
      $("[data-draft-offer]", form).hidden = true;
      return undefined;
    }
    if (event.target.closest("[data-cancel]") && form) return forget(form.dataset.draft);
    const place = event.target.closest("[data-to-passage]");
    if (place) {
      event.preventDefault();
      if (narrow()) show("doc");
      return choosePassage(document.getElementById(`p-${place.dataset.toPassage}`));
    }
    const run = event.target.closest("[data-run]");
    if (run && window.getSelection()?.isCollapsed) {
      go(Number(run.dataset.run), { scroll: true });
      choosePassage(run.closest(".para"));
      return undefined;
    }
    const para = event.target.closest("#pane-doc .para");
    if (para) return choosePassage(para);
    const card = event.target.closest("#pane-duties [data-duty]");
    if (card && Number(card.dataset.duty) !== current) go(Number(card.dataset.duty), { scroll: !event.target.closest("a, button, summary, input") });
    return undefined;
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest?.("#pane-duties [data-duty]");
    if (card && Number(card.dataset.duty) !== current) go(Number(card.dataset.duty), { scroll: false });
  });
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest?.("[data-pane]");
    if (!tab || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = all("[data-pane]", page()).find((one) => one !== tab);
    show(other.dataset.pane);
    other.focus();
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form && event.isTrusted !== false) keep(form);
    else if (form && event.target.dataset.lines) keep(form);
  });

  /* ---- what comes back from the server ------------------------------------------------------------------ */
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const sender = event.detail.requestConfig?.elt; // detail.elt is another one where the sender was swapped away
    if (!sender?.matches || !event.detail.successful || event.detail.requestConfig.verb !== "post") return;
    if (sender.matches("form[data-draft]")) forget(sender.dataset.draft);
    if (sender.matches("[data-split-form]")) $("#review-dialog")?.close();
  });
  function ready(root) {
    if (root.id === "window" || $("#window", root)) arrive();
    all("textarea[data-bodies]", root).forEach(tokens);
    all("form[data-draft]", root).forEach(offer);
    if (root.matches?.("[data-duty]")) markDrafts(root.parentElement);
    if (root.matches?.("article.editing")) $("input:not([type=hidden]):not([hidden])", root)?.focus();
    else if (root.matches?.("[data-duty]") && Number(root.dataset.duty) === current) {
      go(current, { scroll: false });
      if (moveOn) {
        moveOn = false;
        step(1);
      } else root.focus({ preventScroll: true });
    }
    if (root.id === "review-dialog-inside" || root.closest?.("#review-dialog")) {
      const dialog = $("#review-dialog");
      if (!dialog.open) dialog.showModal();
      $("input[type=radio]:checked, button", dialog)?.focus();
    }
  }
  function arrive() {
    const root = page();
    if (root.dataset.arrived) return;
    root.dataset.arrived = "1";
    root.classList.add("has-tabs");
    show(narrow() && root.dataset.shown === "doc" ? "doc" : "duties");
    markDrafts(root);
    choosePassage(null);
    hidePop();
    const list = cards();
    const hash = /^#duty-(\d+)$/.exec(location.hash);
    const focus = Number(root.dataset.focus) || (wanted === null && hash ? Number(hash[1]) : 0);
    const target = (focus && cardOf(focus)) || (wanted === "last" ? list[list.length - 1] : cardOf(current) || list[0]);
    if (target) go(Number(target.dataset.duty), { focus: wanted !== null || Number(root.dataset.focus) > 0, scroll: wanted !== null || Boolean(focus) });
    const to = /^#(p-\d+)$/.exec(location.hash);
    if (to && document.getElementById(to[1])) scrollInside(document.getElementById(to[1]), $("#pane-doc"));
    wanted = null;
    turning = false;
    const keys = waiting;
    waiting = [];
    keys.forEach((key) => (turning ? waiting.push(key) : key()));
  }
  ["htmx:sendError", "htmx:responseError"].forEach((name) => document.addEventListener(name, () => {
    turning = false;
    waiting = [];
  }));
  document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
  document.addEventListener("htmx:oobAfterSwap", () => current && go(current, { scroll: false }));
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".outline a[data-to]");
    if (link) setTimeout(() => link.closest("details").removeAttribute("open"), 0);
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => ready(document.body));
  else ready(document.body);
})();
