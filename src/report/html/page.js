"use strict";
// While a long page is still being read, its summary is shown.
document.documentElement.classList.add("js");
document.addEventListener("DOMContentLoaded", () => {
const root = document.documentElement;
const all = (css, at = document) => [...at.querySelectorAll(css)];
const one = (id) => document.getElementById(id);
const tabs = all(".tab"), docs = all(".doc"), cards = all(".c");
const links = all(".bar nav a"), files = all(".files a"), boxes = all(".filters input");
const byNumber = new Map(cards.map((card) => [card.id.slice(1), card]));
const marks = new Map(cards.map((card) => [card.id.slice(1), []]));
const related = all("mark[data-f]");
for (const mark of related) for (const n of mark.dataset.f.split(" ")) marks.get(n)?.push(mark);
const words = new Map();
const rows = all(".list li");
// What stands beside a name is how many are shown, of those there are.
const counts = [
  ...all(".list section").map((part) => ({say: part.querySelector("h2 span"), own: all("li", part).map((row) => byNumber.get(row.dataset.f)), part})),
  ...files.map((link) => ({say: link.querySelector("span"), own: all(".c", one(link.hash.slice(1)))})).filter((count) => count.say),
];
for (const count of counts) count.all = Number(count.say.textContent);
const nav = document.querySelector(".bar nav");
const wide = matchMedia("(min-width:64rem)"), widest = matchMedia("(min-width:100rem)");
const state = {tab: "summary", doc: docs[0]?.id, at: "", q: "", both: null, chosen: new Set(), also: ""};

// What is not settled is shown first, where there is something that is.
const statuses = boxes.filter((box) => box.name === "status");
const settled = statuses.filter((box) => ["known", "waived"].includes(box.value));
const usual = new Set(settled.length ? statuses.filter((box) => !settled.includes(box)).map((box) => `status:${box.value}`) : []);

function matches(card) {
  if (card.id === state.also) return true;
  if (state.q) {
    if (!words.has(card)) words.set(card, card.textContent.toLowerCase());
    if (!words.get(card).includes(state.q.toLowerCase())) return false;
  }
  const groups = new Map();
  for (const chosen of state.chosen) {
    const [name, value] = chosen.split(/:(.*)/s);
    groups.set(name, [...(groups.get(name) ?? []), value]);
  }
  return [...groups].every(([name, values]) => card.dataset[name].split(" ").some((has) => values.includes(has)));
}

function filter() {
  let shown = 0;
  for (const card of cards) {
    const fits = matches(card);
    shown += fits;
    card.hidden = !fits;
    one(`m${card.id.slice(1)}`)?.classList.toggle("off", !fits);
  }
  for (const mark of related) mark.classList.toggle("off", mark.dataset.f.split(" ").every((n) => byNumber.get(n)?.hidden));
  for (const row of rows) row.hidden = byNumber.get(row.dataset.f)?.hidden ?? false;
  for (const {say, own, all: number, part} of counts) {
    const left = own.filter((card) => card && !card.hidden).length;
    say.textContent = left < number ? `${left} of ${number}` : left;
    if (part) part.hidden = !left;
  }
  one("nothing").hidden = shown > 0 || !cards.length;
  for (const box of boxes) box.checked = state.chosen.has(`${box.name}:${box.value}`);
  const said = shown === cards.length ? `${shown} finding${shown === 1 ? "" : "s"}` : `${shown} of ${cards.length} findings`;
  if (one("shown").textContent !== said) one("shown").textContent = said;
  const number = [...state.chosen].filter((chosen) => !usual.has(chosen)).length;
  one("chosen").textContent = number || "";
}

// Comments stand beside their words, the one that is read exactly, the others as near as there is room.
function arrange() {
  for (const doc of docs) {
    if (!doc.offsetParent) continue;
    const sheet = doc.querySelector(".sheet");
    const own = all(".c", sheet).filter((card) => !card.hidden);
    sheet.style.minHeight = "";
    if (!own.length || getComputedStyle(own[0]).position !== "absolute") {
      for (const card of own) card.style.top = "";
      continue;
    }
    const top = sheet.getBoundingClientRect().top;
    const wants = own.map((card) => {
      const chip = one(`m${card.id.slice(1)}`);
      const seen = chip.checkVisibility?.() === false ? chip.closest("figure") ?? chip : chip;
      card.classList.remove("far");
      return {card, want: seen.getBoundingClientRect().top - top - 8};
    });
    wants.sort((a, b) => a.want - b.want);
    let edge = place(wants);
    // One that has moved far from its words and moves others is short, so that they are nearer to theirs.
    const far = wants.filter((item, at) => item.top - item.want > 300 && wants[at + 1]?.want < item.top + item.high);
    for (const item of far) item.card.classList.add("far");
    if (far.length) edge = place(wants);
    for (const item of wants) item.card.style.top = `${Math.round(item.top)}px`;
    sheet.style.minHeight = `${Math.ceil(edge)}px`;
    wire(sheet, wants.find((item) => item.card.classList.contains("on")));
  }
}

// Gives each item its top, in their order; where the last one ends.
function place(items) {
  for (const item of items) item.high = item.card.offsetHeight + 10;
  const down = (from, edge) => {
    for (const item of items.slice(from)) {
      item.top = Math.max(item.want, edge);
      edge = item.top + item.high;
    }
    return edge;
  };
  const edge = down(0, 0);
  const fixed = items.findIndex((item) => item.card.classList.contains("on"));
  if (fixed < 0) return edge;
  items[fixed].top = Math.max(0, items[fixed].want);
  let below = items[fixed].top;
  for (let i = fixed - 1; i >= 0; i--) below = items[i].top = Math.min(items[i].top, below - items[i].high);
  // None is pushed out of the sheet: then the ones above are more than there is room for.
  return items[0].top < 0 ? down(0, 0) : down(fixed + 1, items[fixed].top + items[fixed].high);
}

// A hair from the words of the comment that is read to the comment.
function wire(sheet, item) {
  sheet.querySelector(".wire")?.remove();
  const chip = item && one(`m${item.card.id.slice(1)}`);
  if (!chip?.offsetParent) return;
  const box = sheet.getBoundingClientRect(), from = chip.getBoundingClientRect();
  const line = document.createElement("i");
  const start = from.bottom - box.top + 1, end = item.top + 14;
  line.className = `wire ${["before", "after", "future"].find((name) => item.card.classList.contains(name)) ?? "aside"}${end < start ? " up" : ""}`;
  Object.assign(line.style, {
    left: `${from.left - box.left}px`, top: `${Math.min(start, end)}px`,
    width: `${Math.max(0, item.card.offsetLeft - from.left + box.left)}px`, height: `${Math.abs(end - start)}px`,
  });
  sheet.append(line);
}

const isBoth = () => wide.matches && (state.both ?? widest.matches) && Boolean(one(state.doc)?.dataset.beside);

function show() {
  for (const tab of tabs) tab.classList.toggle("shown", tab.id === state.tab);
  for (const link of links) {
    if (link.hash === `#${state.tab}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  root.dataset.tab = state.tab;
  const both = isBoth(), beside = one(state.doc)?.dataset.beside;
  one("documents").classList.toggle("two-up", both);
  for (const doc of docs) doc.classList.toggle("shown", doc.id === state.doc || both && doc.id === beside);
  for (const link of files) {
    if (one(link.hash.slice(1)).classList.contains("shown")) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  one("both")?.setAttribute("aria-pressed", both);
  const active = state.at.match(/^[cm](\d+)$/)?.[1] ?? state.at.match(/^r(\d+)-/)?.[1];
  for (const on of all(".on")) on.classList.remove("on");
  if (active) {
    byNumber.get(active)?.classList.add("on");
    for (const mark of marks.get(active) ?? []) mark.classList.add("on");
  }
  // What is read of the layout is read at the end: each reading lays out all that has changed.
  const bar = document.querySelector(".files"), desk = document.querySelector(".desk");
  if (both) desk.style.setProperty("--files", bar ? `${bar.offsetHeight}px` : "0px");
  arrange();
  const here = nav.querySelector("[aria-current]")?.getBoundingClientRect();
  if (here) nav.scrollLeft += (here.left + here.right - nav.getBoundingClientRect().left - nav.getBoundingClientRect().right) / 2;
  more();
}

const more = () => nav.classList.toggle("more", nav.scrollLeft + nav.clientWidth < nav.scrollWidth - 4);

// Where one is, for whoever comes back.
const keep = () => history.replaceState({y: scrollY, docs: docs.map((doc) => doc.scrollTop)}, "");

// Puts what is shown into the address; `push` when one can go back from it.
function address(push) {
  const parts = new URLSearchParams();
  if (state.tab !== "summary") parts.set("tab", state.tab);
  if (state.tab === "documents" && state.doc !== docs[0]?.id) parts.set("doc", state.doc);
  if (state.at) parts.set("at", state.at);
  if (state.q) parts.set("q", state.q);
  if (state.both !== null) parts.set("both", state.both ? "1" : "0");
  if ([...state.chosen].sort().join() !== [...usual].sort().join()) parts.set("only", [...state.chosen].sort().join());
  const fragment = parts.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
  const to = fragment ? `#${fragment}` : location.pathname + location.search;
  if (push && to !== location.hash) history.pushState(null, "", to);
  else history.replaceState(history.state, "", to);
}

function read() {
  const fragment = location.hash.slice(1);
  const parts = new URLSearchParams(fragment.includes("=") ? fragment : "");
  state.tab = one(parts.get("tab"))?.classList.contains("tab") ? parts.get("tab") : "summary";
  state.doc = one(parts.get("doc"))?.classList.contains("doc") ? parts.get("doc") : docs[0]?.id;
  state.q = parts.get("q") ?? "";
  state.both = parts.has("both") ? parts.get("both") === "1" : null;
  state.chosen = new Set(parts.has("only") ? parts.get("only").split(",").filter((c) => boxes.some((b) => `${b.name}:${b.value}` === c)) : usual);
  state.at = state.also = "";
  one("q").value = state.q;
  filter();
  const at = fragment.includes("=") ? parts.get("at") : fragment;
  if (at && one(at)) go(at, {move: false});
  else show();
}

function restore() {
  if (!history.state) return;
  scrollTo(0, history.state.y);
  docs.forEach((doc, at) => { doc.scrollTop = history.state.docs[at]; });
}

// Brings an element into view, opens what hides it, and makes it the one that is read.
function go(id, {move = true, push = false} = {}) {
  const to = one(id);
  if (!to) return;
  if (to.classList.contains("tab")) {
    Object.assign(state, {tab: id, at: ""});
  } else if (to.classList.contains("doc")) {
    Object.assign(state, {tab: "documents", doc: id, at: ""});
  } else {
    state.tab = to.closest(".tab")?.id ?? state.tab;
    const doc = to.closest(".doc");
    if (doc && !(isBoth() && doc.classList.contains("shown"))) state.doc = doc.id;
    state.at = id;
    if (to.classList.contains("c") && to.hidden) {
      state.also = id;
      filter();
    }
    for (let up = to.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  }
  if (push) keep();
  show();
  address(push);
  if (to.classList.contains("tab") || to.classList.contains("doc")) scrollTo({top: 0});
  const number = id.match(/^c(\d+)$/)?.[1];
  const words = number && getComputedStyle(to).position === "absolute" ? one(`m${number}`) : to;
  if (!to.classList.contains("tab") && !to.classList.contains("doc")) {
    const still = !move || matchMedia("(prefers-reduced-motion:reduce)").matches;
    words.scrollIntoView({block: "center", behavior: still ? "instant" : "smooth"});
    for (const element of all(".flash")) element.classList.remove("flash");
    void to.offsetWidth;
    if (!/^[cm]/.test(id)) to.classList.add("flash");
  }
  // The place that a comment speaks of on the other side.
  const other = number && isBoth() && (marks.get(number) ?? []).find((mark) => mark.closest(".doc") !== to.closest(".doc") && mark.offsetParent);
  if (other) other.scrollIntoView({block: "center"});
  if (move) (to.matches("a,button,[tabindex]") ? to : to.querySelector("a"))?.focus({preventScroll: true});
}

function step(by) {
  const order = cards.filter((card) => !card.hidden);
  if (!order.length) return;
  const active = state.at.match(/^[cmr](\d+)/)?.[1];
  const now = order.findIndex((card) => card.id === `c${active}`);
  const next = now < 0 ? (by > 0 ? 0 : order.length - 1) : Math.min(order.length - 1, Math.max(0, now + by));
  go(order[next].id);
}

function choose() {
  state.also = "";
  filter();
  show();
  address();
}

function letGo() {
  if (!state.at) return;
  state.at = "";
  show();
  address();
}

const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme:dark)").matches ? "dark" : "light")) === "dark";
const turn = () => { root.dataset.theme = dark() ? "light" : "dark"; };
// Findings are chosen where they are shown.
const choosing = () => { if (!["summary", "documents"].includes(state.tab)) go("summary", {push: true}); };
const beside = () => { state.both = !isBoth(); show(); address(); };

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go(link.hash.slice(1), {push: true});
    return;
  }
  const filters = one("filters");
  if (!event.target.closest(".filters")) filters.open = false;
  const mark = event.target.closest("mark[data-f]");
  if (mark && String(getSelection()) === "") {
    const open = mark.dataset.f.split(" ").filter((n) => !byNumber.get(n)?.hidden);
    const now = open.indexOf(state.at.match(/^[cm](\d+)$/)?.[1]);
    if (open.length) go(`c${open[(now + 1) % open.length]}`);
    return;
  }
  const card = event.target.closest(".c");
  if (card && !event.target.closest("a,summary,button") && String(getSelection()) === "") go(card.id);
  else if (!card && event.target.closest(".sheet")) letGo();
});
document.addEventListener("toggle", (event) => { if (event.target.closest(".sheet")) arrange(); }, true);
for (const box of boxes) {
  box.addEventListener("change", () => {
    state.chosen[box.checked ? "add" : "delete"](`${box.name}:${box.value}`);
    choose();
  });
}
for (const id of ["clear", "every"]) one(id).addEventListener("click", () => { state.chosen.clear(); state.q = one("q").value = ""; choose(); });
one("q").addEventListener("input", (event) => { state.q = event.target.value.trim(); choose(); });
one("filters").addEventListener("focusout", (event) => {
  if (event.relatedTarget && !one("filters").contains(event.relatedTarget)) one("filters").open = false;
});
one("theme").addEventListener("click", turn);
one("keys").addEventListener("click", () => one("help").showModal());
one("both")?.addEventListener("click", beside);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || one("help").open) return;
  const typing = event.target.matches("input:not([type=checkbox])");
  if (event.key === "Escape") {
    if (one("filters").open) {
      const inside = one("filters").contains(document.activeElement);
      one("filters").open = false;
      if (inside) one("filters").querySelector("summary").focus();
    } else if (typing) event.target.blur();
    else letGo();
    return;
  }
  if (typing) return;
  const keys = {
    j: () => step(1), k: () => step(-1), "/": () => { choosing(); one("q").focus(); }, "?": () => one("help").showModal(),
    f: () => { choosing(); one("filters").open = !one("filters").open; one("filters").querySelector("summary").focus(); },
    t: turn, b: () => one("both") && beside(),
  };
  const act = keys[event.key] ?? (/^[1-6]$/.test(event.key) && tabs[event.key - 1] ? () => go(tabs[event.key - 1].id, {push: true}) : null);
  if (!act) return;
  event.preventDefault();
  act();
});
history.scrollRestoration = "manual";
addEventListener("popstate", () => { read(); restore(); });
addEventListener("pagehide", keep);
nav.addEventListener("scroll", more);
let waiting = 0;
addEventListener("resize", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(show); });
const back = history.state;
read();
if (back) { history.replaceState(back, ""); restore(); }
});
