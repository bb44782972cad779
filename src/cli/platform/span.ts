import { submitSpanId, wantedExporter } from "../../telemetry/wanted.js";
import type { Host } from "../host.js";

/** The span of a start that has begun. */
export interface StartSpan {
  readonly id: string;
  /** Sends it; resolves within about a second, and never fails. */
  end(build: string): Promise<void>;
}

/** Begins the span of a session's start; undefined where no spans are wanted. */
export function startSpan(host: Host, session: string): StartSpan | undefined {
  const exporter = wantedExporter(host.env);
  if (exporter === undefined) return undefined;
  const started = Date.now();
  const id = submitSpanId(session);
  return {
    id,
    async end(build) {
      const ended = Date.now();
      const { sendSubmitSpan } = await host.telemetry();
      await sendSubmitSpan(host.env, exporter, { session, span: id, build, started, ended });
    },
  };
}
