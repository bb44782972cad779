import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { Workspace } from "./command.js";

const work = new Workspace();
afterAll(() => work.remove());
beforeAll(() => work.example("checkout"));

test("the graph is text on standard output", async () => {
  const { code, out, err } = await work.lk(["graph", "checkout"]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(
    /^pipeline checkout {2}src\/main\.lk:\d+ {2}service main-checkout\n {2}1\. start order, discount\n/,
  );
});

test("the ending of a file says its format, and `--format` says it before that", async () => {
  const begins = async (...args: string[]) => {
    const file = args.at(-1)!;
    const { code, out, err } = await work.lk(["graph", "checkout", ...args]);
    expect([code, out, err]).toEqual([0, "", ""]);
    return readFileSync(work.path(file), "utf8").split("\n")[0];
  };
  expect(await begins("-o", "made/new folder/a.svg")).toMatch(/^<svg xmlns/);
  expect(await begins("-o", "a.dot")).toBe('digraph "checkout" {');
  expect(await begins("-o", "a.gv")).toBe('digraph "checkout" {');
  expect(await begins("-o", "a.mmd")).toBe("---");
  expect(await begins("-o", "a.txt")).toMatch(/^pipeline checkout/);
  expect(await begins("--format", "dot", "-o", "a.txt")).toBe('digraph "checkout" {');
});

test("a pipeline of the project around is drawn by its name alone", async () => {
  const drawn = await work.lk(["graph", "checkout", "--format", "mermaid"], { cwd: "checkout" });
  expect(drawn.out.split("\n").slice(0, 4)).toEqual(["---", 'title: "main.checkout"', "---", "flowchart TB"]);
  expect(await work.lk(["graph", ".", "chekout"], { cwd: "checkout" })).toEqual({
    code: 2,
    out: "",
    err: "error: there is no pipeline `chekout`\n  did you mean `checkout`?\n",
  });
});

test("a program with errors is not drawn, and leaves the file as it was", async () => {
  work.write({ "wrong.lk": "pipeline main(n: Int) -> Int { later(n) }\n", "kept.svg": "kept" });
  const { code, out, err } = await work.lk(["graph", "wrong.lk", "-o", "kept.svg"]);
  expect([code, out, readFileSync(work.path("kept.svg"), "utf8")]).toEqual([1, "", "kept"]);
  expect(err).toContain("later");
});

test("what cannot be written is said with what to do", async () => {
  mkdirSync(work.path("folder.svg"));
  const folder = await work.lk(["graph", "checkout", "-o", "folder.svg"]);
  expect(folder).toEqual({ code: 2, out: "", err: "error: `folder.svg` is a folder\n  name a file in it\n" });
  const below = await work.lk(["graph", "checkout", "-o", "checkout/lk.yaml/a.svg"]);
  expect([below.code, below.err]).toEqual([
    3,
    expect.stringMatching(/^error: `checkout\/lk\.yaml\/a\.svg` cannot be written: /),
  ]);
  expect(existsSync(work.path("checkout/lk.yaml/a.svg"))).toBe(false);
  const wrong = await work.lk(["graph", "checkout", "--format", "png"]);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining("`text`, `mermaid`, `dot` or `svg`")]);
});

test("a program without pipelines has its nodes drawn, one without services nothing", async () => {
  work.write({ "nodes.lk": "node a(n: Int) -> Int { n }\n", "none.lk": "fn f() { 1 }\n" });
  expect((await work.lk(["graph", "nodes.lk"])).out).toBe("nodes\n  a  nodes.lk:1  service nodes-a\n");
  const none = await work.lk(["graph", "none.lk"]);
  expect([none.code, none.out]).toEqual([0, "no pipelines and no nodes\n"]);
  const picture = await work.lk(["graph", "none.lk", "--format", "svg"]);
  expect(picture.out).toMatch(/^<svg .*width="\d+" height="\d+"/);
});
