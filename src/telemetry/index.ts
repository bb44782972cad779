import { hostname } from "node:os";
import { SpanKind } from "@opentelemetry/api";
import { JaegerExporter } from "@opentelemetry/exporter-jaeger";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { AlwaysOnSampler, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";

/** The start of a session, as its span tells it. */
export interface SubmitSpan {
  /** The trace's id. */
  readonly session: string;
  /** The span's own id. */
  readonly span: string;
  readonly build: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly ended: number;
}

/** Milliseconds after which a span is given up. */
const DEADLINE = 1_000;

const JAEGER = "http://localhost:14268/api/traces";

/** Sends the span of a started session. Resolves within a second, whatever the other side does; what is lost is lost silently, since the session is not. */
export async function sendSubmitSpan(
  env: Readonly<Record<string, string | undefined>>,
  exporter: "otlp" | "jaeger",
  { session, span, build, started, ended }: SubmitSpan,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, DEADLINE);
  });
  try {
    const provider = new NodeTracerProvider({
      resource: resourceFromAttributes({
        "service.name": env.OTEL_SERVICE_NAME || "lk",
        "host.name": hostname(),
      }),
      sampler: new AlwaysOnSampler(),
      idGenerator: { generateTraceId: () => session, generateSpanId: () => span },
      spanProcessors: [new SimpleSpanProcessor(exporterOf(env, exporter))],
    });
    const attributes = {
      "session.id": session,
      "lk.build": build,
      "messaging.system": "nats",
      "messaging.operation.type": "send",
    };
    provider
      .getTracer("lambdakube")
      .startSpan("lk submit", { kind: SpanKind.PRODUCER, startTime: started, attributes, root: true })
      .end(ended);
    await Promise.race([provider.shutdown(), late]);
  } catch {
    // The session has started all the same.
  } finally {
    clearTimeout(timer);
  }
}

function exporterOf(env: Readonly<Record<string, string | undefined>>, exporter: "otlp" | "jaeger") {
  return exporter === "jaeger"
    ? new JaegerExporter({ endpoint: env.OTEL_EXPORTER_JAEGER_ENDPOINT || JAEGER })
    : new OTLPTraceExporter({ timeoutMillis: DEADLINE });
}
