// Judges a run of Specmatic by the promise of the API's description: no answer that is not in it, none of 500 and above.
// Specmatic itself wants 2xx for every request that fits the schema; a rule of the product may well stand against one
// (an id that is not there, a name that is taken), and its problem is in the description too, so that such an answer passes.
//   node fuzz-report.mjs FOLDER   prints "PASSED FAILED"; what failed goes to the error output
import { readFile } from "node:fs/promises";

const folder = process.argv[2];
const document = JSON.parse(await readFile(`${folder}/api.json`, "utf8"));
const log = await readFile(`${folder}/specmatic.log`, "utf8");

const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({
  method: method.toUpperCase(), form: new RegExp("^" + path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]*") + "$"), literal: !path.includes("{"), answers: Object.keys(operation.responses),
}))).sort((a, b) => b.literal - a.literal);

let [passed, failed] = [0, 0];
const fail = (what, block) => {
  failed++;
  if (failed <= 10) console.error(`${what}\n${block.trim().split("\n").slice(0, 60).join("\n")}\n`);
};
for (const block of log.split(/^-{20}$/m).filter(b => /Scenario: .* has (SUCCEEDED|FAILED)/.test(b))) {
  const [, method, target] = /Request to .*\n\s+([A-Z]+) (\S+)/.exec(block) ?? [];
  const status = /Response at .*\n\s+(\d{3})/.exec(block)?.[1];
  const operation = operations.find(o => o.method === method && o.form.test(target.split("?")[0]));
  if (!status) fail(`${method} ${target}: no answer`, block);
  else if (+status >= 500 && status !== "502" && status !== "503") fail(`${method} ${target} answered ${status}`, block);
  else if (!operation?.answers.includes(status)) fail(`${method} ${target} answered ${status}, which its description does not know`, block);
  else if (/has FAILED/.test(block) && !/RESPONSE\.STATUS/.test(block)) fail(`${method} ${target} answered ${status} in another form than described`, block);
  else passed++;
}
if (passed + failed < 100) {
  console.error(`Specmatic made only ${passed + failed} requests; its log ends:\n${log.slice(-3000)}`);
  failed++;
}
console.log(`${passed} ${failed}`);
