// Makes a fresh Ghost a site with an owner and an integration, and prints the site's address with the integration's admin key.
const address = process.argv[2], api = `${address}/ghost/api/admin`;
const password = crypto.randomUUID();

async function ask(path, body, cookie) {
  const answer = await fetch(`${api}/${path}`, { method: "POST", headers: { "Content-Type": "application/json", Origin: address, ...(cookie ? { Cookie: cookie } : {}) }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

for (let tries = 0; ; tries++) {
  try {
    if ((await fetch(`${api}/site/`)).ok) break;
  } catch (failure) {
    if (tries > 600) throw failure;
  }
  await new Promise(next => setTimeout(next, 200));
}
await ask("authentication/setup/", { setup: [{ name: "Ada", email: "ada@harbour.example", password, blogTitle: "The Harbour" }] });
const session = await ask("session/", { username: "ada@harbour.example", password });
// The session is written down a moment after it was answered.
let made;
for (let tries = 0; !made; tries++) {
  try {
    made = await (await ask("integrations/?include=api_keys", { integrations: [{ name: "Toombos" }] }, session.headers.get("set-cookie").split(";")[0])).json();
  } catch (failure) {
    if (tries > 20) throw failure;
    await new Promise(next => setTimeout(next, 200));
  }
}
console.log(address.replace("://", `://${made.integrations[0].api_keys.find(key => key.type === "admin").secret}@`));
