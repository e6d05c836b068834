/* What the pages do beyond HTML: help drawer, keys, questions before grave steps, words on what happened.
   Everything here is an addition; every link and form works without it. No framework, no inline code, no eval. */
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const lang = document.documentElement.lang;
  const say = (vi, en) => (lang === "en" ? en : vi);

  /* ---- toast: a word on what just happened -------------------------------------------------- */
  const icon = (name) => {
    const any = $(".icon use");
    const file = any ? any.getAttribute("href").split("#")[0] : "";
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${file}#${name}`);
    svg.append(use);
    return svg;
  };
  function toast(text, kind = "ok") {
    const place = $(".toasts");
    if (!place || !text) return;
    const box = document.createElement("div");
    box.className = `toast ${kind}`;
    const words = document.createElement("div");
    words.textContent = text;
    box.append(icon(kind === "late" ? "late" : kind === "warn" ? "warn" : "check"), words);
    place.append(box);
    setTimeout(() => box.remove(), kind === "late" ? 12000 : 5000);
  }
  document.addEventListener("toast", (event) => toast(event.detail.text || event.detail.value, event.detail.kind));

  /* ---- dialog: made once, filled as needed --------------------------------------------------- */
  function dialog(className, title) {
    const box = document.createElement("dialog");
    box.className = className;
    box.setAttribute("aria-label", title);
    const inside = document.createElement("div");
    inside.className = "inside";
    const head = document.createElement("div");
    head.className = "row between";
    const name = document.createElement("h2");
    name.textContent = title;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn bare close";
    close.setAttribute("aria-label", say("Đóng", "Close"));
    close.append(icon("close"));
    close.addEventListener("click", () => box.close());
    head.append(name, close);
    inside.append(head);
    box.append(inside);
    box.addEventListener("click", (event) => event.target === box && box.close());
    box.addEventListener("close", () => box.remove());
    document.body.append(box);
    return [box, inside];
  }

  /* ---- questions before grave steps: data-confirm on a form or a button, hx-confirm on htmx --- */
  function ask(question, yes) {
    return new Promise((resolve) => {
      const [box, inside] = dialog("", say("Xin xác nhận", "Please confirm"));
      const words = document.createElement("p");
      words.textContent = question;
      const row = document.createElement("div");
      row.className = "row end wrap";
      const no = document.createElement("button");
      const ok = document.createElement("button");
      no.type = ok.type = "button";
      no.className = "btn";
      ok.className = "btn first";
      no.textContent = say("Thôi", "Cancel");
      ok.textContent = yes || say("Đồng ý", "Yes");
      no.addEventListener("click", () => box.close());
      ok.addEventListener("click", () => {
        resolve(true);
        box.close();
      });
      box.addEventListener("close", () => resolve(false));
      row.append(no, ok);
      inside.append(words, row);
      box.showModal();
      no.focus();
    });
  }
  document.addEventListener("submit", async (event) => {
    const asker = event.submitter?.dataset.confirm ? event.submitter : event.target;
    const question = asker.dataset.confirm;
    if (!question || event.target.dataset.confirmed) return;
    event.preventDefault();
    event.stopPropagation();
    if (!(await ask(question, asker.dataset.confirmYes))) return;
    event.target.dataset.confirmed = "1";
    event.target.requestSubmit(event.submitter || undefined);
    delete event.target.dataset.confirmed;
  }, true);
  document.addEventListener("htmx:confirm", async (event) => {
    const question = event.detail.question;
    if (!question) return;
    event.preventDefault();
    if (await ask(question, event.detail.elt.dataset.confirmYes)) event.detail.issueRequest(true);
  });

  /* ---- what went wrong on the way ------------------------------------------------------------ */
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    const words = {
      403: say("Anh/chị không được làm việc này. Tải lại trang rồi thử lại.", "You may not do this. Reload the page and try again."),
      404: say("Mục này không còn. Tải lại trang để xem bản mới.", "This is gone. Reload the page to see what is there now."),
      409: say("Người khác vừa sửa mục này. Tải lại trang để xem bản mới.", "Somebody else just changed this. Reload to see it."),
      413: say("Tệp quá lớn.", "The file is too large."),
      429: say("Thử quá nhiều lần. Đợi một lát rồi thử lại.", "Too many tries. Wait a little and try again."),
    };
    toast(words[status] || say(`Máy chủ báo lỗi ${status}. Chưa có gì được lưu; hãy thử lại.`, `The server failed (${status}). Nothing was saved; try again.`), "late");
  });
  document.addEventListener("htmx:sendError", () => toast(say("Không nối được máy chủ. Chưa có gì được lưu; kiểm tra mạng rồi thử lại.", "No connection. Nothing was saved; check the network and try again."), "late"));

  /* ---- help drawer: the words of the glossary that belong to this page ------------------------- */
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-help]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
    event.preventDefault();
    const [box, inside] = dialog("drawer", say("Trợ giúp", "Help"));
    box.showModal();
    try {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const holder = document.createElement("div");
      holder.innerHTML = await answer.text();
      inside.append(holder);
    } catch {
      location.href = link.href;
    }
  });

  /* ---- keys: ? shows them, / searches, g then a letter goes ------------------------------------ */
  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
  function keys() {
    const rows = [["?", say("bảng phím này", "this table")], ["/", say("tìm", "search")], ["Esc", say("đóng", "close")]];
    document.querySelectorAll("[data-key-label]").forEach((one) => rows.push([one.dataset.key, one.dataset.keyLabel]));
    const [box, inside] = dialog("", say("Phím tắt", "Keys"));
    const list = document.createElement("dl");
    list.className = "facts";
    for (const [key, what] of rows) {
      const name = document.createElement("dt");
      const cap = document.createElement("kbd");
      const text = document.createElement("dd");
      cap.textContent = key;
      text.textContent = what;
      name.append(cap);
      list.append(name, text);
    }
    inside.append(list);
    box.showModal();
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      if (!$("dialog[open]")) keys();
    } else if (event.key === "/") {
      const field = $("[data-key-search]");
      if (field && field.offsetParent) {
        event.preventDefault();
        field.focus();
      }
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-show-keys]")) keys();
  });

  /* ---- small comforts -------------------------------------------------------------------------- */
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      $("summary", menu).focus();
    }
  });
  const grow = (area) => {
    area.style.height = "0";
    area.style.height = `${Math.max(88, area.scrollHeight + 2)}px`;
  };
  document.addEventListener("input", (event) => event.target.matches?.("textarea[data-grow]") && grow(event.target));
  document.querySelectorAll("textarea[data-grow]").forEach(grow);
  document.addEventListener("change", (event) => event.target.closest?.("[data-submit-on-change]") && event.target.form.requestSubmit());
  document.addEventListener("click", async (event) => {
    const copier = event.target.closest("[data-copy]");
    if (!copier) return;
    try {
      await navigator.clipboard.writeText(copier.dataset.copy);
      toast(say("Đã chép.", "Copied."));
    } catch {
      toast(say("Trình duyệt không cho chép; hãy chọn và chép bằng tay.", "The browser does not allow copying; select it by hand."), "warn");
    }
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const box = opener && document.getElementById(opener.dataset.dialog);
    if (box?.showModal && !box.open) box.showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  });
  document.addEventListener("click", (event) => event.target.closest("[data-print]") && window.print());

  /* ---- a field that completes, and puts what was chosen as one more line into another -------- */
  const offered = (field) => [...(field.list?.options ?? [])].some((one) => one.value === field.value);
  function addLine(field) {
    const lines = document.getElementById(field.dataset.addsTo);
    const there = lines.value.split("\n").map((one) => one.trim()).filter(Boolean);
    if (!there.includes(field.value.trim())) there.push(field.value.trim());
    lines.value = there.join("\n");
    lines.rows = Math.min(10, Math.max(2, there.length));
    field.value = "";
  }
  document.addEventListener("input", (event) => {
    const field = event.target.closest?.("[data-adds-to]");
    const chosen = !event.inputType || event.inputType === "insertReplacementText"; /* from the list, not typed */
    if (field && chosen && offered(field)) addLine(field);
  });
  document.addEventListener("keydown", (event) => {
    const field = event.key === "Enter" && event.target.closest?.("[data-adds-to]");
    if (!field || !field.value.trim()) return;
    event.preventDefault();
    addLine(field);
  });

  window.binhyen = { toast, ask };
})();
