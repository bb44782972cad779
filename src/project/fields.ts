import type { TextRule } from "./values.js";
import * as rules from "./values.js";

/** What a key of lk.yaml may hold. To add a key, add it here and to `ProjectConfig`. */
export type FieldSpec = TextSpec | TextsSpec | MapSpec | EntriesSpec | ObjectSpec | AnythingSpec;

/** What a user reads of a key: in messages, in the JSON Schema, in `docs/project.md`. */
interface Described {
  /** One sentence or two. */
  readonly description: string;
  /** Values that could stand there; the first is shown in hints. */
  readonly examples: readonly [Data, ...Data[]];
  /** What holds where the key is left out. */
  readonly otherwise?: Data;
}

/** As JSON has it. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };

export interface TextSpec extends Described {
  readonly kind: "text";
  readonly rule: TextRule;
}

export interface TextsSpec extends Described {
  readonly kind: "texts";
  readonly words: string;
  readonly each: TextRule;
}

export interface MapSpec extends Described {
  readonly kind: "map";
  readonly words: string;
  readonly fields: Fields;
  /** Keys that cannot be left out, with the clause that says why. */
  readonly required: Readonly<Record<string, string>>;
}

/** A mapping whose keys are of the user's choice. */
export interface EntriesSpec extends Described {
  readonly kind: "entries";
  readonly words: string;
  readonly each: MapSpec;
}

/** A mapping that is handed on as it is. */
export interface ObjectSpec extends Described {
  readonly kind: "object";
  readonly words: string;
}

export interface AnythingSpec extends Described {
  readonly kind: "anything";
}

export type Fields = Readonly<Record<string, FieldSpec>>;

const schedule: MapSpec = {
  kind: "map",
  words: "a mapping with `cron`, `pipeline` and `input`",
  description: "A pipeline that starts by the clock.",
  examples: [{ cron: "0 3 * * *", pipeline: "main.report" }],
  required: { cron: "a schedule says when it starts", pipeline: "a schedule says what it starts" },
  fields: {
    cron: {
      kind: "text",
      rule: rules.cron,
      description: "When: minute, hour, day of the month, month and day of the week.",
      examples: ["0 3 * * *", "*/15 8-18 * * mon-fri", "@daily"],
    },
    pipeline: {
      kind: "text",
      rule: rules.pipeline,
      description: "What: a pipeline, with its module where several have one of that name.",
      examples: ["main.report"],
    },
    input: {
      kind: "object",
      words: "a mapping of the pipeline's parameters to values",
      description: "A value for each parameter of the pipeline.",
      examples: [{ day: "today" }],
      otherwise: {},
    },
  },
};

/** All of lk.yaml. */
export const PROJECT_FILE: MapSpec = {
  kind: "map",
  words: "a mapping of keys to values",
  description: "A LambdaKube project. The folder of this file is the project.",
  examples: [{ name: "shop", version: "0.1.0" }],
  required: { name: "a project has a name" },
  fields: {
    name: {
      kind: "text",
      rule: rules.name,
      description: "The project's name, and that of its release on a platform.",
      examples: ["shop"],
    },
    version: {
      kind: "text",
      rule: rules.version,
      description: "The program's version, three numbers as in semantic versioning.",
      examples: ["0.1.0", "2.0.0-rc.1"],
      otherwise: "0.0.0",
    },
    source: {
      kind: "text",
      rule: rules.folder,
      description: "The folder of the modules, from the folder of this file.",
      examples: ["src"],
      otherwise: "src",
    },
    main: {
      kind: "text",
      rule: rules.modulePath,
      description: "The module that `lk run` starts in: its file's path below `source`, without `.lk`.",
      examples: ["main", "shop/main"],
      otherwise: "main",
    },
    python: {
      kind: "map",
      words: "a mapping with `path` and `requirements`",
      description: "The Python functions that externals name.",
      examples: [{ path: "python" }],
      required: {},
      fields: {
        path: {
          kind: "text",
          rule: rules.folder,
          description:
            "The folder of the Python modules. Where it is given, it has to exist, and `lk check` looks externals up in it.",
          examples: ["python"],
          otherwise: "python",
        },
        requirements: {
          kind: "texts",
          words: "a list of texts",
          each: rules.oneLine,
          description: "What pip installs into the image, as in a requirements.txt.",
          examples: [["numpy>=2", "pandas"]],
          otherwise: [],
        },
      },
    },
    jaeger: {
      kind: "text",
      rule: rules.url,
      description:
        "The address of Jaeger's query port and web interface, where `lk trace` looks for sessions.",
      examples: ["http://localhost:16686"],
    },
    schedules: {
      kind: "entries",
      words: "a mapping of names to schedules",
      each: schedule,
      description: "Pipelines that start by the clock, each under a name of its own.",
      examples: [{ nightly: { cron: "0 3 * * *", pipeline: "main.report" } }],
      otherwise: {},
    },
    deploy: {
      kind: "map",
      words: "a mapping with `target`, `namespace`, `release` and `values`",
      description: "Where the program is deployed to.",
      examples: [{ target: "kubernetes", namespace: "shops" }],
      required: {},
      fields: {
        target: {
          kind: "text",
          rule: rules.oneOf("kubernetes", "kubeless"),
          description: "The platform.",
          examples: ["kubernetes"],
        },
        namespace: {
          kind: "text",
          rule: rules.label(63),
          description: "The namespace in the cluster.",
          examples: ["shops"],
        },
        release: {
          kind: "text",
          rule: rules.label(53),
          description: "The release's name, where it is not the project's.",
          examples: ["shop-blue"],
        },
        values: {
          kind: "anything",
          description: "Values of the chart, or files that have them.",
          examples: [{ replicas: 2 }, ["values.yaml"]],
        },
      },
    },
  },
};

/** What a key takes, in words. */
export function wordsOf(spec: FieldSpec): string {
  return spec.kind === "text" ? "a text" : spec.kind === "anything" ? "a value" : spec.words;
}
