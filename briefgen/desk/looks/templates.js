// A template beside its page: a save draws the page anew and reads every branch of the template.
"use strict";

const work = document.querySelector(".templates");

if (work) {
  const kind = work.dataset.kind, area = byId("template"), files = byId("file"), numbers = byId("numbers");
  const kept = new Map([...document.querySelectorAll(".kept")].map((one) => [one.dataset.name, one]));
  const chosenFile = () => kept.get(files?.value);

  const count = () => {
    if (!area) return;
    const lines = area.value.split("\n").length;
    if (numbers.childElementCount !== lines) numbers.replaceChildren(...Array.from({ length: lines }, (_, n) => make("span", {}, String(n + 1))));
    numbers.scrollTop = area.scrollTop;
  };
  const open = () => { if (area && chosenFile()) { area.value = chosenFile().value; count(); } };
  const typed = () => { chosenFile().value = area.value; look(); };
  const look = () => { touched = [...kept.values()].some((one) => one.value !== one.defaultValue); count(); };

  const asked = () => {
    const parts = { id: byId("record").value, language: byId("language").value, audience: byId("audience").value };
    work.querySelectorAll('[id^="p-"]').forEach((one) => { parts[one.id] = one.value.trim(); });
    return query(parts);
  };

  const draw = async () => {
    const page = await get(`templates/${kind}/page?${asked()}`, "page");
    if (typeof page === "string") put(byId("page"), page);
  };
  const check = async () => {
    byId("problems").replaceChildren(make("p", { class: "where" }, "Being looked at…"));
    const found = await get(`templates/${kind}/problems`, "problems");
    if (found !== undefined) put(byId("problems"), found ?? "<p class='where'>Not looked at.</p>");
  };

  const keep = async () => {
    const file = chosenFile();
    if (!file) return;
    const sent = area.value, answer = await send("template", { name: file.dataset.name, text: sent, digest: file.dataset.digest });
    byId("unsaved").textContent = answer.problem ?? "";
    if (answer.changed) {
      file.dataset.digest = answer.digest;
      byId("unsaved").append(". Take what changed into your text: saved again, your text takes its place.", make("pre", { class: "diff" }, answer.diff.join("\n")));
    }
    if (answer.problem) { say("Not saved", "bad"); return; }
    const typedOn = (file === chosenFile() ? area : file).value !== sent;  // stays; a colleague's lines that it lacks come with the next save
    if (!typedOn || answer.text === sent) Object.assign(file, { defaultValue: answer.text }).dataset.digest = answer.digest;
    if (!typedOn) {
      file.value = answer.text;
      if (file === chosenFile() && area.value !== answer.text) open();  // with what a colleague saved meanwhile
    }
    look();
    say(`Saved in ${answer.file}`);
    await Promise.all([draw(), check()]);
  };

  area?.addEventListener("input", typed);
  area?.addEventListener("scroll", () => { numbers.scrollTop = area.scrollTop; });
  files?.addEventListener("change", open);
  byId("keep")?.addEventListener("click", keep);
  byId("back")?.addEventListener("click", async () => {
    const answer = await send("undo", {});
    if (answer.problem) { say(answer.problem, "bad"); return; }
    location.reload();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && ["s", "Enter"].includes(event.key)) { event.preventDefault(); keep(); }
  });
  work.querySelector(".choices").addEventListener("change", draw);
  byId("looked").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase();
    byId("fields").querySelectorAll("li").forEach((one) => { one.hidden = !one.textContent.toLowerCase().includes(words); });
  });
  work.addEventListener("click", (event) => {
    const insert = event.target.closest("button.insert"), go = event.target.closest("button.goto");
    if (insert && area) { area.setRangeText(insert.dataset.name, area.selectionStart, area.selectionEnd, "end"); area.focus(); typed(); }
    if (go && area) toLine(go.dataset.file, Number(go.dataset.line));
  });
  byId("word").addEventListener("click", async () => {
    say("LibreOffice sets the page…");
    const answer = await fetch(`${base}/desk/templates/${kind}/word?${asked()}`, { cache: "no-store" }).catch(() => null);
    if (!answer?.ok) { byId("picture").replaceChildren(make("p", { class: "fault" }, answer ? (await answer.text()).trim() : "not connected")); say("No picture", "bad"); return; }
    // The picture is asked for by its address once more, for the policy of the page lets none in by another way.
    byId("picture").replaceChildren(make("img", { src: `${base}/desk/templates/${kind}/word?${asked()}`, alt: "The first page of the Word file" }));
    say("As LibreOffice sets it");
  });
  const toLine = (file, line) => {
    const name = [...kept.keys()].find((one) => file.endsWith(`/${one}`) || file === one);
    if (!name) return;
    if (files.value !== name) { files.value = name; open(); }
    const lines = area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    area.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(area).lineHeight));
  };

  open();
  draw();
  check();
  const wanted = new URLSearchParams(location.search);
  if (area && wanted.get("file")) toLine(wanted.get("file"), Number(wanted.get("line")) || 1);
}
