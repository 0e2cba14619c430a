// What D2 itself reads in the files of a folder: a line each, `NAME NODES FLOWS BOUNDARIES` or `NAME refused`.
//
//   node d2_reads.mjs FOLDER_WITH_NODE_MODULES FOLDER
//
// A shape with shapes in it is a boundary, and a node too where a connection ends at it. Of a sequence diagram only its
// participants count: D2 also has shapes for notes, spans and groups, and a connection for each lifeline.
import fs from "fs";

const [modules, folder] = process.argv.slice(2);
const { D2 } = await import(`${modules}/node_modules/@terrastruct/d2/dist/node-esm/index.js`);
const d2 = new D2();

const lies = (shape, outer) => outer === "" || shape.id.startsWith(`${outer}.`);

function count({ shapes, connections }) {
    const ids = new Set(shapes.map((shape) => shape.id));
    const flows = connections.filter(({ dst }) => ids.has(dst));
    const participants = new Set(connections.filter(({ dst }) => !ids.has(dst)).map(({ src }) => src));
    const sequences = new Set([...participants].map((id) => shapes.map((shape) => shape.id).filter((outer) => lies({ id }, outer)).pop() ?? ""));
    const parts = shapes.filter((shape) => participants.has(shape.id) || ![...sequences].some((outer) => lies(shape, outer)));
    const boundaries = parts.filter((outer) => parts.some((shape) => lies(shape, outer.id)));
    const named = new Set(flows.flatMap(({ src, dst }) => [src, dst]));
    const nodes = parts.length - boundaries.filter((outer) => !named.has(outer.id)).length;
    return [nodes, flows.length, boundaries.length];
}

for (const name of fs.readdirSync(folder).filter((name) => name.endsWith(".d2")).sort()) {
    let counts;
    try {
        counts = count((await d2.compile(fs.readFileSync(`${folder}/${name}`, "utf8"))).diagram);
    } catch {
        counts = ["refused"];
    }
    process.stdout.write(`${name} ${counts.join(" ")}\n`);
}
process.exit(0);
