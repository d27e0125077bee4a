import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

const repository = resolve(import.meta.dirname, "../..");

/** The practice organization on a loopback port, as `ferryctl practice serve` offers it to any client. */
export interface PracticeServer {
  url: string;
  stop: () => Promise<void>;
}

/** The token that stands for the sample administrator. */
export const token = "a-token-for-this-test-alone";

export async function servePractice(...options: string[]): Promise<PracticeServer> {
  const child = spawn(join(repository, "build", "bin", "ferryctl"), ["practice", "serve", "-token", token, ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<string>((done) => {
    child.once("error", (error) => {
      done(error.message);
    });
    child.once("exit", (code, signal) => {
      done(signal ?? String(code));
    });
  });
  const url = await new Promise<string>((found, failed) => {
    let said = "";
    child.stdout.on("data", (piece: Buffer) => {
      said += piece.toString();
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (match) found(match[0]);
    });
    void ended.then((how) => {
      failed(new Error(`ferryctl ended (${how}) before it served`));
    });
  });
  return {
    url,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
