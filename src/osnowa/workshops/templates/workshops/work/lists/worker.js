/* Osnowa, EUPL-1.2. The service worker of the attendance lists: it answers for {{ scope }} and for nothing else.
   Kept are the files that draw the page, and the lists that the trainer opened (docs/decisions/0013). */
"use strict";
const SCOPE = "{{ scope|escapejs }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const DRAWING = "osnowa-pliki-{{ version }}";
const LISTS = "osnowa-listy";
const PATIENCE = 5000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(DRAWING).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("osnowa-pliki-") && name !== DRAWING) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (FILES.includes(address.pathname)) {
    event.respondWith(caches.match(request, { ignoreSearch: true }).then((found) => found || fetch(request)));
  } else if (request.mode === "navigate" && address.pathname.startsWith(SCOPE)) {
    event.respondWith(page(request, address.origin + address.pathname));
  }
});

/* The network first, so that the list is fresh; what was kept only where the network does not answer. */
async function page(request, key) {
  const cache = await caches.open(LISTS);
  let answer;
  try {
    answer = await withPatience(fetch(request));
  } catch {
    return (await kept(cache, key)) || Response.error();
  }
  if (answer.type === "opaqueredirect") await caches.delete(LISTS);  // signed out
  else if (answer.ok && answer.headers.get("X-Osnowa-Keep") === "yes") await cache.put(key, answer.clone());
  else if (answer.ok || answer.status === 404) await cache.delete(key);  // closed, or not ours any more
  return answer;
}

async function kept(cache, key) {
  const found = await cache.match(key);
  const until = found && Number(found.headers.get("X-Osnowa-Until"));
  if (until && until < Date.now()) {
    await cache.delete(key);
    return undefined;
  }
  return found;
}

function withPatience(answer) {
  return Promise.race([
    answer,
    new Promise((_, refuse) => setTimeout(() => refuse(new Error("slow")), PATIENCE)),
  ]);
}
