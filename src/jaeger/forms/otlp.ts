import { type OtlpAttribute, type OtlpSpan, otlpAttributes, otlpSpan, Texts } from "../../trace/index.js";
import { type Form, parsed } from "./form.js";

const texts = new Texts();

/** `/api/v3/traces/{id}`: OTLP in its JSON encoding, as one document or several behind each other. */
export const otlpForm: Form = {
  path: "api/v3/traces",
  spans: "result.resourceSpans[].scopeSpans[].spans[]",
  shared: "result.resourceSpans[].resource",
  sign: "result",
  group: "result.resourceSpans[]",
  quick: true,
  read(shared, spans, trace) {
    const attributes = shared.flatMap(
      (each) => parsed<{ readonly attributes?: readonly OtlpAttribute[] }>(each).attributes ?? [],
    );
    const resource = otlpAttributes(attributes, texts);
    return spans.flatMap((each) => otlpSpan(parsed<OtlpSpan>(each), trace, texts, resource) ?? []);
  },
};
