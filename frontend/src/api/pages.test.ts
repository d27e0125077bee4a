import { expect, test } from "vitest";
import { pageSize, pagesOf } from "./pages";

test("asks for the pages in view, and the first one is always there", () => {
  expect(pagesOf({ first: 0, last: 30 }, 1000)).toEqual([]);
  expect(pagesOf({ first: pageSize - 1, last: pageSize }, 1000)).toEqual([1]);
  expect(pagesOf({ first: 250, last: 310 }, 1000)).toEqual([2, 3]);
});

test("asks for nothing behind the end", () => {
  expect(pagesOf({ first: 90, last: 130 }, 95)).toEqual([]);
  expect(pagesOf({ first: 0, last: 0 }, 0)).toEqual([]);
});
