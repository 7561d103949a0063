/* Osnowa, EUPL-1.2. Shows a message anew while it is written; without this file the buttons do it. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-previewed]");
  if (!form) return;
  const buttons = [...form.querySelectorAll("button[data-preview]")];
  let timer = 0;

  // One after the other: a browser forgets the first of two sendings of a form at the same moment.
  const show = (turn) => {
    const button = buttons[turn];
    if (!button) return;
    const old = document.getElementsByName(button.getAttribute("formtarget"))[0];
    const frame = old.cloneNode(false); // a fresh frame leaves no step behind for the Back button
    frame.removeAttribute("src");
    old.replaceWith(frame);
    form.requestSubmit(button);
    timer = setTimeout(() => show(turn + 1), 400);
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => show(0), 700);
  });
  form.addEventListener("submit", (event) => {
    if (!buttons.includes(event.submitter)) clearTimeout(timer);
  });
})();
