import { describe, expect, it } from "vitest";
import { fakeBridge } from "../testing/bridge";
import { connection, decodeError, linkedin, records } from ".";

describe("decodeError", () => {
  it("reads the code and detail that the program sends, as JSON in a string or in an Error", () => {
    const json = '{"code":"changed","detail":"412"}';
    expect(decodeError(json)).toMatchObject({ code: "changed", detail: "412" });
    expect(decodeError(new Error(json))).toMatchObject({ code: "changed", detail: "412" });
  });

  it.each([["a plain sentence"], [new Error("boom")], [null], [undefined], [42], ['{"code":7}'], ['{"code":""}'], ["{broken"]])(
    "takes %s as unexpected",
    (reason) => {
      expect(decodeError(reason).code).toBe("unexpected");
    },
  );

  it("keeps what a plain failure said as the detail", () => {
    expect(decodeError("method not found").detail).toBe("method not found");
  });

  it("keeps a decoded error as it is", () => {
    const error = decodeError('{"code":"offline","detail":""}');
    expect(decodeError(error)).toBe(error);
  });
});

describe("a bound call", () => {
  it("turns null lists into empty ones, at any depth", async () => {
    fakeBridge({
      "Connection.PracticePeople": () => null,
      "LinkedIn.Conversation": () => ({ id: "c", match: { reasons: null, candidates: [{ reasons: null }] }, messages: null }),
    });
    expect(await connection.practicePeople()).toEqual([]);
    expect(await linkedin.conversation("c")).toEqual({
      id: "c",
      match: { reasons: [], candidates: [{ reasons: [] }] },
      messages: [],
    });
    expect((await records.list({ scope: "all", kind: "lead", text: "", owner: "", stage: "", offset: 0, limit: 1 })).rows).toEqual([]);
  });

  it("rejects with the decoded error", async () => {
    fakeBridge({ "Connection.State": () => Promise.reject({ code: "locked", detail: "pid 7" }) });
    await expect(connection.state()).rejects.toMatchObject({ name: "ApiError", code: "locked", detail: "pid 7" });
  });

  it("rejects as well when the program is not there", async () => {
    Reflect.deleteProperty(window, "go");
    await expect(connection.state()).rejects.toMatchObject({ code: "unexpected" });
  });
});
