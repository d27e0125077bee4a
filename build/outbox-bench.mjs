// Creates and closes tasks with dynamics-web-api, one by one and eight at once, and prints entries a second of each as JSON.
// `ferryctl bench outbox` runs it: node build/outbox-bench.mjs URL TOKEN ENTRIES
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";

const { DynamicsWebApi } = createRequire(new URL("../frontend/package.json", import.meta.url))("dynamics-web-api");

const [url, token, entries] = process.argv.slice(2);
const api = new DynamicsWebApi({
  serverUrl: url,
  dataApi: { version: "9.2" },
  onTokenRefresh: () => Promise.resolve(token),
});

async function one() {
  const activityid = randomUUID();
  const data = { activityid, subject: "Met at the fair.", description: "Met at the fair. Call back in May." };
  await api.create({ collection: "tasks", data });
  await api.update({ collection: "tasks", key: activityid, data: { statecode: 1, statuscode: 5 } });
}

async function rate(atOnce) {
  let left = Number(entries);
  const begin = performance.now();
  const lane = async () => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (Number(entries) * 1000) / (performance.now() - begin);
}

const oneByOne = await rate(1);
const eightAtOnce = await rate(8);
console.log(JSON.stringify({ oneByOne, eightAtOnce }));
