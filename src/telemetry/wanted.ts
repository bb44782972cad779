import { createHash } from "node:crypto";

type Env = Readonly<Record<string, string | undefined>>;

/** How spans are to be sent; undefined where none are wanted. By OpenTelemetry's own variables, as services take them (docs/spans.md). */
export function wantedExporter(env: Env): "otlp" | "jaeger" | undefined {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === "true" || env.OTEL_TRACES_SAMPLER === "always_off")
    return undefined;
  const named = env.OTEL_TRACES_EXPORTER;
  if (named === "jaeger" || named === "otlp") return named;
  if (named) return undefined;
  return env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT ? "otlp" : undefined;
}

/** Id of the span that starts a session: derived like all ids, so that starting it twice is one span. */
export function submitSpanId(session: string): string {
  return createHash("sha256").update(`${session}\nsubmit`).digest("hex").slice(0, 16);
}
