/* Osnowa, EUPL-1.2. Shows a question only after the answers that it depends on; without this file a note says when. */
(() => {
  "use strict";
  const dependents = [...document.querySelectorAll("[data-shown-if]")];
  if (!dependents.length) return;

  const answers = (name) =>
    [...document.querySelectorAll(`[name="${name}"]`)]
      .filter((field) => !field.closest("[data-shown-if][hidden]"))
      .filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked)
      .map((field) => field.value);

  // In the order of the page, so that what depends on a hidden question is hidden after it.
  const look = () => {
    for (const part of dependents) {
      const keys = part.dataset.shownKeys.split(" ");
      part.hidden = !answers(part.dataset.shownIf).some((value) => keys.includes(value));
      const note = part.querySelector("[data-shown-note]");
      if (note) note.hidden = true;
    }
  };
  document.addEventListener("change", look);
  addEventListener("pageshow", look);
  look();
})();
