/* Osnowa, EUPL-1.2. Small comforts; every page works without this file. */
(() => {
  "use strict";

  // Errors: the summary takes the focus, so that a screen reader says it and the page stands at it.
  const summary = document.getElementById("error-summary");
  if (summary) summary.focus();

  // A link of the summary leads to the field itself, not only to its place on the page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".os-error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });

  // A second click within three seconds does not send a form twice. Showing it in a frame is no sending.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.submitter && event.submitter.hasAttribute("formtarget")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.method !== "post") return;
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 3000);
  });

  // Coming back with the browser's Back button must not find a form that refuses to be sent.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // Escape closes the menu and gives the focus back to its button.
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".os-menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // Buttons that need a script are hidden until it runs.
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.querySelector(button.dataset.copy);
      await navigator.clipboard.writeText(source.value ?? source.innerText);
      const word = button.querySelector("span");
      if (word && button.dataset.copied) word.textContent = button.dataset.copied;
    });
  }

  // Signed out: lists of people that were kept for work without network are gone from this device.
  if ("caches" in window && document.body.hasAttribute("data-signed-out")) caches.delete("osnowa-listy");
})();
