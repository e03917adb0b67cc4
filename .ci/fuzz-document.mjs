// Prepares the API's description for fuzzing: things to ask about are made first, and the document is told their ids and
// words that only the product knows, so that a good part of the requests gets past the first check.
//   node fuzz-document.mjs ADDRESS KEY TOKEN OUT
import { writeFile } from "node:fs/promises";

const [address, key, token, out] = process.argv.slice(2);

async function call(method, path, body, headers = { "X-API-Key": key }) {
  const answer = await fetch(address + path, { method, headers: { ...headers, "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

const markdown = "# News\n\n## Hull\n\nThe hull weighs 19.8 kg, down from 23.4 kg. It is made of oak.\n";
const source = await call("POST", "/v1/sources", { name: "News", markdown });
const piece = await call("POST", "/v1/pieces", { sourceId: source.source.id });
const workspaces = await call("GET", "/v1/workspaces");
const ids = {
  "/v1/sources": source.source.id, "/v1/snapshots": source.snapshot.id, "/v1/pieces": piece.id, "/v1/drafts": piece.drafts[0].id, "/v1/workspaces": workspaces.items[0].id,
};
const words = {
  sourceId: source.source.id, snapshotId: source.snapshot.id, from: source.snapshot.id, timeZone: "Europe/Stockholm", locale: "sv-SE", template: "modern", voice: "professional", termsVersion: "2026-11", email: "fuzz@example.com",
};
const listed = { scopes: "documents:read", networks: "203.0.113.0/24", channels: "email" };

const document = await (await fetch(address + "/openapi/v1.json")).json();
document.openapi = "3.1.0";
// The stream of events has no end to wait for; tests of its own watch it.
delete document.paths["/v1/events"];
const last = [];
for (const [path, operations] of Object.entries(document.paths)) {
  for (const [method, operation] of Object.entries(operations)) {
    // Every request is made by somebody, or most would end at the door; what happens to strangers is asked by other tests.
    if (operation.security?.length) operation.security = operation.security.some(way => "key" in way) ? [{ key: [] }] : [{ bearer: [] }];
    for (const parameter of operation.parameters ?? []) {
      const known = Object.entries(ids).find(([prefix]) => parameter.name === "id" && path.startsWith(prefix + "/"))?.[1] ?? words[parameter.name];
      if (known) parameter.schema = { type: "string", enum: [known] };
    }
    if (method === "delete" || /\/(erase|delete|leave)$/.test(path)) last.push([path, method]);
  }
}
// What takes things away comes last; it is a document of its own order.
for (const [path, method] of last) {
  const operation = document.paths[path][method];
  delete document.paths[path][method];
  if (Object.keys(document.paths[path]).length === 0) delete document.paths[path];
  document.paths[path] ??= {};
  document.paths[path][method] = operation;
}
for (const [name, schema] of Object.entries(document.components.schemas)) {
  if (!name.endsWith("Request")) continue; // answers stay as they are described
  for (const [field, property] of Object.entries(schema.properties ?? {})) {
    if (words[field] && [property.type].flat().includes("string")) schema.properties[field] = { type: "string", enum: [words[field]] };
    if (listed[field] && property.items) property.items = { type: "string", enum: [listed[field]] };
  }
}
await writeFile(out, JSON.stringify(document));
