/* Shows the passkey button where the browser knows passkeys, and says so when no key came. */
"use strict";
(function () {
  var place = document.querySelector("[data-passkey]");
  if (!place || !window.PublicKeyCredential) return;
  place.hidden = false;
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    var words = document.querySelector("[data-passkey-error]");
    if (words) words.hidden = false;
  });
})();
