// The desk: words are selected in a source, a form asks what they bear, a save changes one record.
// What comes from files is put into the page as text, or was escaped by the server and is parsed without being run.
"use strict";

const byId = (id) => document.getElementById(id);
const CUT_OFF = "Not connected: start briefgen desk again";
const LOST = "Not connected, and not saved. If briefgen desk has ended: copy what you typed, start it again, open the address that it names.";
const base = document.body.dataset.base;
const workplace = document.querySelector(".workplace"), sourceId = workplace?.dataset.source;
// What is the same as before is not put anew, for a screen reader would say it again.
const tell = (place, ...content) => { const fresh = make("p", {}, ...content); if (place.textContent !== fresh.textContent) place.replaceChildren(...fresh.childNodes); };
const say = (words, look = "") => { const place = byId("status"); tell(place, words); place.className = look; };
const faultLine = (id) => make("p", { ...(id ? { id } : {}), class: "fault", "aria-live": "polite" });

function make(name, attributes = {}, ...content) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...content);
  return node;
}

function put(place, html) {
  place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
}

const asks = {};
const newest = (place) => asks[place] = (asks[place] ?? 0) + 1;

const read = (answer) => answer.headers.get("content-type")?.startsWith("application/json") ? answer.json() : answer.text();

async function get(path, place) {
  // What is answered; null if nothing is, undefined if something newer was asked for the same place meanwhile.
  const mine = place && newest(place), answer = await fetch(`${base}/desk/${path}`, { cache: "no-store" }).catch(() => null);
  const found = await (answer && read(answer).catch(() => null));  // cut off in the middle, too
  if (mine !== asks[place]) return undefined;
  if (found !== null && answer.ok) return found;
  say(found === null ? CUT_OFF : found.trim(), found === null ? "lost" : "bad");
  return null;
}

async function send(path, data) {
  const answer = await fetch(`${base}/desk/${path}`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(data),
  }).catch(() => null);
  const found = await (answer && read(answer).catch(() => null));
  if (found === null) { say(CUT_OFF, "lost"); return { problem: LOST }; }
  return typeof found === "string" ? { problem: found.trim() || `Not done: ${answer.status}` } : found;
}

const listed = (words) => words.split(",").map((one) => one.trim()).filter(Boolean);
const counted = (n, one) => `${n} ${one}${n === 1 ? "" : "s"}`;
const labelOf = (spec) => spec.label ?? spec.name.replaceAll("_", " ");

function fieldBox(id, label, input, ...more) {
  return make("div", { class: "field" }, make("label", { for: id }, label + (input.required ? " *" : "")), input, ...more);
}

const button = (words, onclick, { class: more = "", ...others } = {}) => make("button", { type: "button", class: `quiet ${more}`.trim(), onclick, ...others }, ...[words].flat());
const changes = () => make("pre", { class: "diff", tabindex: "0", "aria-label": "What changes in the file", hidden: true });

function byKey(event, does) {
  // What a key does, whatever its case; with Ctrl it is the browser's.
  const act = event.ctrlKey || event.metaKey || event.altKey ? null : does[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
}

function answered(answer, words) {
  // What was sent is done, or why not.
  say(answer.problem ?? words, answer.problem ? "bad" : "");
  return !answer.problem;
}

const query = (parts) => new URLSearchParams(Object.entries(parts).filter(([, v]) => v)).toString();

// --- a field that completes the names of records -------------------------------------------------

let counter = 0;

function nameField(label, { kinds = [], many = false, help = "", required = false, changed = () => {}, create = true }) {
  // A combobox: what is typed is looked for among all names of records; the value is their ids.
  const id = `f${counter += 1}`;
  const list = make("ul", { id: `${id}-list`, role: "listbox", class: "options", hidden: true, "aria-label": label });
  const input = make("input", {
    id, role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": `${id}-list`,
    "aria-autocomplete": "list", "aria-describedby": `${id}-help ${id}-fault`, required,
  });
  let found = [], at = -1, fits = "";
  const last = () => input.value.split(",").at(-1).trim();
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
  const choose = (one) => {
    if (!one) return;
    if (one.make) { close(); create && makeRecord(one.typed, kinds, (key) => choose({ key, kind: key.split("/")[0], id: key.split("/")[1] })); return; }
    const word = kinds.length === 1 ? one.id : one.key;
    const before = listed(input.value.split(",").slice(0, -1).join());
    input.value = many ? [...before, word].join(", ") : word;
    close();
    changed();
  };
  const show = () => {
    list.replaceChildren(...found.map((one, n) => make("li", {
      id: `${id}-${n}`, role: "option", "aria-selected": n === at ? "true" : "false",
      onmousedown: (event) => { event.preventDefault(); choose(one); },
    }, ...(one.make ? [`Make “${one.typed}”…`] : [make("span", {}, one.name), " ", make("span", { class: "where" }, one.key)]))));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (at >= 0) { input.setAttribute("aria-activedescendant", `${id}-${at}`); list.children[at]?.scrollIntoView({ block: "nearest" }); }
  };
  const look = async () => {
    const typed = last();
    if (!typed) { found = []; return close(); }
    const answer = await get(`names?${query({ q: typed, kinds: kinds.join(",") })}`);
    if (!answer || typed !== last() || document.activeElement !== input) return;
    [found, fits] = [answer, typed];
    if (create) found.push({ make: true, typed });
    at = -1;
    show();
  };
  const soon = debounce(look, 70);  // a name is typed faster than it is looked up
  input.addEventListener("input", () => { soon(); changed(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { close(); event.preventDefault(); event.stopPropagation(); }
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = (at + (event.key === "ArrowDown" ? 1 : found.length - (at < 0 ? 0 : 1))) % found.length;
      show();
      event.preventDefault();
    } else if (event.key === "Enter" && !event.ctrlKey) {
      const known = found.filter((one) => !one.make), typed = last();
      const meant = at >= 0 ? found[at] : known.find((one) => one.id === typed || one.key === typed) ?? (known.length === 1 ? known[0] : null);
      if (meant && typed === fits) choose(meant);
      if (meant) event.preventDefault();
    }
  });
  const node = fieldBox(id, label, input, list, make("p", { id: `${id}-help`, class: "help" }, help), faultLine(`${id}-fault`));
  return { node, input, value: () => many ? listed(input.value) : input.value.trim() };
}

function textByLanguage(spec, texts, changed) {
  const fields = Object.keys(texts).map((tag) => [tag, plainField({ ...spec, label: `${labelOf(spec)} (${tag})` }, changed)]);
  const node = make("div", { class: "languages" }, ...fields.map(([, one]) => one.node));
  for (const [tag, one] of fields) one.input.value = texts[tag];
  const said = () => fields.map(([tag, one]) => [tag, one.value()]);
  return { node, input: fields[0][1].input, texts: () => Object.fromEntries(said()), value: () => Object.fromEntries(said().filter(([, words], n) => words || !n)) };
}

function textInLanguages(spec, known, changed) {
  // A text that can be given in other languages, too: each then has a field of its own. `another` asks for one.
  let field = filledField(spec, known, changed);
  const node = make("div", {}, field.node), id = `f${counter += 1}`;
  const tag = make("input", { id, size: "4", placeholder: "ru", autocomplete: "off" });
  const add = () => {
    const code = tag.value.trim(), texts = field.texts?.() ?? { [current.form.language]: field.value() };
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(code) || code in texts) { tag.focus(); return; }
    field = textByLanguage(spec, { ...texts, [code]: "" }, changed);
    node.replaceChildren(field.node);
    tag.value = "";
    field.node.lastElementChild.querySelector("textarea, input").focus();
  };
  tag.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); add(); } });
  const another = fieldBox(id, `${labelOf(spec)} in another language`, tag, " ",
    button("Add", add));
  return { node, another, get input() { return field.input; }, value: () => field.value() };
}

function filledField(spec, known, changed) {
  // A field with what is recorded in it: a text, a list of words, or texts by language.
  if (known && typeof known === "object" && !Array.isArray(known)) return textByLanguage(spec, known, changed);
  const field = plainField(spec, changed);
  if (known !== undefined) {
    const words = [known].flat().join(", ");
    if (field.input.tagName === "SELECT" && ![...field.input.options].some((one) => one.value === words)) field.input.append(make("option", { value: words }, words));
    field.input.value = words;
  }
  return field;
}

function plainField(spec, changed) {
  if (spec.type === "reference") return nameField(labelOf(spec), { kinds: spec.kinds, many: spec.many, help: spec.help, required: spec.required, changed });
  const id = `f${counter += 1}`;
  const named = { id, "aria-describedby": `${id}-help ${id}-fault`, required: spec.required, oninput: changed, onchange: changed, autocomplete: "off" };
  let input;
  if (spec.choices?.length) {
    input = make("select", named, ...(spec.required ? [] : [make("option", { value: "" }, "–")]),
      ...spec.choices.map((choice) => make("option", { value: choice, selected: choice === spec.default }, choice)));
  } else if (spec.type === "text") {
    input = make("textarea", { ...named, rows: spec.name === "is" ? "3" : "2" });
  } else {
    input = make("input", { ...named, placeholder: spec.type === "date" ? "2025-10-17" : "", inputmode: spec.type === "number" ? "numeric" : undefined });
  }
  const node = fieldBox(id, labelOf(spec), input, make("p", { id: `${id}-help`, class: "help" }, spec.help ?? ""), faultLine(`${id}-fault`));
  return { node, input, value: () => spec.many && spec.type !== "text" ? listed(input.value) : input.value.trim() };
}

// --- the form ----------------------------------------------------------------------------------

const forms = new Map();
let chosen = { text: "", facts: [] };
let current = null;
let touched = false;  // something is typed that is not saved
let opening = 0;  // counts what is opened, chosen or typed in the form: what was asked for before that and comes late gives way

addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });

const mayLeave = () => !touched || confirm("What you typed is not saved. Shall it be left?");

async function formOf(kind) {
  if (!forms.has(kind)) {
    const form = await get(`form/${kind}`);
    if (!form) return null;
    forms.set(kind, form);
  }
  return forms.get(kind);
}

async function showForm(record, opened) {
  const place = byId("form");
  if (!place) return;
  const picker = nameField("Record", { help: "what the words are about: type a name; one that is missing is made on the spot", changed: () => open() });
  picker.input.value = record ?? "";
  picker.input.addEventListener("focus", () => picker.input.select());  // another one is typed over it
  picker.input.addEventListener("blur", () => { if (touched && current) picker.input.value = current.file.record; });
  const rest = make("div", {});
  const entry = make("form", { id: "entry", autocomplete: "off", onsubmit: (event) => { event.preventDefault(); save(); } }, picker.node, rest);
  for (const name of ["input", "change"]) entry.addEventListener(name, (event) => {
    if (event.target === picker.input) return;
    opening += 1;
    if (current) picker.input.value = current.file.record;
  }, true);
  place.replaceChildren(entry);
  touched = false;
  draft = current = null;
  const open = async (known) => {
    const key = picker.value(), kind = key.split("/")[0], mine = opening += 1;
    if (!/^[a-z-]+\/[a-z0-9-]+$/.test(key)) {
      if (!touched) { rest.replaceChildren(); current = null; }
      return;
    }
    const [form, file] = await Promise.all([formOf(kind), get(`record/${key}`)]);
    if (!form || !file || mine !== opening) return;
    if (!mayLeave()) { picker.input.value = current.file.record; return; }
    touched = false;
    if (file.record !== key) { picker.input.value = file.record; await open(known); return; }  // one that is written inside another
    remember(key);
    fill(rest, form, file, known);
  };
  if (record) await open(opened);
  return picker;
}

async function openFact(id) {
  // A recorded value in its form: to be changed, moved to other words, or taken out.
  await saving;
  if (!mayLeave()) return;
  const mine = opening += 1, opened = await get(`fact?${query({ id })}`);
  if (!opened || mine !== opening) return;
  await showForm(opened.record, opened);
  if (opened.problem) say(opened.problem, "bad");
}

function remember(key) {
  workplace.dataset.record = key;
  const url = new URL(location.href);
  url.searchParams.set("record", key);
  history.replaceState(null, "", url);
}

function fill(rest, form, file, opened) {
  const fields = form.fields;
  const select = make("select", { id: "field", "aria-describedby": "field-fault" }, make("option", { value: "" }, "choose…"),
    ...fields.map((one) => make("option", { value: one.name }, labelOf(one))));
  const asks = make("div", {}), fault = faultLine("verdict");
  const preview = changes(), buttons = make("div", { class: "buttons" }, saveButton(), button("Undo last save", undo, { id: "undo" }),
    button("The file itself", () => mayLeave() && whole(rest, form, file), { id: "whole" }));
  const facts = make("details", { class: "there" }, make("summary", {}, "What this record states"), make("div", {}));
  put(facts.lastElementChild, file.facts);
  const checked = make("details", { class: "there checked" }, make("summary", {}, ""), make("div", {}));
  put(checked.lastElementChild, file.findings || "<p class='where'>Nothing.</p>");
  const count = checked.querySelectorAll(".findings li").length;
  checked.firstElementChild.textContent = `What briefgen check says of it: ${count ? counted(count, "thing") : "nothing"}`;
  rest.replaceChildren(fieldBox("field", "What the words say", select,
    make("p", { class: "help" }, `${file.file} · ${form.help.split("\n")[0]}`), faultLine("field-fault")), asks, fault, preview, buttons, facts, checked);
  current = { file, form, entry: null, preview, fault, opened: null, removing: false };
  const kept = new Map();
  select.addEventListener("change", () => {
    if (touched) keep(kept);
    else kept.clear();
    draft = null;
    ask(fields.find((one) => one.name === select.value), asks, null, kept);
  });
  if (opened?.problem) return whole(rest, form, file, opened.line);
  if (!opened) return;
  select.value = opened.field;
  ask(fields.find((one) => one.name === opened.field), asks, opened);
  asks.querySelector("input, select, textarea")?.focus();
}

// What is typed stays for each field that it fits: a sentence of another sort is the same sentence.
const sortOf = ({ name, type, required, kinds, choices, many }) => type !== "text" ? JSON.stringify([name, type, kinds, choices, many]) : required ? "sentence" : name;

function keep(kept) {
  for (const [, one] of current.asked ?? []) {
    if (one.spec && String(one.value()) !== String(one.given)) kept.set(sortOf(one.spec), one.value());
    else if (one.spec) kept.delete(sortOf(one.spec));
  }
}

function ask(spec, asks, opened = null, kept = new Map()) {
  current.opened = opened;
  current.removing = false;
  if (!spec) { asks.replaceChildren(); current.entry = null; return; }
  const check = debounce(verdict, 120), later = () => { touched = true; check(); };
  const shown = [], languages = [], more = make("details", { class: "more" }, make("summary", {}, "More about it"));
  const add = (part, recorded, { inLanguages = part.type === "text" && part.required, always = part.required } = {}) => {
    const known = opened ? recorded : kept.get(sortOf(part));
    const one = (inLanguages ? textInLanguages : filledField)(part, known, later);
    if (one.another) languages.push(one.another);
    if (always || known !== undefined) shown.push(one.node);
    else more.append(one.node);
    return Object.assign(one, { spec: part, given: part.default ?? "" });
  };
  const isGroup = spec.form === "group", many = isGroup || (spec.form === "plain" && spec.many);
  const value = spec.form === "record" ? null : add({ ...spec, name: "is", label: isGroup ? spec.of : labelOf(spec), many, required: true }, opened?.value,
    { inLanguages: spec.form === "value" && spec.type === "text" });
  const parts = spec.parts.map((part) => [part, add(part, opened?.parts[part.name], { always: part.required || isGroup })]);
  const said = (opened && isGroup ? [] : current.form.said[spec.form] ?? []).map((part) =>
    [part, add(part.name === "according_to" ? { ...part, label: "whom the source names for it" } : part, opened?.said[part.name], { inLanguages: false })]);
  more.append(...languages);
  let words = null, borne = make("div", { class: "field" }, faultLine());
  if (opened && spec.form !== "plain") {
    const id = `f${counter += 1}`;
    words = make("select", { id, onchange: later }, make("option", { value: "keep" }, "stay as they are"),
      ...(sourceId ? [...places(opened.cites), make("option", { value: "beside" }, "and those selected now, too")] : []));
    borne = fieldBox(id, "The words that bear it", words,
      ...opened.cites.map((one) => make("p", { class: "help" }, make("q", {}, one.quote || "no words"), ` ${one.source}${one.locator ? ` ${one.locator}` : ""}`)),
      faultLine());
  }
  shown.push(borne);
  asks.replaceChildren(...(opened ? [make("p", { class: "where" }, `Recorded in ${current.file.file}, line ${opened.line}`)] : []), ...shown, ...(more.children.length > 1 ? [more] : []),
    ...(opened ? [make("div", { class: "buttons" },
      button(isGroup ? "Take the whole list out" : "Take it out", (event) => {
        current.removing = !current.removing;
        opening += 1;
        event.target.setAttribute("aria-pressed", String(current.removing));
        verdict();
      }, { id: "remove", "aria-pressed": "false" }),
      button("Add another value", () => mayLeave() && showForm(current.file.record).then(toForm), { id: "another" }))] : []));
  if (value && !opened && chosen.text && value.input.tagName === "TEXTAREA" && !value.input.value && chosen.text.length < 60) {
    value.given = value.input.value = chosen.text;
    value.input.addEventListener("focus", () => value.input.select(), { once: true });
  }
  const inWordsOf = (one) => typeof one === "object" && !Array.isArray(one) ? one : [one].flat().join(", ");
  current.entry = () => ({
    field: spec.name, value: !value ? "" : opened ? value.value() : inWordsOf(value.value()), source: sourceId, quote: chosen.text,
    parts: Object.fromEntries(parts.map(([part, one]) => [part.name, one.value()])),
    said: { ...Object.fromEntries(said.map(([part, one]) => [part.name, one.value()])), ...(draft?.by && spec.form !== "plain" ? { proposed_by: draft.by } : {}) },
    ...(opened ? { was: opened.was, ...becomes(words?.value ?? "keep") } : {}),
  });
  const id = parts.find(([part]) => part.name === "id")?.[1];
  if (id && (opened || !id.input.value)) id.given = id.input.value = opened ? id.input.value : freeId(spec.name);
  current.asked = [...(value ? [["is", value]] : []), ["quote", { node: borne, input: words ?? (value ?? parts[0]?.[1])?.input ?? borne }], ...[...parts, ...said].map(([part, one]) => [part.name, one])];
  verdict();
}

function freeId(field) {
  // An id for what has one of its own, such as a claim, that nothing in the file has yet.
  const begin = `${current.file.record.split("/")[1]}-${field}`.replaceAll("_", "-");
  let n = 1;
  while (current.file.text.includes(`${begin}-${n}`)) n += 1;
  return `${begin}-${n}`;
}

function places(cites) {
  // Where the words selected may stand: for the only passage, or for whichever of several.
  if (cites.length < 2) return [make("option", { value: "move" }, "are those selected now")];
  const short = (said) => said.length > 60 ? `${said.slice(0, 60)}…` : said || "no words";
  return cites.map((one, n) => make("option", { value: `move ${n}` }, `are those selected now, for: ${short(one.quote)} (${one.source})`));
}

function becomes(choice) {
  const [words, number] = choice.split(" ");
  return number === undefined ? { words } : { words, instead: Number(number) };
}

function asked() {
  // What is sent of the form: a value to add, or one that is recorded with what becomes of it, or a proposal taken up; or the file itself.
  if (current.area) return { record: current.file.record, digest: current.file.digest, text: current.area.value };
  return { record: current.file.record, digest: current.file.digest, entry: current.entry(),
    ...(current.opened ? { fact: current.opened.id, remove: current.removing } : {}),
    ...(draft ? { draft: { source: sourceId, id: draft.id, ...(draft.confirmed ? { confirmed: true } : {}) } } : {}) };
}

function debounce(action, wait) {
  let timer = 0;
  return () => { clearTimeout(timer); timer = setTimeout(action, wait); };
}

let turn = 0;
let savable = false;  // what the checks said last; null while they are being asked
let wanted = false;  // to be saved, as soon as the checks have said of what was typed last that it can be

function saveButton() {
  turn += 1;  // what is still being checked is of the form before
  opening += 1;
  savable = wanted = false;
  return make("button", { type: "submit", id: "save", "aria-disabled": "true" }, "Save ", make("kbd", {}, "Ctrl+Enter"));
}

function may(saveIt) {
  // Save can be pressed all the same: what was typed since may have mended what was wrong, and it waits for the answer.
  savable = saveIt;
  byId("save").setAttribute("aria-disabled", String(!saveIt));
}

function lacking() {
  // What must be filled in before anything can be saved: the record, what the words say, then each part of that.
  if (!current) return document.querySelector("#entry input");
  if (!isAsked()) return byId("field");
  return current.removing ? null : current.asked.find(([, one]) => one.input.required && !one.input.value.trim())?.[1].input;
}

function askFor(input) {
  const fault = byId(input.getAttribute("aria-describedby").split(" ").at(-1));
  fault.textContent = "This is missing.";
  input.setAttribute("aria-invalid", "true");
  input.addEventListener("input", () => { fault.textContent = ""; input.removeAttribute("aria-invalid"); }, { once: true });
  input.focus();
  say(`Not saved: “${input.labels[0].textContent.replace(" *", "")}” is missing`, "bad");
}

const isAsked = () => current?.entry || current?.area;

async function verdict() {
  // What the same checks as `briefgen check` say of it, while one types.
  if (!isAsked() || !byId("save") || byId("entry").inert) return;  // the form may be on its way
  const mine = turn += 1, missing = lacking();
  if (missing) { refuse(""); wanted = false; return; }
  savable = null;
  const answer = await send("propose", asked());
  if (mine !== turn || !isAsked() || !byId("save")) return;
  showAnswer(answer);
  const waited = wanted;
  wanted = false;
  if (savable) await (waited ? save() : drawSoon());
  else if (waited) byId("entry").querySelector("[aria-invalid]")?.focus();
}

const drawSoon = debounce(wouldPrint, 500);

async function wouldPrint() {
  // The sentences of briefs as they would be, before anything is saved.
  if (!current?.entry || !savable) return;
  const mine = turn, place = byId("sentences"), answer = await send("printed", asked());
  if (mine !== turn || answer.problem || !place) return;
  newest("sentences");  // what is still asked of them is of before
  place.replaceChildren(make("p", { class: "where" }, answer.briefs.length ? "As it would be printed once it is saved:" : "No brief about it would print it."),
    ...answer.briefs.flatMap((one) => [make("h3", {}, make("a", { href: `${base}/brief/${one.kind}/${one.id}/` }, `${one.kind} ${one.name}`)),
      make("ul", { class: "would" }, ...one.sentences.map((said) => make("li", {}, said)))]));
}

function refuse(why) {
  may(false);
  showFaults([]);
  tell(current.fault, why);
  current.preview.hidden = true;
}

function showFaults(problems) {
  // Each at the field that it is about, what is about none above Save.
  const fields = current.asked.map(([, one]) => one), fieldOf = (one) => current.asked.find(([name]) => name === one.at)?.[1];
  for (const field of fields) field.input.removeAttribute("aria-invalid");  // two may have the same one
  for (const field of [undefined, ...fields]) {
    const own = problems.filter((one) => fieldOf(one) === field);
    tell(field ? field.node.querySelector(".fault") : current.fault, ...own.flatMap(faultOf));
    if (own.some((one) => one.severity === "error")) field?.input.setAttribute("aria-invalid", "true");
  }
}

function faultOf({ severity, message, hint, line, code }) {
  const at = current.entry || !line ? "" : `line ${line}: `;  // of a form, the field says where
  const told = make("span", { class: severity }, `${at}${severity}: ${message}${hint ? ` (${hint})` : ""}`);
  if (code === "worded-freely") told.append(" ", button("Yes, it says so", () => { draft.confirmed = true; verdict(); }, { class: "change" }));
  return [told, make("br")];
}

function showAnswer({ problem, problems, diff, savable: isFit }) {
  if (problem) { refuse(problem); return; }
  showFaults(problems);
  showDiff(current.preview, diff);
  may(isFit && diff.length > 0);
  if (!isFit) say("Cannot be saved yet", "bad");
  else if (!diff.length) say("Nothing is changed");
  else say(problems.length ? `${counted(problems.length, "thing")} to look at` : "Can be saved");
}

function showDiff(place, lines) {
  place.replaceChildren(...lines.flatMap((line) => [make("span", { class: line[0] === "+" ? "added" : line[0] === "-" ? "gone" : "" }, line), "\n"]));
  place.hidden = !lines.length;
}

let saving = Promise.resolve();  // the last save, with the form that is drawn after it: what is to be opened waits for it

function change(work) {
  // A file is changed: what is typed now would be gone with the form, and what was asked before is answered by it.
  turn += 1;
  opening += 1;
  byId("entry").inert = true;
  const done = work();
  saving = done.catch(() => {});
  return done;
}

function goOn(held) {
  // Nothing was changed: the form is as it was, and the cursor, unless it was put elsewhere.
  byId("entry").inert = false;
  if (document.activeElement === document.body) held?.focus();
}

// What was drawn anew took the cursor along.
const toPlace = (...ids) => { if (document.activeElement === document.body) ids.map(byId).find(Boolean)?.focus({ preventScroll: true }); };

async function save() {
  if (byId("entry").inert) return;
  const missing = lacking();
  if (missing) { askFor(missing); return; }
  if (!savable) { wanted = true; say("Being checked…"); await verdict(); return; }
  say("Being saved…");
  await change(() => store(asked(), document.activeElement));
}

async function store(data, held) {
  const answer = await send("save", data);
  if (answer.problem) goOn(held);
  if (answer.changed) {
    // Somebody else saved the file meanwhile: shown, and asked about.
    current.fault.textContent = `${answer.problem}. Look at what changed, ${data.text === undefined ? "then save again to put yours beside it." : "take it into your text: saved again, your text takes its place."}`;
    showDiff(current.preview, answer.diff);
    current.file.digest = answer.digest;
    may(true);
    say("Changed by somebody else: look first", "bad");
    return;
  }
  if (answer.problem) { current.fault.textContent = answer.problem; say("Not saved", "bad"); return; }
  if (draft) proposal -= 1;  // the next one takes its place
  draft = null;
  touched = false;
  await redraw(data.record, data.entry?.field ?? "");
  toPlace("text", "field");
  say(answer.merged ? `Saved in ${answer.file}, with what was changed there meanwhile` : `Saved in ${answer.file}`);
}

async function undo() {
  if (!mayLeave()) return;
  const held = document.activeElement;
  await change(async () => {
    const answer = await send("undo", {});
    if (answer.problem) { goOn(held); say(answer.problem, "bad"); return; }
    await redraw(workplace?.dataset.record ?? "", "");
    toPlace("undo");
    say(`Undone in ${answer.file}`);
  });
}

function whole(rest, form, file, line = 0) {
  // The file as it is written, for what the form does not ask: checked and saved the same way.
  const id = `f${counter += 1}`;
  touched = false;
  const area = make("textarea", { id, class: "file", rows: "24", spellcheck: "false", wrap: "off" });
  area.value = file.text;
  const check = debounce(verdict, 150);
  area.addEventListener("input", () => { touched = area.value !== file.text; check(); });
  const fault = faultLine(), preview = changes();
  rest.replaceChildren(make("div", { class: "field" }, make("label", { for: id, class: "path" }, file.file), area), fault, preview, make("div", { class: "buttons" },
    saveButton(), button("Back to the form", () => { if (mayLeave()) { touched = false; fill(rest, form, file); toForm(); } })));
  current = { file, form, entry: null, area, preview, fault, asked: [] };
  area.focus();
  if (line) {
    const lines = file.text.split("\n"), start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    area.setSelectionRange(start, start + lines[line - 1].length);
    area.scrollTop = Math.max(0, (line - 4) * 17);
  }
}

async function redraw(record, field) {
  await text();
  await showForm(record);
  if (record) get(`sentences?${query({ record, field })}`, "sentences").then((printed) => typeof printed === "string" && put(byId("sentences"), printed));
}

let drawn = "", drawing = Promise.resolve();

// One after the other, each with its proposals: whoever waits for the text finds nothing on its way.
const text = () => drawing = drawing.then(drawText, drawText);

async function drawText() {
  if (!sourceId) return;
  const fresh = await get(`source/${sourceId}/text`);
  if (!fresh || fresh.text === drawn) return;
  if (pressed) { waiting = true; return; }  // words are being selected: not taken away from under the mouse
  drawn = fresh.text;
  const before = cursor.text(), words = selectedWords(), places = [words[0], words.at(-1), cursor.words[cursor.from], cursor.words[cursor.to]];
  const letters = places.map((word, n) => cursor.letter(word, n % 2));
  put(byId("text"), fresh.text);
  put(byId("tally"), fresh.meter);
  cursor.reset();
  if (cursor.text() === before) {
    const [first, last, from, to] = letters.map((letter) => cursor.at(letter));
    [cursor.from, cursor.to] = [from, to];
    if (first >= 0) select(cursor.words[first], cursor.words[last]);
  }
  await showProposals();
}

let pressed = false, waiting = false;

byId("text")?.addEventListener("pointerdown", () => { pressed = true; });
for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, () => {
  pressed = false;
  if (waiting) { waiting = false; text(); }
});

// --- a record that is missing --------------------------------------------------------------------

const NAMES = ["name", "names", "label", "title"];

async function makeRecord(typed, kinds, done) {
  if (document.querySelector("dialog.making")) return;  // it is being made ready, or open
  const dialog = make("dialog", { class: "making", "aria-labelledby": "making" });
  document.body.append(dialog);
  const needs = await Promise.all(kinds.map(async (one) => [one, (await formOf(one))?.fields.filter((field) => field.required && !NAMES.includes(field.name)).length]));
  const kindList = kinds.length ? needs.sort(([, a], [, b]) => a - b).map(([one]) => one) : (await formOf("source"))?.kinds ?? [];  // what needs least first
  const kind = make("select", { id: "made-kind" }, ...kindList.map((one) => make("option", { value: one }, one)));
  const slug = (words) => words.normalize("NFKD").replace(/[^\p{ASCII}]/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  const id = make("input", { id: "made-id", value: slug(typed), required: true, autocomplete: "off" });
  const inner = make("div", {}), fault = faultLine();
  let asked = [];
  const fields = async () => {
    const form = await formOf(kind.value);
    if (form?.kind !== kind.value) return;  // another one is chosen by now
    asked = form.fields.filter((one) => one.required || one.name === "name" || one.name === "names").map((one) => [one, plainField({ ...one, many: false }, () => {})]);
    inner.replaceChildren(...asked.map(([, one]) => one.node));
    const name = asked.find(([one]) => NAMES.includes(one.name));
    if (name) name[1].input.value = typed;
  };
  kind.addEventListener("change", fields);
  const close = () => dialog.close();
  dialog.addEventListener("close", () => dialog.remove());  // by Escape, too
  const form = make("form", { method: "dialog", onsubmit: async (event) => {
    event.preventDefault();
    const data = { ...Object.fromEntries(asked.map(([one, field]) => [one.name, field.value()])), src: sourceId, ...(chosen.text ? { quote: chosen.text } : {}) };
    const answer = await send("save", { record: `${kind.value}/${id.value.trim()}`, digest: "", new: data });
    if (answer.problem) { fault.textContent = answer.problem; return; }
    say(`Saved in ${answer.file}`);
    close();
    done(`${kind.value}/${id.value.trim()}`);
  } }, make("h2", { id: "making" }, "A new record"), fieldBox("made-kind", "Kind", kind),
  fieldBox("made-id", "Id", id), inner, fault,
  make("div", { class: "buttons" }, make("button", { type: "submit" }, "Make it"), button("Not now", close)));
  dialog.append(form);
  await fields();
  dialog.showModal();
  id.focus();
}

const bare = (word) => word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

// --- proposals of briefgen draft, where their words are --------------------------------------------

let proposals = [], proposal = -1, draft = null;
const inWords = (value) => [value].flat().map((one) => typeof one === "object" ? Object.values(one)[0] : String(one)).join(", ");

async function showProposals() {
  const place = byId("proposals"), found = await get(`source/${sourceId}/proposals`, "proposals");
  if (!found) return;
  proposals = found;
  document.querySelectorAll(".sentence.proposed").forEach((one) => one.classList.remove("proposed"));
  const [from, to] = [cursor.from, cursor.to];
  for (const one of proposals) {
    const sentence = cursor.find(one.quote);
    sentence?.classList.add("proposed");
    one.ocr = readOff(sentence);
  }
  [cursor.from, cursor.to] = [from, to];
  const held = place.contains(document.activeElement) ? document.activeElement.closest(".proposal")?.dataset.id : "";
  place.replaceChildren(...(proposals.length ? [make("h3", {}, `Proposed, not recorded: ${proposals.length}`)] : []), ...proposals.map((one, n) => {
    const decide = (event) => byKey(event, { d: () => putAside(one), a: () => takeUp(n), p: nextProposal });
    const show = (event) => { if (!event.target.closest("button") && cursor.find(one.quote)) cursor.show(); };
    return make("div", { class: "proposal", role: "group", "aria-label": `${one.kind} ${one.field}: ${inWords(one.value)}`, "data-id": one.id, onkeydown: decide, onclick: show }, make("p", {}, make("span", { class: "property" }, `${one.kind} ${one.field}: `), inWords(one.value)),
      make("p", {}, make("q", {}, one.quote)), ...(one.ocr ? [make("p", { class: "ocr" }, one.ocr)] : []), ...(one.asks ? [make("p", { class: "where" }, one.asks)] : []),
      make("div", { class: "buttons" }, button(["Accept or change ", make("kbd", {}, "A")], () => takeUp(n), { class: "take" }),
        button(["Discard ", make("kbd", {}, "D")], () => putAside(one))));
  }));
  // A key that is pressed now is for it; where it is gone, P in the text goes to the next one.
  if (held) (place.querySelector(`[data-id="${CSS.escape(held)}"] .take`) ?? byId("text")).focus({ preventScroll: true });
}

byId("propose")?.addEventListener("click", async () => {
  say("Being read…");
  const answer = await send("draft", { source: sourceId });
  answered(answer, answer.new ? `${answer.new} proposed` : "Nothing new is proposed");
  await showProposals();
});

async function putAside(one) {
  const answer = await send("decide", { source: sourceId, id: one.id });
  if (answered(answer, "Put aside; it is not proposed again")) proposal -= 1;
  await showProposals();
}

async function takeUp(n) {
  // A proposal fills the form; a person saves it, changed or not, past the same checks as everything else.
  const id_ = proposals[n].id;
  await saving;
  if (!mayLeave()) return;
  const mine = opening += 1;
  await showProposals();  // somebody whom it names may have a record by now
  n = proposals.findIndex((one) => one.id === id_);
  if (n < 0 || mine !== opening) return;
  touched = false;
  const one = proposals[n], field = byId("field");
  proposal = n;
  if (cursor.find(one.quote)) cursor.show();
  chosen = { text: one.quote, facts: [] };
  showChosen(...(one.asks ? [make("p", { class: "asks" }, `To be answered by you: ${one.asks}`)] : []));
  if (!field || current?.form.kind !== one.kind) { say(`Choose the ${one.kind} that it is about, then accept it`, "bad"); document.querySelector("#entry input")?.focus(); return; }
  field.value = one.field;
  field.dispatchEvent(new Event("change"));
  const parts = new Map(current.asked ?? []), id = parts.get("id")?.input;
  for (const [name, words] of Object.entries(one.form)) if (parts.has(name)) parts.get(name).input.value = inWords(words);
  if (id) id.value = `${current.file.record.split("/")[1]}-${one.id}`.slice(0, 80);
  draft = one;
  for (const missing of one.missing) {
    // Somebody who has no record yet is made on the spot, or it is said who is meant.
    const part = parts.get(missing.at), box = make("div", { class: "buttons" });
    const settle = (known) => {
      part.input.value = part.input.value.split(",").map((word) => word.trim() === missing.name ? known : word.trim()).join(", ");
      box.remove();
      part.input.focus();
      verdict();
    };
    box.append(...missing.near.map((near) => button(`It is ${near.name}`, () => settle(near.id), { class: "change made" })),
      button(`Make “${missing.name}”…`, () => makeRecord(missing.name, missing.kinds, (key) => settle(missing.kinds.length === 1 ? key.split("/")[1] : key)), { class: "change made" }));
    part?.node.querySelector(".help").after(box);
  }
  (document.querySelector("#entry .made") ?? parts.get("is")?.input ?? parts.get("says")?.input)?.focus();
  verdict();
}

function nextProposal() {
  if (!proposals.length) { say("Nothing is proposed here"); return; }
  proposal = (Math.max(proposal, -1) + 1) % proposals.length;
  if (cursor.find(proposals[proposal].quote)) cursor.show();
  document.querySelectorAll(".proposal button.take")[proposal]?.focus();
}

// --- selecting words -----------------------------------------------------------------------------

const cursor = {
  // Words of the source by keyboard: one after the other, taken by Shift.
  words: [], folded: null, from: -1, to: -1,
  reset() { this.words = []; this.folded = null; this.from = this.to = -1; },
  text() { this.read(); return this.words.map(wordText).join(""); },
  letter(word, last) {
    // Which letter of the text is the first of a word, or its last: the same when marks divide the words otherwise.
    const n = this.words.indexOf(word), before = this.words.slice(0, n).reduce((sum, one) => sum + one.end - one.start, 0);
    return n < 0 ? 0 : before + (last ? word.end - word.start : 1);
  },
  at(letter) {
    let sum = 0;
    return letter ? this.words.findIndex((one) => (sum += one.end - one.start) >= letter) : -1;
  },
  read() {
    if (this.words.length) return;
    const walker = document.createTreeWalker(byId("text"), NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(".place") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    while (walker.nextNode()) {
      const node = walker.currentNode, sentence = node.parentElement.closest(".sentence");
      if (!sentence || sentence.closest("[hidden]")) continue;
      for (const match of node.data.matchAll(/\S+/g)) this.words.push({ node, start: match.index, end: match.index + match[0].length, sentence });
    }
  },
  isLeftward() {
    this.read();
    const at = this.words[Math.max(this.to, 0)];
    return at && getComputedStyle(at.sentence).direction === "rtl";
  },
  move(step, extend) {
    this.read();
    if (!this.words.length) return;
    this.to = Math.max(0, Math.min(this.words.length - 1, this.to < 0 ? 0 : this.to + step));
    if (!extend || this.from < 0) this.from = this.to;
    this.show();
  },
  sentence(step, extend, test = () => true) {
    this.read();
    let n = Math.max(this.to, 0);
    const here = this.words[n]?.sentence;
    if (this.to >= 0) do { n += step; } while (this.words[n] && (this.words[n].sentence === here || !test(this.words[n].sentence)));
    else while (this.words[n] && !test(this.words[n].sentence)) n += 1;
    if (!this.words[n]) return;
    if (step < 0) while (this.words[n - 1]?.sentence === this.words[n].sentence) n -= 1;
    this.to = n;
    if (!extend) this.from = n;
    this.show();
  },
  here() {
    // The word that was clicked on: S takes its sentence, the arrows go on from there.
    this.read();
    const { anchorNode, anchorOffset } = getSelection();
    const at = this.words.findIndex((word) => word.node === anchorNode && anchorOffset <= word.end);
    if (at >= 0) this.from = this.to = at;
  },
  find(quote) {
    // Selects the words of a quote where they stand; the first of its parts, where something is left out.
    this.read();
    const wanted = quote.split(/\s*\[(?:…|\.\.\.)\]\s*/)[0].split(/\s+/).map(bare).filter(Boolean);
    const words = this.folded ??= this.words.map((one) => bare(wordText(one)));
    const at = words.findIndex((_, n) => wanted.every((word, k) => words[n + k] === word));
    if (at < 0 || !wanted.length) return null;
    this.from = at;
    this.to = at + wanted.length - 1;
    return this.words[at].sentence;
  },
  whole() {
    this.read();
    if (this.to < 0) this.to = 0;
    const sentence = this.words[this.to]?.sentence;
    this.from = this.words.findIndex((word) => word.sentence === sentence);
    this.to = this.words.findLastIndex((word) => word.sentence === sentence);
    this.show();
  },
  show() {
    const [a, b] = [this.words[Math.min(this.from, this.to)], this.words[Math.max(this.from, this.to)]];
    select(a, b);
    this.words[this.to].sentence.scrollIntoView({ block: "nearest" });
  },
};

const readOff = (sentence) => sentence?.closest(".passage").querySelector(".place abbr")?.title;  // what is said of OCR

function showChosen(...more) {
  const ocr = selectedWords().map((word) => readOff(word.sentence)).find(Boolean);
  byId("chosen").replaceChildren(make("q", {}, chosen.text), ...(ocr ? [make("p", { class: "ocr" }, ocr)] : []), ...more);
}

const wordText = (word) => word.node.data.slice(word.start, word.end);

function select(first, last) {
  const range = document.createRange(), selection = getSelection();
  range.setStart(first.node, first.start);
  range.setEnd(last.node, last.end);
  selection.removeAllRanges();
  selection.addRange(range);
}

function selectedWords() {
  const selection = getSelection(), place = byId("text");
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  if (!place.contains(range.commonAncestorContainer)) return [];
  cursor.read();
  return cursor.words.filter((word) => range.intersectsNode(word.node)
    && range.comparePoint(word.node, word.end) >= 0 && range.comparePoint(word.node, word.start) <= 0
    && !(word.node === range.endContainer && range.endOffset <= word.start) && !(word.node === range.startContainer && range.startOffset >= word.end));
}

function selected() {
  // The words of the source that are selected, whole words alone, and the facts that rest on them already.
  const inside = selectedWords();
  if (!inside.length) return null;
  const copy = document.createRange();
  copy.setStart(inside[0].node, inside[0].start);
  copy.setEnd(inside.at(-1).node, inside.at(-1).end);
  const fragment = copy.cloneContents();
  fragment.querySelectorAll(".place").forEach((node) => node.replaceWith(" "));
  const facts = [...new Set(inside.flatMap((word) => (word.node.parentElement.closest("mark")?.dataset.facts ?? "").split(" ").filter(Boolean)))];
  return { text: fragment.textContent.replace(/\s+/g, " ").trim(), facts };
}

let bearing = Promise.resolve(true);

function took() {
  const found = selected();
  if (!found || found.text === chosen.text) return bearing;
  chosen = found;
  CSS.highlights?.set("chosen", new Highlight(getSelection().getRangeAt(0).cloneRange()));  // seen while one types in the form
  showChosen();
  verdict();
  return bearing = showFacts(found.facts.join(" "));
}

async function showFacts(ids) {
  // Whether they are shown: not where others were asked for since.
  const found = await get(`facts?${query({ ids })}`, "facts"), place = byId("bears");
  if (typeof found !== "string") return false;
  put(place, found);
  place.prepend(make("h3", {}, "These words bear"));
  return true;
}

function toForm() {
  (byId("field") ?? document.querySelector("#entry input"))?.focus();
}

function toFacts() {
  // What rests on the words: the only value opens in its form, of several one is chosen.
  const buttons = chosen.facts.length ? byId("bears").querySelectorAll("button[data-fact]") : [];
  if (!buttons.length) say("Nothing rests on these words yet");
  else if (buttons.length === 1) openFact(buttons[0].dataset.fact);
  else buttons[0].focus();
}

const factAsked = new URLSearchParams(location.search).get("fact");

if (byId("text")) {
  const place = byId("text");
  document.addEventListener("selectionchange", debounce(took, 150));
  place.addEventListener("keydown", (event) => {
    if (event.key === "Tab") took();  // before the focus takes the words along
    const on = cursor.isLeftward() ? -1 : 1, more = event.shiftKey;
    byKey(event, {
      arrowright: () => cursor.move(on, more), arrowleft: () => cursor.move(-on, more),
      arrowdown: () => cursor.sentence(1, more), arrowup: () => cursor.sentence(-1, more),
      s: () => cursor.whole(), n: () => cursor.sentence(1, false, (one) => one.classList.contains("unused")),
      p: nextProposal, c: () => took().then((isShown) => isShown && toFacts()), enter: () => { took(); toForm(); },
    });
  });
  place.addEventListener("click", (event) => {
    cursor.here();
    const mark = event.target.closest("mark");
    if (!mark || !getSelection().isCollapsed) return;
    const [only, ...others] = mark.dataset.facts.split(" ");
    bearing = showFacts(mark.dataset.facts);
    if (!others.length && !touched) openFact(only);
  });
  byId("unused").addEventListener("change", (event) => {
    place.classList.toggle("only-unused", event.target.checked);
    cursor.reset();
  });
  showProposals();
  const mark = factAsked && [...place.querySelectorAll("mark")].find((one) => one.dataset.facts.split(" ").includes(factAsked));
  if (mark) {
    mark.classList.add("shown");
    mark.scrollIntoView({ block: "center" });
  }
}

if (workplace) {
  const told = JSON.parse(sessionStorage.getItem("told") ?? "[]");
  sessionStorage.removeItem("told");
  if (told.length) byId("keys")?.before(make("p", { class: "banner" }, told.join("; ")));
  if (factAsked) openFact(factAsked);
  else showForm(workplace.dataset.record);
}

// --- the page of the original, as a picture, beside the words that are read ----------------------

const sheet = byId("sheet");
let sheetPage = 0;

function showPage(number) {
  const wanted = Math.max(1, Math.min(Number(sheet.dataset.pages), number));
  if (wanted === sheetPage) return;
  sheetPage = wanted;
  const address = `${base}/desk/source/${sourceId}/page/${wanted}`, picture = sheet.querySelector("img");
  sheet.querySelector(".fault").textContent = "";
  picture.hidden = false;
  picture.src = address;
  picture.alt = `Page ${wanted} of the original`;
  sheet.querySelector("a").href = address;
  sheet.querySelector(".page").textContent = `p. ${wanted} of ${sheet.dataset.pages}`;
}

function pageInView() {
  // The page of the words that are selected, or else of the first paragraph that is seen.
  const place = byId("text"), selection = getSelection();
  const at = selection.rangeCount && !selection.isCollapsed && place.contains(selection.anchorNode) ? selection.anchorNode.parentElement?.closest(".passage") : null;
  const top = place.getBoundingClientRect().top;
  const seen = at ?? [...place.querySelectorAll(".passage")].find((one) => one.getBoundingClientRect().bottom > top + 4);
  showPage(Number(seen?.dataset.page ?? 1));
}

if (sheet) {
  sheet.querySelector("img").addEventListener("error", async (event) => {
    const { src } = event.target;
    event.target.hidden = true;
    const answer = await fetch(src, { cache: "no-store" }).catch(() => null), fault = answer ? (await answer.text()).trim() : "not connected";
    if (src === event.target.src) sheet.querySelector(".fault").textContent = fault;  // else another page is looked at by now
  });
  sheet.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (step) showPage(sheetPage + Number(step.dataset.step));
  });
  byId("text").addEventListener("scroll", debounce(pageInView, 120));
  document.addEventListener("selectionchange", debounce(pageInView, 200));
  pageInView();
}

// --- being told of what others save --------------------------------------------------------------

let source = null;

function listen() {
  if (source || document.hidden || !byId("text")) return;
  source = new EventSource(`${base}/events`);
  source.addEventListener("draft", debounce(text, 200));
  source.addEventListener("error", () => { if (byId("status").className !== "lost") say(CUT_OFF, "lost"); });
  source.addEventListener("open", () => { if (byId("status").className === "lost") say("Ready"); });
}

document.addEventListener("visibilitychange", () => {
  // A page in the background holds no connection: a browser has few of them for one server.
  if (document.hidden) { source?.close(); source = null; } else listen();
});
addEventListener("pagehide", () => { source?.close(); source = null; });
listen();

document.addEventListener("keydown", (event) => {
  if (["s", "Enter"].includes(event.key) && (event.ctrlKey || event.metaKey) && byId("entry")) {
    event.preventDefault();
    const making = document.querySelector("dialog[open] form");
    if (making) making.requestSubmit(); else save();
  }
});

document.addEventListener("click", async (event) => {
  const lines = event.target.closest("button.lines");
  if (lines) {
    const found = await get(`lines?${query({ id: lines.dataset.id })}`), box = make("div", { class: "places" });
    if (found === null) return;
    put(box, found);
    say(box.querySelector("li") ? `Printed in ${box.querySelectorAll("li").length} places, listed below it` : "No template prints it");
    lines.parentElement.querySelector(".places")?.remove();
    lines.parentElement.append(box);
    return;
  }
  const change = event.target.closest("button[data-fact]");
  if (change) { await openFact(change.dataset.fact); return; }
  const decide = event.target.closest(".decide button");
  if (!decide) return;
  const box = decide.closest(".decide"), { verdict } = decide.dataset, word = box.querySelector(".word");
  const said = word.value, held = document.activeElement;
  const answer = await send("opinion", { statement: box.dataset.statement, verdict, word: said });
  const isHere = document.activeElement === held;
  const place = box.querySelector(".answer");
  place.textContent = answer.problem ?? `${verdict === "withdrawn" ? "taken back" : verdict} by ${answer.by}`;
  place.classList.toggle("bad", Boolean(answer.problem));
  if (answer.problem && verdict === "objected" && isHere) word.focus();
  if (!answer.problem) {
    if (word.value === said) word.value = "";  // else it is being typed on
    const standing = box.closest(".statement").querySelector(".standing");
    standing.textContent = answer.standing;
    standing.className = `standing is-${answer.standing}`;
    put(box.closest(".statement").querySelector(".opinions"), answer.opinions);
    box.querySelector(".withdraw").hidden = !answer.given;
    if (decide.hidden && isHere) box.querySelector(".approve").focus();  // what is gone keeps no cursor
  }
});

// --- a source that is new ------------------------------------------------------------------------

function encoded(bytes) {
  let words = "";
  for (let n = 0; n < bytes.length; n += 0x8000) words += String.fromCharCode(...bytes.subarray(n, n + 0x8000));
  return btoa(words);
}

byId("add")?.addEventListener("submit", (event) => {
  event.preventDefault();
  takeIn(event.target.querySelector(".fault"));
});

async function takeIn(fault, more = {}) {
  const file = byId("add-file").files[0], words = byId("add-text").value;
  const data = { name: byId("add-address").value.trim(), id: byId("add-id").value.trim(), ...more };
  if (file) Object.assign(data, { name: file.name, content: encoded(new Uint8Array(await file.arrayBuffer())) });
  else if (words.trim()) Object.assign(data, { name: "pasted.txt", content: encoded(new TextEncoder().encode(words)) });
  fault.textContent = "";
  say("Being read…");
  const answer = await send("add", data);
  if (answer.problem) { fault.textContent = answer.problem; say("Not added", "bad"); return; }
  const address = `${base}/desk/source/${answer.id}/?${query({ record: `source/${answer.id}` })}`;
  if (answer.state !== "changed" && answer.state !== "unchanged") {
    sessionStorage.setItem("told", JSON.stringify(answer.told));  // is read on the page of the source
    location.assign(address);
    return;
  }
  fault.append(make("a", { href: address }, answer.id), " is archived already, ");
  say("Not added");
  if (answer.state === "unchanged") { fault.append("and this is the same text."); return; }
  fault.append(`with another text: ${counted(answer.changed, "passage")} changed. `,
    answer.fallen.length ? `These would lose their quote: ${answer.fallen.join(", ")}. ` : "Every quote stands in the new one. ",
    button("Take it as a new version", () => takeIn(fault, { id: answer.id, new_version: true })));
}

byId("search")?.addEventListener("submit", (event) => {
  event.preventDefault();
  location.assign(`${base}/desk/search?${query({ q: event.target.elements.q.value })}`);
});
