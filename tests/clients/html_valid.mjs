// What html-validate says of a page by the rules of the standard and of accessibility; a page with an error is exit code 1.
//
// usage: html_valid.mjs NODE_FOLDER PAGE.html

import fs from "node:fs";
import { createRequire } from "node:module";

const [folder, page] = process.argv.slice(2);
const { HtmlValidate } = createRequire(`${folder}/package.json`)("html-validate");
const validator = new HtmlValidate({ extends: ["html-validate:standard", "html-validate:a11y"] });
const { valid, results } = await validator.validateString(fs.readFileSync(page, "utf8"));
for (const { ruleId, line, column, message } of results.flatMap((result) => result.messages).slice(0, 20)) {
    console.log(`${page}:${line}:${column}: ${message} [${ruleId}]`);
}
console.log(valid ? "html-validate has nothing to say of the page" : "the page is not valid");
process.exitCode = valid ? 0 : 1;
