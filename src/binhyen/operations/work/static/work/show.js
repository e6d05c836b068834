/* Handing in evidence over a bad line: photos go one by one, what was received is not sent again, what was typed and
   chosen stays on the page when the line breaks off. Without this script the form is sent in one piece. */
"use strict";
(() => {
  const form = document.querySelector("form[data-sending]");
  if (!form || !window.FormData || !window.XMLHttpRequest) return;
  const english = document.documentElement.lang === "en";
  const say = (vi, en) => (english ? en : vi);
  const input = form.querySelector("input[type=file]");
  const note = form.querySelector("textarea[name=note]");
  const button = form.querySelector("button.first");
  const box = form.querySelector("[data-said]");
  const words = box.querySelector("[data-words]");
  const bar = box.querySelector("progress");
  const received = new Set(); // files the server has said it holds
  const kept = `binhyen.note.${location.pathname}`;
  const patience = 90000; // ms without a byte going out or coming in
  let busy = false;
  let waits = false; // for the line to come back
  let stale = false; // the answer was none of ours: whoever signs in again gets another token

  /* ---- fields of the chosen kind; without this script all of them stand there -------------------------------------- */
  const kind = form.elements.namedItem("kind");
  const needs = { file: (one) => one !== "NUMBER", document: (one) => one === "DOCUMENT" };
  for (const name of ["value", "unit", "indicator", "as_of"]) needs[name] = (one) => one === "NUMBER";
  function fit() {
    for (const [name, wanted] of Object.entries(needs)) {
      const place = form.elements.namedItem(name)?.closest(".field");
      if (place) place.hidden = !wanted(kind.value);
    }
  }
  kind.addEventListener("change", fit);
  fit();

  /* ---- words typed outlive a reload and the browser's own error page, in this tab ------------------------------- */
  const remember = (text) => {
    try {
      if (text) sessionStorage.setItem(kept, text);
      else sessionStorage.removeItem(kept);
    } catch { /* no storage: the words stay on the page alone */ }
  };
  try {
    if (!note.value) note.value = sessionStorage.getItem(kept) || "";
  } catch { /* as above */ }
  note.addEventListener("input", () => remember(note.value));

  function tell(text, kind) {
    box.hidden = false;
    box.className = `note mt-s ${kind}`;
    words.textContent = text;
    bar.hidden = kind !== "";
  }

  /* ---- errors by field, as the page would show them ------------------------------------------------------------- */
  function clear() {
    for (const one of form.querySelectorAll("[data-fault]")) one.remove();
    for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  }
  function fault(errors) {
    let first = null;
    const rest = [];
    for (const [name, texts] of Object.entries(errors)) {
      const field = form.elements.namedItem(name);
      const text = texts.join(" ");
      if (!field || field.type === "hidden") {
        rest.push(text);
        continue;
      }
      const line = document.createElement("p");
      line.className = "error";
      line.dataset.fault = "";
      line.id = `fault-${name}`;
      line.textContent = text;
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-errormessage", line.id);
      field.after(line);
      first = first || field;
    }
    tell(rest.join(" ") || say("Chưa nộp được: xem chỗ báo lỗi.", "Not handed in: see what is marked."), "late");
    if (first) first.focus();
  }

  /* ---- one request: the form with one file, or with none -------------------------------------------------------- */
  function send(file, more, place, all) {
    return new Promise((resolve) => {
      const data = new FormData(form);
      data.delete("file");
      if (file) data.append("file", file, file.name);
      if (more) data.append("more", "1");
      const request = new XMLHttpRequest();
      let silence = 0;
      const alive = () => {
        clearTimeout(silence);
        silence = setTimeout(() => request.abort(), patience);
      };
      const done = (answer) => {
        clearTimeout(silence);
        resolve(answer);
      };
      request.open("POST", form.action || location.href);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => {
        alive();
        bar.value = event.lengthComputable ? event.loaded / event.total : 0;
        tell(say(`Đang gửi ${place} trên ${all}…`, `Sending ${place} of ${all}…`), "");
      });
      request.addEventListener("load", () => {
        try {
          done({ status: request.status, ...JSON.parse(request.responseText) });
        } catch {
          done({ status: request.status });
        }
      });
      for (const name of ["error", "abort"]) request.addEventListener(name, () => done({ status: 0 }));
      alive();
      request.send(data);
    });
  }

  /* Signing in again changes the token; the page of the form, opened anew, holds the one of now. */
  async function renew() {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("form[data-sending] [name=csrfmiddlewaretoken]");
      if (fresh) form.elements.namedItem("csrfmiddlewaretoken").value = fresh.value;
    } catch { /* no line: sending says so */ }
  }

  async function all() {
    if (stale) await renew();
    stale = false;
    const files = [...input.files];
    const open = files.length ? files.filter((one) => !received.has(one)) : [null];
    const whole = Math.max(1, files.length);
    for (const [at, file] of open.entries()) {
      const place = whole - open.length + at + 1;
      tell(say(`Đang gửi ${place} trên ${whole}…`, `Sending ${place} of ${whole}…`), "");
      const answer = await send(file, at + 1 < open.length, place, whole);
      if (answer.to) {
        received.add(file);
        if (at + 1 === open.length) {
          remember("");
          location.assign(answer.to);
          return;
        }
      } else {
        failed(answer, place - 1, whole);
        return;
      }
    }
    if (!open.length) location.assign(form.dataset.sending);
  }

  function failed(answer, done, whole) {
    button.textContent = say("Gửi lại", "Send again");
    const so = whole > 1 ? say(` Đã nhận ${done} trên ${whole} tệp.`, ` ${done} of ${whole} files were received.`) : "";
    if (answer.errors) {
      fault(answer.errors);
    } else if (answer.status === 0 || answer.status >= 500) {
      waits = answer.status === 0;
      tell(say(
        `Mạng bị ngắt, chưa gửi xong.${so} Chữ đã gõ và ảnh đã chọn vẫn ở trang này: đừng đóng trang, bấm “Gửi lại” khi có mạng. Tệp đã nhận không bị gửi hai lần.`,
        `The line broke off.${so} What you typed and chose is still on this page: keep it open and press “Send again”. Nothing is handed in twice.`,
      ), "late");
    } else {
      stale = true;
      tell(say(
        `Máy chủ không nhận (mã ${answer.status}).${so} Có thể phiên đăng nhập đã hết: mở một thẻ mới để đăng nhập, rồi quay lại đây bấm “Gửi lại”.`,
        `Not accepted (${answer.status}).${so} You may have been signed out: sign in in another tab, then press “Send again” here.`,
      ), "late");
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    waits = false;
    button.disabled = true;
    clear();
    try {
      await all();
    } finally {
      busy = false;
      button.disabled = false;
    }
  });
  window.addEventListener("online", () => {
    if (waits) tell(say("Đã có mạng trở lại. Bấm “Gửi lại” để gửi tiếp.", "The line is back. Press “Send again”."), "warn");
  });
})();
