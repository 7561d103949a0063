/* Osnowa, EUPL-1.2. Shows a message anew while it is written; without this file the buttons do it. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-previewed]");
  if (!form) return;
  const buttons = [...form.querySelectorAll("button[data-preview]")];
  let timer = 0;

  const show = () => {
    for (const button of buttons) {
      // a fresh frame leaves no step behind for the Back button
      const old = document.getElementsByName(button.getAttribute("formtarget"))[0];
      const frame = old.cloneNode(false);
      frame.removeAttribute("src");
      old.replaceWith(frame);
      form.requestSubmit(button);
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 700);
  });
})();
