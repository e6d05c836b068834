/* Asks the browser for messages on this machine, and hands its address to the server. */
"use strict";
(() => {
  const form = document.querySelector("[data-push]");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  form.hidden = false;
  document.querySelector("[data-push-none]").hidden = true;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const say = (text, kind) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, kind } }));

  async function subscribed() {
    const worker = await navigator.serviceWorker.register(form.dataset.worker);
    await navigator.serviceWorker.ready.catch(() => null);
    const earlier = await worker.pushManager.getSubscription();
    if (earlier) await earlier.unsubscribe(); // of another key, or given up by the server
    return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const refused = document.querySelector("[data-push-refused]");
    refused.hidden = true;
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const { endpoint, keys } = (await subscribed()).toJSON();
      const sent = new FormData(form);
      for (const [name, value] of Object.entries({ endpoint, p256dh: keys.p256dh, auth: keys.auth })) sent.set(name, value);
      const answer = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" });
      if (answer.ok) return location.reload();
      say(await answer.text(), "late");
    } catch {
      refused.hidden = false;
    }
    button.disabled = false;
  });
})();
