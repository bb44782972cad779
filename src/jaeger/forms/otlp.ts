import {
  type OtlpAttribute,
  type OtlpSpan,
  otlpAttributes,
  otlpId,
  otlpSpan,
  Texts,
} from "../../trace/index.js";
import { type Form, parsed } from "./form.js";

const texts = new Texts();

/** `/api/v3/traces/{id}`: OTLP in its JSON encoding, as one document or several behind each other. */
export const otlpForm: Form = {
  path: "api/v3/traces",
  spans: "result.resourceSpans[].scopeSpans[].spans[]",
  shared: "result.resourceSpans[].resource",
  sign: "result",
  group: "result.resourceSpans[]",
  link(span) {
    const buffer = Buffer.from(span.buffer, span.byteOffset, span.byteLength);
    const id = textAfter(buffer, '"spanId"');
    return id === undefined ? undefined : { id, parent: textAfter(buffer, '"parentSpanId"') };
  },
  read({ shared, spans }, trace) {
    const attributes = shared.flatMap(
      (each) => parsed<{ readonly attributes?: readonly OtlpAttribute[] }>(each).attributes ?? [],
    );
    const resource = otlpAttributes(attributes, texts);
    return spans.flatMap((each) => otlpSpan(parsed<OtlpSpan>(each), trace, texts, resource) ?? []);
  },
};

/** The id behind a key. In a value its quotes would have backslashes before them; links, which have the same keys, stand behind. */
function textAfter(buffer: Buffer, key: string): string | undefined {
  const at = buffer.indexOf(key);
  if (at === -1) return undefined;
  const from = buffer.indexOf(QUOTE, at + key.length) + 1;
  return otlpId(buffer.toString("latin1", from, buffer.indexOf(QUOTE, from)), 8);
}

const QUOTE = 0x22;
