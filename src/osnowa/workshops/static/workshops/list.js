/* Osnowa, EUPL-1.2. The attendance list without network: every tap is kept on the device, and sent when it can be.
   A mark holds no name: the list's address, the sign-up's number, the word and the moment. */
(() => {
  "use strict";
  const root = document.querySelector("[data-list]");
  const overview = document.querySelector("[data-lists]");
  const page = root || overview;
  if (!page || !("indexedDB" in window)) return;
  const LISTS = "osnowa-listy";
  const account = page.dataset.account;
  const word = (name) => document.querySelector(`template[data-word="${name}"]`)?.innerHTML || "";
  let pending = [];
  let net = "";
  let busy = false;
  let again = false;

  // What is kept on the device
  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open("osnowa-listy", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("marks", { keyPath: "key" });
      asked.result.createObjectStore("device");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const store = async (name, mode) => (await opened).transaction(name, mode).objectStore(name);
  const device = (async () => {
    const known = await done((await store("device", "readonly")).get("key"));
    if (known) return known;
    const fresh = crypto.randomUUID();
    await done((await store("device", "readwrite")).put(fresh, "key"));
    return fresh;
  })();
  const load = async () => {
    const all = await done((await store("marks", "readonly")).getAll());
    pending = all.sort((one, other) => one.number - other.number || (one.made_at < other.made_at ? -1 : 1));
  };

  // What is shown
  const rows = root ? [...root.querySelectorAll("[data-enrolment]")] : [];
  const mine = (row) =>
    pending.filter(
      (mark) => mark.list === root.dataset.list && mark.enrolment === Number(row.dataset.enrolment) && !mark.refused,
    );
  const stands = (row) => mine(row).at(-1)?.mark ?? row.dataset.mark;
  const isOpen = () => !("closed" in root.dataset) && Date.now() >= Date.parse(root.dataset.opens);

  function show() {
    const waiting = pending.filter((mark) => !mark.refused);
    if (overview) {
      const line = overview.querySelector("[data-waiting]");
      line.hidden = !waiting.length;
      line.textContent = word("waiting") + waiting.length;
      return;
    }
    for (const row of rows) showRow(row);
    root.querySelector("[data-came]").textContent = rows.filter((row) => ["present", "late"].includes(stands(row))).length;
    const foreign = waiting.filter((mark) => mark.account !== account).length;
    const own = waiting.length - foreign;
    let said = own ? word(net || "sending") + own : word(net === "offline" ? "" : "online");
    if (net === "offline") said = word("offline") + own;
    if (foreign) said += ` ${word("other")}${foreign}`;
    if ("closed" in root.dataset) said = `${word("closed")} ${own ? said : ""}`;
    else if (!isOpen()) said = `${word("early")} ${said}`;
    root.querySelector("[data-net]").textContent = said;
    showRefused();
  }

  function showRow(row) {
    const waiting = mine(row);
    const state = stands(row);
    const tag = document.querySelector(`template[data-tag="${state}"]`);
    row.querySelector("[data-state]").replaceChildren(tag.content.cloneNode(true));
    const notes = [];
    if (waiting.length) notes.push(word("waiting"));
    else if ("code" in row.dataset) notes.push(word("code"));
    if ("conflict" in row.dataset) notes.push(word("conflict"));
    row.querySelector("[data-note]").textContent = notes.join(" · ");
    const colours = { present: "os-tag--done", late: "os-tag--soon", absent: "os-tag--overdue" };
    for (const button of row.querySelectorAll("[data-say]")) {
      const says = button.dataset.say;
      button.disabled = !isOpen();
      if (says === "") {
        button.hidden = !state;
        continue;
      }
      button.setAttribute("aria-pressed", String(says === state));
      button.classList.toggle(colours[says], says === state);
    }
    const last = waiting.at(-1);
    for (const [name, value] of [["came", last ? last.came : row.dataset.from], ["left", last ? last.left : row.dataset.to]]) {
      const field = row.querySelector(`[data-${name}-at]`);
      if (field !== document.activeElement) field.value = value;
    }
    row.querySelector("[data-hours]").hidden = state !== "late" || !isOpen();
  }

  function showRefused() {
    const refused = pending.filter((mark) => mark.refused);
    const box = root.querySelector("[data-refused]");
    box.hidden = !refused.length;
    root.querySelector("[data-refused-list]").replaceChildren(
      ...refused.map((mark) => {
        const item = document.createElement("li");
        const row = mark.list === root.dataset.list && rows.find((one) => Number(one.dataset.enrolment) === mark.enrolment);
        const name = row ? row.querySelector("[data-name]").textContent : `${mark.list} ${mark.enrolment}`;
        item.textContent = `${name}: ${mark.refused}`;
        return item;
      }),
    );
  }

  // What a tap does
  async function say(row, mark, came = "", left = "") {
    const before = mine(row).at(-1);
    const made = {
      key: crypto.randomUUID(),
      list: root.dataset.list,
      account,
      enrolment: Number(row.dataset.enrolment),
      number: Math.max(0, ...pending.map((one) => one.number)) + 1,
      mark,
      came,
      left,
      follows: before?.key || row.dataset.key || null,
      made_at: new Date().toISOString(),
    };
    await done((await store("marks", "readwrite")).put(made));
    pending.push(made);
    show();
    sync();
  }

  for (const row of rows) {
    row.addEventListener("click", (event) => {
      const button = event.target.closest("[data-say]");
      if (!button || button.disabled || (button.dataset.say && button.dataset.say === stands(row))) return;
      say(row, button.dataset.say);
    });
    row.addEventListener("change", () => {
      say(row, "late", row.querySelector("[data-came-at]").value, row.querySelector("[data-left-at]").value);
    });
  }
  root?.querySelector("[data-refused-done]").addEventListener("click", async () => {
    const marks = await store("marks", "readwrite");
    for (const mark of pending.filter((one) => one.refused)) marks.delete(mark.key);
    await load();
    show();
  });

  // Sending: any number of times, in any order; a mark goes from the device only when the server says that it has it
  async function sync() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      await load();
      const waiting = pending.filter((mark) => mark.account === account && !mark.refused);
      const lists = new Set(waiting.map((mark) => mark.list));
      if (root) lists.add(root.dataset.list);
      net = "";
      for (const list of lists) {
        await syncList(list, waiting.filter((mark) => mark.list === list));
        if (net) break;
      }
    } catch {
      net = "offline";
    } finally {
      busy = false;
      await load();
      show();
    }
    if (again) {
      again = false;
      sync();
    }
  }

  async function syncList(list, marks) {
    const asked = await fetch(`${list}stan.json`, { redirect: "manual", cache: "no-store" });
    if (asked.type === "opaqueredirect" || asked.status === 403) {
      net = "signedout";
      await caches.delete(LISTS);
      return;
    }
    if (asked.status === 404) {
      await refuse(marks, word("gone"));
      await forget(list);
      return;
    }
    if (!asked.ok) throw new Error("the server does not answer");
    let state = await asked.json();
    if (String(state.account) !== account) {
      net = "signedout";
      return;
    }
    const token = state.token;
    for (let at = 0; at < marks.length; at += 100) {
      const answer = await fetch(`${list}wyslij/`, {
        method: "POST",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({
          device: await device,
          sent_at: new Date().toISOString(),
          marks: marks.slice(at, at + 100).map(({ key, enrolment, mark, came, left, follows, made_at }) => ({
            key, enrolment, mark, came, left, follows, made_at,
          })),
        }),
      });
      if (!answer.ok) throw new Error("not taken");
      state = await answer.json();
      const kept = await store("marks", "readwrite");
      await Promise.all(state.kept.map((key) => done(kept.delete(key))));
      for (const [key, why] of Object.entries(state.refused)) {
        await refuse(marks.filter((mark) => mark.key === key), why);
      }
    }
    if (root && list === root.dataset.list) apply(state);
    if (state.closed) await forget(list);
    else await done((await store("device", "readwrite")).put({ now: state.now, closed: false, rows: state.rows }, list));
  }

  async function refuse(marks, why) {
    const kept = await store("marks", "readwrite");
    for (const mark of marks) kept.put({ ...mark, refused: why });
  }

  async function forget(list) {
    const cache = await caches.open(LISTS);
    await cache.delete(location.origin + list);
    await done((await store("device", "readwrite")).delete(list));
  }

  function apply(state) {
    root.toggleAttribute("data-closed", state.closed);
    for (const fresh of state.rows) {
      const row = rows.find((one) => Number(one.dataset.enrolment) === fresh.enrolment);
      if (!row) continue;
      row.dataset.mark = fresh.mark;
      row.dataset.key = fresh.key;
      row.dataset.from = fresh.came;
      row.dataset.to = fresh.left;
      row.toggleAttribute("data-code", fresh.by_code);
      row.toggleAttribute("data-conflict", fresh.conflict);
    }
  }

  // The page itself is kept from the first visit on, and lists that are not open any more go
  async function keep() {
    if (!("serviceWorker" in navigator)) return;
    await navigator.serviceWorker.register(page.dataset.worker, { scope: page.dataset.scope });
    if (!navigator.onLine) return;
    const cache = await caches.open(LISTS);
    // The first visit came before the service worker: it has not kept this page, whoever looks after it by now
    for (const address of new Set([location.pathname, page.dataset.scope])) {
      if (await cache.match(location.origin + address)) continue;
      const answer = await fetch(address, { redirect: "manual" });
      if (answer.ok && answer.headers.get("X-Osnowa-Keep") === "yes") {
        await cache.put(location.origin + address, answer);
      }
    }
    if (!overview) return;
    const links = [...overview.querySelectorAll("[data-list-link]")];
    const open = new Set([location.origin + page.dataset.scope, ...links.map((link) => link.href)]);
    for (const kept of await cache.keys()) {
      if (kept.url.startsWith(location.origin + page.dataset.scope) && !open.has(kept.url)) await cache.delete(kept);
    }
    for (const link of links) {
      if (!(await cache.match(link.href))) continue;
      const place = link.closest("li").querySelector("[data-kept-word]");
      place.textContent += ` · ${place.dataset.keptWord}`;
    }
  }

  window.addEventListener("online", sync);
  window.addEventListener("offline", () => {
    net = "offline";
    show();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) sync();
  });
  setInterval(sync, 20000);
  // A page that was kept may be older than what the server said last
  async function recall() {
    const last = root && (await done((await store("device", "readonly")).get(root.dataset.list)));
    if (last && last.now > root.dataset.made) apply(last);
  }

  load().then(recall).then(() => {
    show();
    sync();
  });
  keep().catch(() => {});
})();
