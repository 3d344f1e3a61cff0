// The page of `briefgen preview`: it is told of changes, fetches what is new, and shows where a note comes from.
// Everything it puts into the page was escaped by the server and is parsed without being run.
"use strict";

const byId = (id) => document.getElementById(id);
const base = document.body.dataset.base;
const sheet = byId("sheet");
const panel = byId("evidence");
const card = byId("card");
const HINT = "Point at the number of a note, or press Enter on it, to see the words it rests on and where they stand.";

const CONTAINERS = new Set(["ARTICLE", "DIV", "SECTION", "UL", "OL", "TABLE", "TBODY"]);

// --- what changes ------------------------------------------------------------------------------

function patchParts(old, fresh) {
  // The parts of a draft, problems, banner, paper and so on, come and go, but never change places.
  const name = (part) => part.id || part.className || part.nodeName;
  const parts = new Map([...old.children].map((part) => [name(part), part]));
  const wanted = [...fresh.children];
  const names = new Set(wanted.map(name));
  parts.forEach((part, key) => { if (!names.has(key)) part.remove(); });
  let place = old.firstElementChild;
  for (const node of wanted) {
    const part = parts.get(name(node));
    if (part) {
      patch(part, node);
      place = part.nextElementSibling;
    } else {
      old.insertBefore(document.adoptNode(node), place);
    }
  }
}

function patch(old, fresh) {
  // Replace only what differs, so that the place one reads, the focus and selections stay.
  const before = [...old.childNodes], after = [...fresh.childNodes];
  let start = 0;
  while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start
    && before[before.length - 1 - end].isEqualNode(after[after.length - 1 - end])) end += 1;
  const gone = before.slice(start, before.length - end), come = after.slice(start, after.length - end);
  const deeper = gone.length === come.length && gone.length < 40 && gone.every((node, i) =>
    node.nodeType === 1 && CONTAINERS.has(node.nodeName) && sameShell(node, come[i]));
  if (deeper) {
    gone.forEach((node, i) => patch(node, come[i]));
    return;
  }
  const next = before[before.length - end] ?? null;
  gone.forEach((node) => node.remove());
  come.forEach((node) => {
    const put = document.adoptNode(node);
    old.insertBefore(put, next);
    if (put.nodeType === 1 && come.length < 12 && put.closest(".paper")) put.classList.add("changed");
  });
}

function sameShell(a, b) {
  return a.nodeName === b.nodeName && a.id === b.id && a.className === b.className;
}

function redraw(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("draft");
  const old = byId("draft");
  if (!fresh) return;
  if (!old || fresh.dataset.digest !== old.dataset.digest) {
    const focused = document.activeElement?.id;
    asServed();
    if (old) {
      patchParts(old, fresh);
      for (const name of fresh.getAttributeNames()) old.setAttribute(name, fresh.getAttribute(name));
    } else {
      sheet.replaceChildren(document.adoptNode(fresh));
    }
    if (focused && document.activeElement === document.body) byId(focused)?.focus({ preventScroll: true });
    prepare();
    if (shown) show(shown, pinned);
  }
  const draft = byId("draft");
  document.title = `${draft.dataset.title} – preview`;
  const problems = Number(draft.dataset.problems);
  say(problems ? `${problems} problem${problems === 1 ? "" : "s"}` : "Shows what is saved", draft.className === "stale" ? "bad" : "");
}

function say(words, look) {
  const status = byId("status");
  if (status.textContent !== words) status.textContent = words;
  status.className = look;
}

function asServed() {
  // Without what this script has added, so that only real changes count as such.
  document.querySelectorAll(".changed, a.shown").forEach((node) => {
    node.classList.remove("changed", "shown");
    if (!node.className) node.removeAttribute("class");
  });
  document.querySelectorAll(".table").forEach((box) => {
    for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  });
}

function prepare() {
  // A table that is wider than its place can be moved by keyboard.
  document.querySelectorAll(".table").forEach((box) => {
    const wide = box.scrollWidth > box.clientWidth;
    if (wide) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", "Table");
    } else {
      box.removeAttribute("tabindex");
      box.removeAttribute("role");
      box.removeAttribute("aria-label");
    }
  });
}

// --- being told ----------------------------------------------------------------------------------

let fetching = false, again = false;

async function fetchDraft() {
  // One at a time: what is saved meanwhile is fetched once more at the end.
  if (!sheet) return;
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  try {
    do {
      again = false;
      const answer = await fetch(`draft${location.search}`, { cache: "no-store" });
      if (answer.ok) redraw(await answer.text());
      else say((await answer.text()).trim(), "bad");
    } while (again);
  } catch {
    say("Not connected: start briefgen preview again", "lost");
  } finally {
    fetching = false;
  }
}

let listed = 0;

async function fetchList() {
  const mine = listed += 1, asked = new URLSearchParams(location.search);
  asked.set("at", document.body.dataset.brief);
  const answer = await fetch(`${base}/list?${asked}`, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  if (mine !== listed) return;  // a newer one is asked for
  const list = byId("briefs");
  if (list.innerHTML === fresh.innerHTML) return;
  const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  list.replaceChildren(...fresh.childNodes);
  if (focused) [...list.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
  filter();
}

let source = null;

function listen() {
  if (source) return;
  source = new EventSource(`${base}/events`);
  source.addEventListener("open", () => fetchDraft().then(fetchList));
  source.addEventListener("draft", () => fetchDraft().then(fetchList));
  source.addEventListener("states", fetchList);
  source.addEventListener("error", () => say("Not connected: start briefgen preview again", "lost"));
}

document.addEventListener("visibilitychange", () => {
  // A page in the background holds no connection: a browser has few of them for one server.
  if (document.hidden) {
    source?.close();
    source = null;
  } else {
    listen();
  }
});
addEventListener("pagehide", () => { source?.close(); source = null; });
addEventListener("pageshow", () => { if (!document.hidden) listen(); });

// --- where a note comes from ---------------------------------------------------------------------

let shown = "", pinned = false, opener = "", waiting = 0;

function noteOf(target) {
  const link = target instanceof Element ? target.closest('a[role="doc-noteref"]') : null;
  return link && link.hash.replace("#note-", "") ? link : null;
}

function show(number, pin) {
  const found = byId(`card-${number}`);
  if (!found) return hide();
  const same = shown === number;
  shown = number;
  pinned = pin;
  const copy = found.cloneNode(true);
  if (!same || card.innerHTML !== copy.innerHTML) card.replaceChildren(...copy.childNodes);
  panel.classList.add("open");
  document.querySelectorAll(".shown").forEach((link) => link.classList.remove("shown"));
  document.querySelectorAll(`a[role="doc-noteref"][href="#note-${number}"]`).forEach((link) => link.classList.add("shown"));
  if (!same) panel.scrollTop = 0;
}

function hide() {
  shown = "";
  pinned = false;
  panel.classList.remove("open");
  document.querySelectorAll(".shown").forEach((link) => link.classList.remove("shown"));
  const hint = document.createElement("p");
  hint.className = "where";
  hint.textContent = HINT;
  card.replaceChildren(hint);
}

function later(action, wait) {
  clearTimeout(waiting);
  waiting = setTimeout(action, wait);
}

document.addEventListener("click", (event) => {
  const link = noteOf(event.target);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  clearTimeout(waiting);
  opener = link.id;
  show(link.hash.replace("#note-", ""), true);
  card.querySelector("h2")?.focus({ preventScroll: true });
});
sheet?.addEventListener("click", (event) => {
  // A click into a sentence shows where it comes from: the note behind it in its paragraph, item or cell.
  if (!getSelection().isCollapsed || event.defaultPrevented || event.target.closest("a, button, summary, input")) return;
  const block = event.target.closest("p, li, td, th, dd, blockquote");
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  if (!block || !range || !block.contains(range.startContainer)) return;
  const link = [...block.querySelectorAll('a[role="doc-noteref"]')].find((one) => range.comparePoint(one, 0) > 0);
  if (!link) return;
  clearTimeout(waiting);
  opener = link.id;
  show(link.hash.replace("#note-", ""), true);
});
document.addEventListener("mouseover", (event) => {
  const link = noteOf(event.target);
  if (link && !pinned) later(() => show(link.hash.replace("#note-", ""), false), 120);
  else if (!pinned && shown && !panel.contains(event.target)) later(hide, 500);
  else if (panel.contains(event.target)) clearTimeout(waiting);
});
document.addEventListener("focusin", (event) => {
  const link = noteOf(event.target);
  if (link && !pinned) show(link.hash.replace("#note-", ""), false);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shown) close();
});
byId("close").addEventListener("click", () => close());

function close() {
  const back = panel.contains(document.activeElement) ? byId(opener) : null;
  pinned = true;  // so that the focus going back does not open it again
  back?.focus({ preventScroll: true });
  hide();
}

// --- the list ------------------------------------------------------------------------------------

function filter() {
  const words = byId("filter").value.trim().toLowerCase();
  document.querySelectorAll("#briefs li").forEach((item) => {
    item.hidden = !item.textContent.toLowerCase().includes(words);
  });
}

byId("filter").addEventListener("input", filter);

const narrow = matchMedia("(max-width: 56rem)");
const fold = () => { byId("menu").open = !narrow.matches; };
narrow.addEventListener("change", fold);

fold();
hide();
panel.hidden = false;
prepare();
addEventListener("resize", prepare);
