import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDataFolder, type RunningApp, startApp } from "./harness/app";
import { openWindow, startBrowser } from "./harness/browser";

// The development app answers any page that reaches it. These tests stand where such a page would: a real browser that
// holds the cookie, with another page open.
describe("the guard in front of the development app", () => {
  let app: RunningApp;
  let browser: Browser;
  let data: Awaited<ReturnType<typeof freshDataFolder>>;

  beforeAll(async () => {
    data = await freshDataFolder();
    [app, browser] = await Promise.all([startApp(data.folder), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.quit();
    await data.remove();
  });

  test("an address without the random path shows nothing", async () => {
    const page = await browser.newPage();
    const answer = await page.goto(new URL("/", app.address).href);
    expect(answer?.status()).toBe(403);
    await page.close();
  });

  test("a page on another port cannot reach the bridge, though the browser holds the cookie", async () => {
    const ours = await openWindow(browser, app.address);
    const stranger = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<p>stranger</p>"));
    await new Promise<void>((up) => {
      stranger.listen(0, "127.0.0.1", up);
    });
    const page = await ours.page.context().newPage();
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
    const host = new URL(app.address).host;

    const reached = await page.evaluate(
      (address) =>
        new Promise<string>((done) => {
          const socket = new WebSocket(`ws://${address}/wails/ipc`);
          socket.onopen = () => {
            done("open");
          };
          socket.onerror = () => {
            done("refused");
          };
        }),
      host,
    );
    expect(reached).toBe("refused");
    const framed = await page.evaluate(async (address) => {
      const script = document.createElement("script");
      script.src = `http://${address}/wails/ipc.js`;
      return new Promise<string>((done) => {
        script.onload = () => {
          done("loaded");
        };
        script.onerror = () => {
          done("refused");
        };
        document.head.append(script);
      });
    }, host);
    expect(framed).toBe("refused");

    await new Promise((down) => {
      stranger.close(down).closeAllConnections();
    });
    await ours.close();
  });
});
