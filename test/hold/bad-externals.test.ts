import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Done, within } from "./lk";

const program = `@external("outside.work")
node work(x: Int) -> Int

pipeline main(x: Int) -> Int {
  work(x)
}
`;

/** Runs the program with this Python beside it. */
function runWith(python: string, source = program): Promise<Done> {
  return within({ "main.lk": source, "outside.py": python }, (place) =>
    place.lk("run", "main.lk", "--input", '{"x": 1}'),
  );
}

/** The trace without the line that names the session. */
function failure(done: Done): string {
  expect(done.stdout).toBe("");
  expect(done.status).toBe(1);
  return done.stderr
    .slice(done.stderr.indexOf("Exception in thread"))
    .replace(/session-[0-9a-f]+/, "session");
}

describe("found out before anything runs", () => {
  test("a module that is not there", async () => {
    const done = await within({ "main.lk": program }, (place) =>
      place.lk("run", "main.lk", "--input", '{"x": 1}'),
    );
    expect(done.status).toBe(1);
    expect(done.stderr).toMatch(/main\.lk:2/);
    expect(done.stderr).toMatch(/outside/);
    expect(done.stderr).not.toContain("Traceback");
  });

  test("a function that is not there, with the near name", async () => {
    const done = await runWith("def wrok(x):\n    return x\n");
    expect(done.status).toBe(1);
    expect(done.stderr).toMatch(/outside\.work|`work`/);
    expect(done.stderr).toContain("wrok");
  });

  test("a function of another arity", async () => {
    const done = await runWith("def work(x, y):\n    return x\n");
    expect(done.status).toBe(1);
    expect(done.stderr).toMatch(/main\.lk:\d/);
    expect(done.stderr).toMatch(/parameter|argument/);
  });

  test("neither checking nor building runs the project's code", async () => {
    const python = "open('ran', 'w').close()\n\n\ndef work(x):\n    return x\n";
    await within({ "main.lk": program, "outside.py": python }, async (place) => {
      expect((await place.lk("check", "main.lk")).status).toBe(0);
      expect((await place.lk("build", "main.lk", "-o", "out")).status).toBe(0);
      expect(existsSync(join(place.folder, "ran"))).toBe(false);
    });
  });
});

describe("failures of the call", () => {
  test("a module that raises on import", async () => {
    const trace = failure(await runWith("raise OSError('no device')\n\n\ndef work(x):\n    return x\n"));
    expect(trace).toContain("python.OSError: no device\n\tat main.work(main.lk:2)");
  });

  test.each([
    ["return 'x'", 'DecodeFailureException: value: expected Int, got "x"'],
    ["return True", "DecodeFailureException: value: expected Int, got true"],
    ["return 1.0", "DecodeFailureException: value: expected Int, got 1.0"],
    ["return None", "DecodeFailureException: value: expected Int, got null"],
    ["return [x]", "DecodeFailureException: value: expected Int, got "],
    ["return object()", "DecodeFailureException: value: expected Int, got "],
    ["a = []; a.append(a); return a", "DecodeFailureException: value: expected Int, got "],
  ])("a result of another type: %s", async (body, message) => {
    expect(failure(await runWith(`def work(x):\n    ${body}\n`))).toContain(`lk.${message}`);
  });

  test.each([
    ["List(Int)", "a = []; a.append(a); return a", "value[0]"],
    ["Json", "a = {}; a['a'] = a; return a", "a: refers to itself"],
    ["Json", "return {1: 2}", "value"],
    ["Json", "return {'a': [object()]}", 'value["a"][0]'],
    ["Json", "return float('nan')", "value"],
    ["List(String)", "return ['a', '\\ud800']", "value[1]"],
    ["Dict(String, Int)", "return {'a': 'x'}", 'value["a"]'],
    ["Option(Int)", "return 'None'", "value"],
    ["(Int, Int)", "return (1, 2, 3)", "value"],
  ])("what is no %s: %s", async (type, body, path) => {
    const source = `@external("outside.work")\nnode work(x: Int) -> ${type}\n\npipeline main(x: Int) -> ${type} {\n  work(x)\n}\n`;
    const trace = failure(await runWith(`def work(x):\n    ${body}\n`, source));
    expect(trace).toContain(`lk.DecodeFailureException: ${path}`);
    expect(trace).toContain("\tat main.work(main.lk:2)");
  });

  test("a message of 10 MB is cut, with its length named", async () => {
    const trace = failure(await runWith("def work(x):\n    raise ValueError('y' * 10_000_000)\n"));
    expect(trace.length).toBeLessThan(20_000);
    expect(trace).toMatch(/python\.ValueError: y{1000,8192}\.\.\. \(cut, 10000000 characters in all\)/);
  });

  test("a message with line breaks stays on its line", async () => {
    const trace = failure(
      await runWith("def work(x):\n    raise ValueError('one\\ntwo\\n\\tat fake(fake.lk:1)')\n"),
    );
    expect(trace).toContain(
      "python.ValueError: one\\ntwo\\n\\tat fake(fake.lk:1)\n\tat main.work(main.lk:2)",
    );
  });

  test("SystemExit is an exception like others", async () => {
    expect(failure(await runWith("import sys\n\n\ndef work(x):\n    sys.exit('out')\n"))).toContain(
      "python.SystemExitException: out",
    );
  });

  test("what an external prints does not mix with the value", async () => {
    const done = await runWith(
      "import os\n\n\ndef work(x):\n    print('loud')\n    os.write(1, b'louder')\n    return x\n",
    );
    expect([done.status, done.stdout]).toEqual([0, "1\n"]);
  });
});

test("what an external prints without ending the line is not lost", async () => {
  const python =
    "import sys\n\n\ndef work(x):\n    print('one', end='')\n    sys.stderr.write(' two')\n    sys.__stdout__.write(' three')\n    return x\n";
  await within(
    { "main.lk": `${program}\ntest "one" {\n  main(1) == 1\n}\n`, "outside.py": python },
    async (place) => {
      const input = ["--input", '{"x": 1}'];
      for (const args of [["test"], ["run", ...input], ["run", ...input, "--chaos", "1"]]) {
        const [command, ...more] = args as [string, ...string[]];
        const { stderr } = await place.lk(command, "main.lk", ...more);
        for (const word of ["one", "two", "three"]) expect(stderr).toContain(word);
      }
    },
  );
}, 30_000);

test("importing the project's modules leaves nothing beside them, and installed ones keep their caches", async () => {
  const files = {
    "main.lk": `${program}\ntest "one" {\n  main(1) == 1\n}\n`,
    "outside.py":
      "import package.inner\nimport installed\n\n\ndef work(x):\n    return package.inner.same(x)\n",
    "package/__init__.py": "",
    "package/inner.py":
      "import os\nimport sys\n\nroot = os.path.dirname(os.path.dirname(__file__))\nsys.path.append(os.path.join(root, 'lib', 'site-packages'))\n\n\ndef same(x):\n    return x\n",
    "lib/site-packages/installed.py": "",
  };
  for (const args of [["test"], ["run"], ["run", "--chaos", "1"]]) {
    await within(files, async (place) => {
      const [command, ...more] = args as [string, ...string[]];
      const input = command === "run" ? ["--input", '{"x": 1}'] : [];
      const done = await place.lk(command, "main.lk", ...more, ...input);
      expect([done.stderr.slice(0, 2_000), done.status]).toEqual([expect.anything(), 0]);
      const found = (readdirSync(place.folder, { recursive: true }) as string[]).filter(
        (name) => !name.startsWith(".state"),
      );
      const cached = found.filter((name) => name.includes("__pycache__"));
      expect(cached.filter((name) => !name.includes("site-packages"))).toEqual([]);
      expect(cached.length).toBe(2);
      expect(found.filter((name) => /\.(py|lk)$/.test(name)).sort()).toEqual(Object.keys(files).sort());
    });
  }
}, 30_000);

describe("an external that does to its process what it should not costs its own call at most", () => {
  const source = `import list

@external("outside.work")
node work(how: String) -> Int

pipeline main(how: String) -> List(String) {
  list.map(["before", how, "behind"], fn(each) { shown(attempt work(each)) })
}

fn shown(outcome: Result(Int, Failure)) -> String {
  match outcome {
    Ok(value) -> "\${value}"
    Error(problem) -> "\${problem.kind}: \${problem.message}"
  }
}
`;
  test.each([
    ["closes every file", "os.closerange(3, 256)", "WorkerLost: worker lost (exit 71)"],
    ["closes its output", "sys.stdout.close(); sys.stderr.close(); os.close(1); os.close(2)", "3"],
    ["goes elsewhere", "os.chdir('/')", "3"],
    ["leaves a thread", "threading.Thread(target=time.sleep, args=(60,)).start()", "3"],
    ["sets a low recursion limit", "sys.setrecursionlimit(60)", "3"],
    ["empties the environment", "os.environ.clear()", "3"],
    ["ends by a signal of its own", "signal.alarm(1); time.sleep(60)", "WorkerLost: worker lost (signal 14)"],
    ["forks, and the child ends", "os.fork() or os._exit(0); os.wait()", "3"],
    ["limits the digits of an int", "getattr(sys, 'set_int_max_str_digits', abs)(640)", "3"],
    ["registers an end", "atexit.register(os._exit, 5)", "3"],
    ["exits a thread", "_thread.exit()", 'External(exception: "SystemExit"): '],
  ])(
    "%s",
    async (_, code, outcome) => {
      const modules = "_thread, atexit, os, signal, sys, threading, time";
      const python = `import ${modules}\n\n\ndef work(how):\n    if how == "odd":\n        ${code}\n    return len(how)\n`;
      await within({ "main.lk": source, "outside.py": python }, async (place) => {
        expect(await place.value({ how: "odd" })).toEqual(["6", outcome, "6"]);
      });
    },
    30_000,
  );
});
