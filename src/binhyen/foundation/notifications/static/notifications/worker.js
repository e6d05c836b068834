/* Shows that messages wait, also while no page is open, and opens their page on a click. It keeps and reads nothing. */
"use strict";
self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data ? event.data.json() : {};
  } catch {
    told = {};
  }
  const shown = self.registration.showNotification(String(told.title || "Bình Yên"), {
    body: String(told.body || ""),
    tag: "binhyen",
    data: { path: String(told.path || "") },
  });
  event.waitUntil(shown);
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const asked = new URL(event.notification.data.path || "/", self.location.origin);
  const there = asked.origin === self.location.origin ? asked.href : self.location.origin;
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((open) => {
      const same = open.find((one) => one.url === there);
      return same ? same.focus() : self.clients.openWindow(there);
    }),
  );
});
