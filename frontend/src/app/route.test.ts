import { describe, expect, it } from "vitest";
import { href, routeOf } from "./route";

describe("addresses of screens", () => {
  it("lead back to where they came from", () => {
    expect(routeOf(href("records", "contact", "a/b é"))).toEqual({ screen: "records", params: ["contact", "a/b é"] });
  });

  it.each(["", "#", "#/", "#/nowhere", "#/%E0%A4%A"])("take %s as Home", (hash) => {
    expect(routeOf(hash)).toEqual({ screen: "home", params: [] });
  });
});
