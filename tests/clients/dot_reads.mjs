// What Graphviz itself reads in the files of a folder: a line each, `NAME NODES FLOWS BOUNDARIES` or `NAME refused`.
//
//   node dot_reads.mjs FOLDER_WITH_NODE_MODULES FOLDER
//
// Counted as drawn: a cluster has a box, other subgraphs and those without nodes have none; an invisible edge only places its ends.
import { createRequire } from "module";
import fs from "fs";

const [modules, folder] = process.argv.slice(2);
const graphviz = await createRequire(`${modules}/x.js`)("@viz-js/viz").instance();

const isSeen = (part) => !(part.style ?? "").split(",").includes("invis");

function count({ _subgraph_cnt: groups, objects = [], edges = [] }) {
    const boxes = objects.slice(0, groups).filter((group) => group.bb);
    return [objects.length - groups, edges.filter(isSeen).length, boxes.length];
}

for (const name of fs.readdirSync(folder).filter((name) => name.endsWith(".dot")).sort()) {
    const { status, output } = graphviz.render(fs.readFileSync(`${folder}/${name}`, "utf8"), { format: "json0" });
    const counts = status === "success" ? count(JSON.parse(output)) : ["refused"];
    process.stdout.write(`${name} ${counts.join(" ")}\n`);
}
