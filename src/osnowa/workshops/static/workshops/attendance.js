/* Osnowa, EUPL-1.2. Says when a tap did not reach the server; the page works without this file. */
(() => {
  "use strict";
  const notice = document.getElementById("nie-zapisano");
  if (!notice) return;
  for (const lost of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(lost, () => {
      notice.hidden = false;
      notice.scrollIntoView({ block: "center" });
    });
  }
  document.addEventListener("htmx:afterSwap", () => {
    notice.hidden = true;
  });

  // The swapped row is new: the finger's or keyboard's place must not be lost.
  let pressed = "";
  document.addEventListener("htmx:beforeRequest", () => {
    pressed = document.activeElement ? document.activeElement.id : "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    const button = pressed && document.getElementById(pressed);
    if (button) button.focus({ preventScroll: true });
  });
})();
