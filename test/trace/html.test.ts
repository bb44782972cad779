import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assemble, stackTrace, type Trace, traceHtml } from "../../src/trace";
import { readSpans } from "../../src/trace/otlp";
import { FAILED, failed, frames, lines, type Made, SESSION } from "../jaeger/spans";

/** A page as a browser takes it: Debian's Chromium, which CI has and asks for by LK_REQUIRE. */
const required = (process.env.LK_REQUIRE ?? "").split(",").includes("chromium");
const there = spawnSync("chromium", ["--version"]).status === 0;
const described = there || required ? describe : describe.skip;

jest.setTimeout(120_000);

/** What would be markup, run or turn the page around if it were not text. */
const EVIL = [
  "</pre></style></script><script>document.title='owned'</script>",
  `"><img src=x onerror="document.title='owned'">`,
  "<a href='javascript:document.title=1'>javascript:alert(1)</a>",
  "&lt;b&gt; `${x}` \u202egnp.exe \u001b[31m",
].join(" ");

const evil = (made: Made): Made => ({
  ...made,
  name: made.name === "session" ? made.name : `${made.name} ${EVIL}`,
  host: EVIL,
  service: EVIL,
  attributes: { ...made.attributes, "lk.service": EVIL },
});

function evilTrace(): Trace {
  const cause = { exception: EVIL, message: EVIL };
  const own = frames(7, EVIL).map((frame) => ({ ...frame, service: EVIL, file: `${EVIL}.lk` }));
  const spans = [
    {
      ...FAILED[0]!,
      ...failed({
        kind: EVIL,
        message: EVIL,
        frames: own,
        more: { "lk.failure.causes": JSON.stringify([cause]) },
      }),
    },
    ...FAILED.slice(1).map(evil),
    evil({ id: 9, parent: 2, name: "GET", kind: 3 }),
  ];
  const trace = assemble(SESSION, undefined, readSpans(lines(spans), SESSION));
  return { ...trace, pipeline: EVIL, program: EVIL, build: EVIL, reason: EVIL };
}

test("no text becomes markup", () => {
  const page = traceHtml(evilTrace(), [EVIL]);
  const tags = new Set([...page.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name));
  const ours = "html head meta title style body h1 h2 p code pre span div i table tr td th".split(" ");
  expect([...tags].filter((tag) => !ours.includes(tag!))).toEqual([]);
  expect(page).not.toMatch(/<[^>]*[\s"'](on\w+|href|src)=/i);
  expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/);
});

test("what a page has", () => {
  const trace = assemble(SESSION, undefined, readSpans(lines(FAILED), SESSION));
  const page = traceHtml(trace, ["... trace incomplete"]);
  expect(page).toContain(
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
  );
  for (const part of [
    "<h2>Stack trace</h2>",
    "<h2>Calls</h2>",
    "<h2>Where the time went</h2>",
    "shop-rate",
    "... trace incomplete",
  ])
    expect(page).toContain(part);
});

test("20,000 calls are a page of moderate size", () => {
  const many = Array.from(
    { length: 20_000 },
    (_, index): Made => ({
      id: index + 10,
      parent: 3,
      name: "shop-rate",
      kind: 5,
      from: index,
      to: index + 3,
      attributes: { "lk.service": "shop-rate", "lk.step": "main/0", "lk.element.index": index },
    }),
  );
  const page = traceHtml(
    assemble(SESSION, undefined, readSpans(lines([...FAILED.slice(0, 3), ...many]), SESSION)),
    [],
  );
  expect(page.length).toBeLessThan(100_000);
});

described("in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "lk-html-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The document after the browser has read it, with a script of the test's at its end. */
  function dom(page: string, script: string): string {
    const file = join(folder, "page.html");
    // The page forbids all scripts: here it is to be seen that there is none without that, too.
    const open = page
      .replace(/<meta http-equiv[^>]*>/, "")
      .replace("</body>", `<script>${script}</script></body>`);
    writeFileSync(file, open);
    const flags = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      `--user-data-dir=${join(folder, "profile")}`,
      "--window-size=390,844",
      "--dump-dom",
    ];
    const done = spawnSync("chromium", [...flags, `file://${file}`], { encoding: "utf8", timeout: 100_000 });
    expect([done.status, done.signal]).toEqual([0, null]);
    return done.stdout;
  }

  test("it fits a phone, runs nothing, and shows the stack as it is printed", () => {
    const trace = evilTrace();
    const measured = dom(
      traceHtml(trace, [EVIL]),
      `const found = {
        title: document.title,
        width: Math.max(...[...document.querySelectorAll("body *")].map((e) => e.getBoundingClientRect().right)),
        page: window.innerWidth,
        scripts: document.scripts.length,
        images: document.images.length,
        links: document.links.length,
        stack: document.querySelector("pre").textContent,
        bars: document.querySelectorAll(".track i").length,
        visible: [...document.querySelectorAll("h2")].map((e) => e.textContent),
      };
      document.documentElement.innerHTML = "<body>" + btoa(unescape(encodeURIComponent(JSON.stringify(found)))) + "</body>";`,
    );
    const text = /<body>([\w+/=]+)<\/body>/.exec(measured)?.[1] ?? "";
    const found = JSON.parse(Buffer.from(text, "base64").toString());
    expect(found).toMatchObject({ title: "session 7f3a9c0d: failed", scripts: 1, images: 0, links: 0 });
    // A window of Chromium is at least 500 wide in some versions.
    expect(found.page).toBeLessThanOrEqual(500);
    expect(found.width).toBeLessThanOrEqual(found.page);
    expect(found.bars).toBeGreaterThan(3);
    expect(found.visible).toEqual(["Stack trace", "Calls", "Where the time went"]);
    expect(`${found.stack}\n`).toBe(stackTrace(`session-${SESSION}`, trace.failure!, { siblings: [] }));
  });
});
