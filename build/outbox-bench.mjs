// Creates and closes tasks with dynamics-web-api, one by one and eight at once, and prints entries a second of each as JSON.
// Each task has the columns that Ferry writes for a note of the same text, about the same contacts, by turns.
// `ferryctl bench outbox` runs it: node build/outbox-bench.mjs URL TOKEN ENTRIES
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";

const { DynamicsWebApi } = createRequire(new URL("../frontend/package.json", import.meta.url))("dynamics-web-api");

const [url, token, count] = process.argv.slice(2);
const entries = Number(count);
const api = new DynamicsWebApi({
  serverUrl: url,
  dataApi: { version: "9.2" },
  onTokenRefresh: () => Promise.resolve(token),
});

const { UserId: user } = await api.callFunction({ functionName: "WhoAmI" });
const { value: contacts } = await api.retrieveMultiple({
  collection: "contacts",
  select: ["contactid", "fullname"],
  filter: "statecode eq 0",
});

// An id of version 7, as Ferry mints them: new rows then stand beside each other.
function newID() {
  const hex = Date.now().toString(16).padStart(12, "0") + "7" + randomBytes(10).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), "8" + hex.slice(17, 20), hex.slice(20, 32)].join("-");
}

async function one(number) {
  const contact = contacts[number % contacts.length];
  const activityid = newID();
  const now = new Date().toISOString().slice(0, 19) + "Z";
  const data = {
    activityid,
    actualstart: now,
    actualend: now,
    scheduledstart: now,
    scheduledend: now,
    category: "Ferry",
    subcategory: "note",
    subject: "Met at the fair. Call back in May.",
    description: `${now.slice(0, 16).replace("T", " ")} UTC · ${contact.fullname}\nMet at the fair. Call back in May.`,
    "ownerid@odata.bind": `/systemusers(${user})`,
    "regardingobjectid_contact_task@odata.bind": `/contacts(${contact.contactid})`,
  };
  await api.create({ collection: "tasks", data });
  await api.update({ collection: "tasks", key: activityid, data: { statecode: 1, statuscode: 5 } });
}

async function rate(total, atOnce) {
  let next = 0;
  const begin = performance.now();
  const lane = async () => {
    while (next < total) await one(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (total * 1000) / (performance.now() - begin);
}

await rate(Math.ceil(entries / 10), 8); // both programs are warm when the clock starts
const oneByOne = await rate(entries, 1);
const eightAtOnce = await rate(entries, 8);
console.log(JSON.stringify({ oneByOne, eightAtOnce }));
