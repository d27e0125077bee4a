import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const repository = resolve(import.meta.dirname, "../../..");
const built = (name: string) => join(repository, "build", "bin", name);

/** A folder for everything the app keeps, gone with the flow. */
export async function freshDataFolder(within = ""): Promise<{ folder: string; remove: () => Promise<void> }> {
  const own = await mkdtemp(join(tmpdir(), "ferry-e2e-"));
  return { folder: join(own, within), remove: () => rm(own, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The development app behind its guard, as `make run` starts it without a display. */
export interface RunningApp {
  /** The printed address, with its random path. */
  address: string;
  /** Quits as a person does, and waits until the app has closed its databases. */
  quit: () => Promise<void>;
  /** Ends it as a power cut does. */
  kill: () => Promise<void>;
}

/** Starts the app on a data folder. The same folder twice is quitting and starting again. */
export async function startApp(dataFolder: string): Promise<RunningApp> {
  const child = spawn(
    built("headless"),
    ["-app", built("ferry-dev"), "-assets", join(repository, "frontend", "dist")],
    // A group of its own, so that a power cut takes the app too.
    { detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, FERRY_DATA_DIR: dataFolder } },
  );
  const ended = end(child);
  const address = await printedAddress(child, ended);
  return {
    address,
    quit: async () => {
      child.kill("SIGTERM");
      const how = await ended;
      if (how !== "0") throw new Error(`the app did not quit in order: ${how}`);
    },
    kill: async () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      await ended;
    },
  };
}

function end(child: ChildProcess): Promise<string> {
  return new Promise((done) => {
    child.once("exit", (code, signal) => {
      done(signal ?? String(code));
    });
  });
}

/** Waits for the one line on standard output; what the app says meanwhile explains a start that fails. */
async function printedAddress(child: ChildProcess, ended: Promise<string>): Promise<string> {
  let said = "";
  let complaints = "";
  child.stderr?.on("data", (piece: Buffer) => {
    complaints = (complaints + piece.toString()).slice(-4000);
  });
  const address = new Promise<string>((found) => {
    child.stdout?.on("data", (piece: Buffer) => {
      said += piece.toString();
      const match = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(said);
      if (match) found(match[0]);
    });
  });
  const early = ended.then((how): never => {
    throw new Error(`the app ended (${how}) before it served:\n${complaints}`);
  });
  const winner = await Promise.race([address, early]);
  early.catch(() => undefined); // from here on, its end is for whoever quits it
  return winner;
}
