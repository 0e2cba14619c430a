// The annotated page in a real browser: every link, filter and key of a page, what its policy blocks, what axe finds, and pictures of it.
//
//   node page_reads.mjs FOLDER_WITH_NODE_MODULES BROWSER PAGE [FOLDER_FOR_PICTURES]
//
// Exit code 1 for anything that does not hold.
import { createRequire } from "module";
import fs from "fs";
import path from "path";

const [modules, browser, page, pictures] = process.argv.slice(2);
const require = createRequire(`${modules}/x.js`);
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const address = `file://${path.resolve(page)}`;
const say = (line) => process.stdout.write(`${line}\n`);
let failed = 0;
const hold = (holds, what) => {
    if (holds) return;
    failed += 1;
    say(`  fails: ${what}`);
};

const program = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });

async function open({ width = 1280, height = 900, ...options } = {}, fragment = "") {
    const context = await program.newContext({ viewport: { width, height }, reducedMotion: "reduce", ...options });
    const tab = await context.newPage();
    tab.setDefaultTimeout(5000);
    tab.problems = [];
    tab.requests = [];
    tab.on("pageerror", (error) => tab.problems.push(error.message));
    tab.on("console", (line) => line.type() === "error" && tab.problems.push(line.text()));
    tab.on("request", (request) => tab.requests.push(request.url()));
    await tab.goto(address + fragment);
    return tab;
}

const cards = (tab) => tab.evaluate(() => [...document.querySelectorAll(".c:not([hidden])")].map((card) => card.id));
const active = (tab) => tab.evaluate(() => document.querySelector(".c.on")?.id ?? "");
const inView = (tab, id) =>
    tab.evaluate((id) => {
        const box = document.getElementById(id).getBoundingClientRect();
        return document.getElementById(id).checkVisibility() && box.bottom > 0 && box.top < innerHeight;
    }, id);

async function links() {
    for (const width of [1280, 1920]) {
        const tab = await open({ width });
        const all = await tab.evaluate(() => [...document.querySelectorAll('a[href^="#"]:not(.skip)')].map((link) => link.hash.slice(1)));
        const unique = [...new Set(all)];
        for (const id of unique) {
            await tab.evaluate((id) => document.querySelector(`a[href="#${CSS.escape(id)}"]`).click(), id);
            const empty = await tab.evaluate((id) => {
                const box = document.getElementById(id).getBoundingClientRect();
                return box.width + box.height === 0;
            }, id);
            hold(empty || await inView(tab, id), `#${id} is not in view at ${width}`);
        }
        hold(tab.problems.length === 0, tab.problems.join("; "));
        hold(tab.requests.length === 1, `fetched ${tab.requests.slice(1)}`);
        say(`  ${unique.length} places followed at ${width}`);
        await tab.context().close();
    }
}

async function filters() {
    const tab = await open();
    const all = (await cards(tab)).length;
    const boxes = await tab.evaluate(() => [...document.querySelectorAll(".filters input")].map((box) => [box.name, box.value, Number(box.closest("label").querySelector("small").textContent)]));
    for (const [name, value, number] of boxes) {
        const box = tab.locator(`.filters input[name="${name}"][value="${value}"]`);
        if (!(await tab.evaluate(() => document.getElementById("filters").open))) await tab.keyboard.press("f");
        await box.check();
        const shown = (await cards(tab)).length;
        hold(shown === number, `${name} ${value} shows ${shown} of ${number}`);
        hold((await tab.textContent("#shown")).startsWith(`${shown} `), `what is said of ${name} ${value}`);
        hold(await counted(tab), `counts follow ${name} ${value}`);
        hold(tab.url().includes(`only=${name}:${value}`), `the address of ${name} ${value}: ${tab.url()}`);
        const again = await open({}, new URL(tab.url()).hash);
        hold((await cards(again)).length === number, `the address of ${name} ${value} shows the same`);
        await again.context().close();
        await tab.click("#clear");
        hold((await cards(tab)).length === all, `all again after ${name} ${value}`);
    }
    await tab.keyboard.press("Escape");
    await tab.keyboard.press("/");
    await tab.keyboard.type("zzzz no such words");
    hold((await cards(tab)).length === 0, "a search for nothing shows nothing");
    hold(await tab.isVisible("#nothing"), "a search without hits says so");
    await tab.click("#every");
    hold((await cards(tab)).length === all && !(await tab.isVisible("#nothing")), "all again after a search without hits");
    for (const [name, value, number] of boxes.filter(([, , number]) => number < all)) {
        const chosen = await open({}, `#only=${name}:${value}`);
        const hidden = await chosen.evaluate(() => document.querySelector(".c[hidden]").id);
        await chosen.evaluate((id) => document.querySelector(`.sheet a[href="#${id}"]`).click(), hidden);
        const shown = await cards(chosen);
        hold(shown.includes(hidden) && shown.length === number + 1, `a link to a comment that ${name} ${value} hides shows that one alone`);
        await chosen.evaluate(() => { location.hash = "routing"; });
        await chosen.waitForTimeout(50);
        hold(!(await chosen.isVisible("#shown")), "no count of findings where nothing is chosen");
        await chosen.context().close();
    }
    say(`  ${boxes.length} filters`);
    await tab.context().close();
}

// What stands beside headings and documents is what is shown below them.
const counted = (tab) =>
    tab.evaluate(() => {
        const is = (say, elements) => parseInt(say.textContent, 10) === [...elements].filter((element) => !element.hidden).length;
        const lists = [...document.querySelectorAll(".list section:not([hidden])")].every((part) => is(part.querySelector("h2 span"), part.querySelectorAll("li")));
        const files = [...document.querySelectorAll(".files a:has(span)")].every((link) => is(link.querySelector("span"), document.querySelectorAll(`${link.hash} .c`)));
        return lists && files;
    });

// Back leads to where one was, and focus stays where something was closed.
async function back() {
    const tab = await open({}, "#documents");
    const places = [];
    for (const link of await tab.evaluate(() => [...document.querySelectorAll(".doc.shown a.t, .doc.shown a.n")].slice(0, 8).map((link) => link.hash))) {
        await tab.evaluate((hash) => document.querySelector(`.sheet a[href="${hash}"]`).scrollIntoView({ block: "center" }), link);
        places.push(await tab.evaluate(() => [scrollY, document.querySelector(".doc.shown").id]));
        await tab.evaluate((hash) => document.querySelector(`.sheet a[href="${hash}"]`).click(), link);
        await tab.keyboard.press("3");
        await tab.goBack();
        await tab.goBack();
        await tab.waitForTimeout(50);
        const [y, doc] = await tab.evaluate(() => [scrollY, document.querySelector(".doc.shown").id]);
        hold(doc === places.at(-1)[1] && Math.abs(y - places.at(-1)[0]) < 3, `Back from ${link} leads to ${doc} at ${y}, not to ${places.at(-1)}`);
    }
    await tab.keyboard.press("1");
    await tab.keyboard.press("f");
    await tab.keyboard.press("Tab");
    await tab.keyboard.press("Escape");
    hold(await tab.evaluate(() => document.activeElement.matches("summary")), "Escape leaves the focus at the filters");
    await tab.keyboard.press("Enter");
    await tab.evaluate(() => document.getElementById("theme").focus());
    hold(!(await tab.evaluate(() => document.getElementById("filters").open)), "filters close when the focus leaves them");
    await tab.context().close();
    const phone = await open({ width: 390 }, "");
    for (const id of await phone.evaluate(() => [...document.querySelectorAll(".tab")].map((part) => part.id))) {
        await phone.evaluate((id) => { location.hash = id; }, id);
        await phone.waitForTimeout(50);
        hold(await phone.evaluate(() => {
            const box = document.querySelector(".bar nav [aria-current]").getBoundingClientRect();
            return box.left >= 0 && box.right <= innerWidth;
        }), `the mark at ${id} is in view at 390`);
    }
    await phone.context().close();
    say(`  back from ${places.length} links`);
}

// No words of a drawing are cut or lie on others.
async function drawings() {
    const tab = await open({ width: 1600, javaScriptEnabled: false });
    const bad = await tab.evaluate(() => [...document.querySelectorAll("figure svg")].flatMap((drawing) => {
        const frame = drawing.getBoundingClientRect(), scale = drawing.getScreenCTM().a;
        const words = [...drawing.querySelectorAll("text")].map((element) => [element.textContent, element.getBoundingClientRect()]);
        const cut = words.filter(([, box]) => box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom);
        const over = words.filter(([, a], at) => words.slice(at + 1).some(([, b]) => a.left < b.right - 2 * scale && b.left < a.right - 2 * scale && a.top < b.bottom - 3 * scale && b.top < a.bottom - 3 * scale));
        return [...cut, ...over].map(([text]) => text);
    }));
    hold(bad.length === 0, `words of drawings are cut or lie on others: ${bad.slice(0, 5)}`);
    say(`  ${await tab.locator("figure svg").count()} drawings`);
    await tab.context().close();
}

// On paper every column is there, every line has its number, and every comment its words. Widths are those of A4, upright and for wide
// tables of packets across.
async function paper() {
    for (const [width, least, most] of [[718, 0, 6], [1017, 7, 99]]) {
        const tab = await open({ width });
        await tab.emulateMedia({ media: "print" });
        await tab.evaluate(() => document.querySelectorAll(".packet").forEach((packet) => { packet.open = true; }));
        const cut = await tab.evaluate(([least, most]) => [...document.querySelectorAll("table")].filter((table) => {
            const columns = table.closest(".packet") ? table.rows[0].cells.length : 0;
            return table.checkVisibility() && columns >= least && columns <= most && [...table.rows].some((row) => [...row.cells].some((cell) => cell.getBoundingClientRect().right > innerWidth + 1));
        }).length, [least, most]);
        hold(cut === 0, `${cut} tables lose columns on paper`);
        if (!least) {
            hold(await tab.evaluate(() => [...document.querySelectorAll(".sheet [data-l]")].every((element) => getComputedStyle(element, "::before").content.includes(element.dataset.l) || element.matches("thead td"))), "lines have numbers on paper");
            hold(await tab.evaluate(() => [...document.querySelectorAll(".c .of")].every((words) => words.checkVisibility())), "comments have their words on paper");
            hold(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than paper");
        }
        await tab.context().close();
    }
    say("  columns, numbers and words on paper");
}

async function keys() {
    const tab = await open();
    const all = await cards(tab);
    for (const id of all) {
        await tab.keyboard.press("j");
        hold((await active(tab)) === id && (await inView(tab, id)), `j leads to ${id}`);
    }
    for (const id of [...all].reverse().slice(1)) {
        await tab.keyboard.press("k");
        hold((await active(tab)) === id, `k leads to ${id}`);
    }
    await tab.keyboard.press("Escape");
    hold((await active(tab)) === "", "Escape lets go");
    await tab.keyboard.press("?");
    hold(await tab.isVisible("#help"), "? shows the keys");
    await tab.keyboard.press("Escape");
    hold(!(await tab.isVisible("#help")), "Escape closes them");
    await tab.keyboard.press("/");
    hold((await tab.evaluate(() => document.activeElement.id)) === "q", "/ searches");
    await tab.keyboard.press("Escape");
    await tab.keyboard.press("t");
    hold((await tab.evaluate(() => getComputedStyle(document.body).colorScheme)) === "dark", "t makes it dark");
    const tabs = await tab.evaluate(() => [...document.querySelectorAll(".tab")].map((part) => part.id));
    for (const [at, id] of tabs.entries()) {
        await tab.keyboard.press(`${at + 1}`);
        hold(await tab.isVisible(`#${id}`), `${at + 1} shows ${id}`);
    }
    say(`  j and k over ${all.length} findings, ${tabs.length} parts`);
    await tab.context().close();
}

// Comments beside their words never cover each other.
async function overlaps() {
    for (const width of [1280, 1920, 2560]) {
        const tab = await open({ width }, "#documents");
        for (const step of [0, 1, 2, 3]) {
            if (step) await tab.keyboard.press("j");
            await tab.waitForTimeout(250);
            const worst = await tab.evaluate(() => {
                let worst = 0;
                for (const sheet of document.querySelectorAll(".doc.shown .sheet")) {
                    const boxes = [...sheet.querySelectorAll(".c")].map((card) => card.getBoundingClientRect()).sort((a, b) => a.top - b.top);
                    boxes.slice(1).forEach((box, at) => { worst = Math.max(worst, boxes[at].bottom - box.top); });
                    for (const card of sheet.querySelectorAll(".c")) {
                        if (getComputedStyle(card).position === "absolute" && card.getBoundingClientRect().right > sheet.getBoundingClientRect().right) worst = 999;
                    }
                }
                return worst;
            });
            hold(worst <= 0, `comments overlap by ${worst} at ${width}`);
        }
        hold(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `wider than ${width}`);
        await tab.context().close();
    }
    for (const width of [320, 390, 768]) {
        const tab = await open({ width });
        for (const id of await tab.evaluate(() => [...document.querySelectorAll(".tab, .doc")].map((part) => part.id))) {
            await tab.evaluate((id) => { location.hash = id; }, id);
            await tab.waitForTimeout(50);
            hold(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${id} is wider than ${width}`);
        }
        await tab.context().close();
    }
    say("  comments beside each other at 1280, 1920, 2560; nothing wider than 320, 390, 768");
}

async function policy() {
    const tab = await open();
    const blocked = await tab.evaluate(() => new Promise((done) => {
        const found = [];
        document.addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
        const script = document.createElement("script");
        script.textContent = "window.second = true";
        document.body.append(script);
        const image = document.createElement("img");
        image.src = "https://example.com/pixel.png";
        document.body.append(image);
        const styled = document.createElement("p");
        styled.setAttribute("style", "color:red");
        document.body.append(styled);
        setTimeout(() => done({ found, second: Boolean(window.second) }), 300);
    }));
    hold(!blocked.second && ["script-src-elem", "img-src", "style-src-attr"].every((name) => blocked.found.includes(name)), JSON.stringify(blocked));
    say("  a second script, a remote image and a style attribute are blocked");
    await tab.context().close();
}

async function accessibility() {
    for (const scheme of ["light", "dark"]) {
        for (const [width, fragment] of [[1920, "#documents"], [1280, "#summary"], [390, "#documents"], [1280, "#requirements"], [1280, "#differences"], [1280, "#routing"], [1280, "#packets"]]) {
            const tab = await open({ width, colorScheme: scheme }, fragment);
            await tab.evaluate(axe);
            const found = await tab.evaluate(() => axe.run());
            for (const { id, impact, nodes } of found.violations) hold(false, `axe, ${fragment} at ${width}, ${scheme}: ${id} (${impact}), ${nodes.length}: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary.split("\n")[1] ?? ""}`);
            await tab.context().close();
        }
    }
    say("  axe on 7 views, light and dark");
}

async function plain() {
    const tab = await open({ javaScriptEnabled: false });
    const hidden = await tab.locator(".c").count() - await tab.locator(".c:visible").count();
    hold(hidden === 0, `${hidden} comments are hidden without the script`);
    say("  every comment is there without the script");
    await tab.context().close();
}

async function shoot() {
    fs.mkdirSync(pictures, { recursive: true });
    for (const scheme of ["light", "dark"]) {
        for (const [name, width, height, fragment] of [["phone", 390, 844, "#tab=documents&at=c6"], ["laptop", 1280, 800, "#tab=documents&at=c9"], ["wide", 1920, 1080, "#documents"]]) {
            const tab = await open({ width, height, colorScheme: scheme }, fragment);
            await tab.waitForTimeout(300);
            await tab.screenshot({ path: `${pictures}/page-${name}-${scheme}.png` });
            await tab.context().close();
        }
    }
    say(`  pictures in ${pictures}`);
}

for (const part of [links, filters, keys, back, overlaps, drawings, paper, policy, accessibility, plain]) await part();
if (pictures) await shoot();
await program.close();
process.exit(failed ? 1 : 0);
