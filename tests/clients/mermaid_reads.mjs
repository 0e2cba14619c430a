// What Mermaid itself reads in the files of a folder: a line each, `NAME NODES FLOWS BOUNDARIES` or `NAME refused`.
//
//   node mermaid_reads.mjs FOLDER_WITH_NODE_MODULES FOLDER
//
// Counted as drawn: a group is a node only where an arrow ends at it; the boundary around all of a C4 diagram is none.
import { createRequire } from "module";
import fs from "fs";

const [modules, folder] = process.argv.slice(2);
const { JSDOM } = createRequire(`${modules}/x.js`)("jsdom");
const page = new JSDOM("<body></body>");
globalThis.window = page.window;
globalThis.document = page.window.document;
globalThis.Option = page.window.Option;
const { default: mermaid } = await import(`${modules}/node_modules/mermaid/dist/mermaid.core.mjs`);

const size = (all) => all?.size ?? all?.length ?? Object.keys(all ?? {}).length;
const ends = (edges, from, to) => new Set(edges.flatMap((edge) => [edge[from], edge[to]]));

function flowchart(db) {
    const groups = new Set(db.getSubGraphs().map((group) => group.id));
    const named = ends(db.getEdges(), "start", "end");
    const nodes = [...db.getVertices().keys()].filter((id) => !groups.has(id) || named.has(id));
    return [nodes.length, db.getEdges().length, db.getSubGraphs().length];
}

function sequence(db) {
    const arrows = Object.entries(db.LINETYPE).filter(([name]) => /^(SOLID|DOTTED|BIDIRECTIONAL|STICK)/.test(name));
    const types = new Set(arrows.map(([, type]) => type));
    const messages = db.getMessages().filter((message) => types.has(message.type) && message.from && message.to);
    return [size(db.getActors()), messages.length, size(db.getBoxes())];
}

function c4(db) {
    const nodes = new Set(db.getC4ShapeArray().map((shape) => shape.alias));
    for (const end of ends(db.getRels(), "from", "to")) nodes.add(end);
    return [nodes.size, db.getRels().length, db.getBoundaries().length - 1];
}

function state(db) {
    const isNote = (id) => /----(note|parent)/.test(id);
    const data = db.getData();
    const edges = data.edges.filter((edge) => !isNote(edge.start + edge.end));
    const named = ends(edges, "start", "end");
    const nodes = data.nodes.filter((node) => !isNote(node.id) && (!node.isGroup || named.has(node.id)));
    const groups = data.nodes.filter((node) => node.isGroup && !isNote(node.id) && node.shape !== "divider");
    return [nodes.length, edges.length, groups.length];
}

function count(db) {
    if (db.getVertices) return flowchart(db);
    if (db.getActors) return sequence(db);
    if (db.getC4ShapeArray) return c4(db);
    if (db.getEntities) return [size(db.getEntities()), size(db.getRelationships()), "-"];
    if (db.getStates) return state(db);
    if (db.getClasses) return [size(db.getClasses()), size(db.getRelations()), size(db.getNamespaces())];
    if (db.getServices) return [size(db.getServices()) + size(db.getJunctions()), size(db.getEdges()), size(db.getGroups())];
    return ["-", "-", "-"];
}

const say = (line) => process.stdout.write(`${line}\n`);
for (const level of ["log", "info", "warn", "error", "debug"]) console[level] = () => {};
for (const name of fs.readdirSync(folder).sort()) {
    try {
        const source = fs.readFileSync(`${folder}/${name}`, "utf8");
        await mermaid.parse(source);
        say(`${name} ${count((await mermaid.mermaidAPI.getDiagramFromText(source)).db).join(" ")}`);
    } catch {
        say(`${name} refused`);
    }
}
process.exit(0);
