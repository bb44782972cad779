import type { IToken } from "chevrotain";
import type { Span } from "../../text/index.js";
import type {
  Attribute,
  AttributeArgument,
  AttributeValue,
  BlockExpression,
  Constructor,
  Declaration,
  Field,
  FunctionDeclaration,
  Name,
  Parameter,
  TypeBody,
  TypeNode,
} from "../ast.js";
import type { Token } from "../layout.js";
import { durationValue, floatValue } from "../numbers.js";
import { report } from "../report.js";
import { beginsDeclaration, is } from "../starts.js";
import {
  At,
  BadNumber,
  Bool,
  Colon,
  Const,
  Duration,
  Equals,
  Float,
  Fn,
  Int,
  LeftBrace,
  LeftParen,
  Lower,
  Minus,
  Node,
  Pipeline,
  PlainString,
  RightBrace,
  RightParen,
  Test,
  True,
  Type,
  Upper,
} from "../tokens.js";
import { ImportParser } from "./imports.js";
import { Unexpected } from "./unexpected.js";

/** Attributes and declarations. */
export abstract class DeclarationParser extends ImportParser {
  private readonly attribute = this.RULE("attribute", (): Attribute => {
    const start = this.CONSUME(At).startOffset;
    const name = this.nameOf(this.CONSUME(Lower));
    const said = this.diagnostics.length;
    const items: AttributeArgument[] = [];
    const parentheses =
      this.OPTION(() => {
        const open = this.CONSUME(LeftParen);
        this.commas(
          open,
          "a value",
          () => items.push(this.SUBRULE(this.attributeArgument)),
          (span) => items.push(lost(span)),
          (span) => items.splice(-1, 1, lost(span)),
        );
        this.CONSUME(RightParen);
        return true;
      }) ?? false;
    const span = this.spanFrom(start);
    // What was said about the arguments stands for all that could be said about them.
    if (this.diagnostics.length > said) items.push(lost(span));
    return { name, parentheses, arguments: items, span };
  });

  private readonly attributeArgument = this.RULE("attributeArgument", (): AttributeArgument => {
    const start = this.next.startOffset;
    const label = this.OPTION(() => {
      const name = this.nameOf(this.CONSUME(Lower));
      this.CONSUME(Colon);
      return name;
    });
    const value = this.SUBRULE(this.attributeValue);
    return { label, value, span: this.spanFrom(start) };
  });

  private readonly attributeValue = this.RULE(
    "attributeValue",
    (): AttributeValue =>
      this.OR([
        { ALT: () => this.SUBRULE(this.negativeValue) },
        { ALT: () => this.attributeInt(this.CONSUME(Int)) },
        { ALT: () => this.attributeFloat(this.CONSUME(Float)) },
        { ALT: () => this.attributeDuration(this.CONSUME(Duration)) },
        { ALT: () => this.attributeString(this.CONSUME(PlainString)) },
        { ALT: () => this.attributeBool(this.CONSUME(Bool)) },
        { ALT: () => this.attributeName(this.CONSUME(Lower)) },
      ]),
  );

  /** No attribute takes a negative number; read all the same, so that the message says how large it has to be. */
  private readonly negativeValue = this.RULE("negativeValue", (): AttributeValue => {
    const minus = this.CONSUME(Minus);
    const value = this.OR([
      { ALT: () => this.attributeInt(this.CONSUME(Int)) },
      { ALT: () => this.attributeFloat(this.CONSUME(Float)) },
      { ALT: () => this.attributeDuration(this.CONSUME(Duration)) },
    ]);
    return this.RECORDING_PHASE ? value : negated(value, this.spanFrom(minus.startOffset));
  });

  private attributeInt(token: IToken): AttributeValue {
    if (token.tokenType === BadNumber) return { kind: "error", span: this.spanOf(token) };
    return { kind: "int", value: this.intOf(token), span: this.spanOf(token) };
  }

  private attributeFloat(token: IToken): AttributeValue {
    return { kind: "float", value: floatValue(token.image), span: this.spanOf(token) };
  }

  private attributeDuration(token: IToken): AttributeValue {
    const milliseconds = this.RECORDING_PHASE ? 0 : durationValue(token.image);
    return { kind: "duration", milliseconds, span: this.spanOf(token) };
  }

  private attributeString(token: IToken): AttributeValue {
    return { kind: "string", value: this.plainText(token), span: this.spanOf(token) };
  }

  private attributeBool(token: IToken): AttributeValue {
    return { kind: "bool", value: token.tokenType === True, span: this.spanOf(token) };
  }

  private attributeName(token: IToken): AttributeValue {
    return { kind: "name", name: token.image, span: this.spanOf(token) };
  }

  protected readonly declaration = this.RULE("declaration", (): Declaration => {
    const first = this.next;
    const attributes: Attribute[] = [];
    this.MANY(() => attributes.push(this.SUBRULE(this.attribute)));
    const word = this.next;
    const doc = first === word || !word.doc ? first.doc : first.doc ? `${first.doc}\n${word.doc}` : word.doc;
    const base = { attributes, doc };
    return this.OR([
      { ALT: () => this.SUBRULE(this.typeDeclaration, { ARGS: [base] }) },
      { ALT: () => this.SUBRULE(this.constDeclaration, { ARGS: [base] }) },
      { ALT: () => this.SUBRULE(this.functionDeclaration, { ARGS: [base] }) },
      { ALT: () => this.SUBRULE(this.testDeclaration, { ARGS: [base] }) },
    ]);
  });

  private readonly typeDeclaration = this.RULE("typeDeclaration", (base: Base): Declaration => {
    const start = this.CONSUME(Type).startOffset;
    const name = this.upperName();
    this.ACTION(() => this.pascalCase(name));
    const parameters = this.OPTION(() => this.SUBRULE(this.typeParameters, { ARGS: [name] })) ?? [];
    const body = this.OR([
      {
        ALT: (): TypeBody => {
          this.CONSUME(Equals);
          return { kind: "alias", type: this.SUBRULE(this.type) };
        },
      },
      { ALT: (): TypeBody => this.SUBRULE(this.typeBody) },
    ]);
    return { ...base, kind: "type", name, parameters, body, span: this.spanFrom(start) };
  });

  private readonly typeParameters = this.RULE("typeParameters", (name: Name): Name[] => {
    const names: Name[] = [];
    const open = this.CONSUME(LeftParen);
    this.commas(open, "a type variable", () => names.push(this.nameOf(this.CONSUME(Lower))));
    this.CONSUME(RightParen);
    this.ACTION(() => {
      this.notEmpty(names, name, open.startOffset);
      this.unique(names, "type variable");
      for (const variable of names) this.snakeCase(variable);
    });
    return names;
  });

  /** Fields make a record, constructors a sum; the first entry says which. */
  private readonly typeBody = this.RULE("typeBody", (): TypeBody => {
    const fields: Field[] = [];
    const constructors: Constructor[] = [];
    let fieldsLost = false;
    const open = this.CONSUME(LeftBrace) as Token;
    if (!this.RECORDING_PHASE && this.next.depth === open.depth) this.giveUp("typeBody");
    const sum = this.nextIs(Upper);
    this.entries({
      depth: open.depth + 1,
      separator: "either",
      noun: sum ? "a constructor" : "a field",
      entry: () => {
        if (!this.RECORDING_PHASE && sum !== this.nextIs(Upper)) this.giveUp(sum ? "constructor" : "field");
        this.OR([
          { ALT: () => fields.push(this.SUBRULE(this.field)) },
          { ALT: () => constructors.push(this.SUBRULE(this.constructorDeclaration)) },
        ]);
      },
      failed: () => {
        fieldsLost = true;
      },
      spoiled: () => {
        const last = constructors.pop();
        if (last) constructors.push({ ...last, fieldsLost: true });
      },
    });
    this.CONSUME(RightBrace);
    this.ACTION(() =>
      this.unique(
        fields.map((field) => field.name),
        "field",
      ),
    );
    return sum ? { kind: "sum", constructors } : { kind: "record", fields, fieldsLost };
  });

  private readonly field = this.RULE("field", (): Field => {
    const { doc } = this.next;
    const name = this.nameOf(this.CONSUME(Lower));
    const type = this.missingColon() ?? this.SUBRULE(this.annotation);
    return { name, type, doc, span: this.spanFrom(name.span.start) };
  });

  private readonly constructorDeclaration = this.RULE("constructorDeclaration", (): Constructor => {
    const { doc } = this.next;
    const name = this.nameOf(this.CONSUME(Upper));
    this.ACTION(() => this.pascalCase(name));
    const { fields, fieldsLost } = this.OPTION({
      GATE: () => !this.next.newline,
      DEF: () => this.SUBRULE(this.constructorFields, { ARGS: [name] }),
    }) ?? { fields: [], fieldsLost: false };
    return { name, fields, fieldsLost, doc, span: this.spanFrom(name.span.start) };
  });

  private readonly constructorFields = this.RULE("constructorFields", (name: Name) => {
    const fields: Field[] = [];
    let fieldsLost = false;
    const open = this.CONSUME(LeftParen);
    this.commas(
      open,
      "a field",
      () => fields.push(this.unnamedField(name, fields.length) ?? this.SUBRULE(this.field)),
      () => {
        fieldsLost = true;
      },
    );
    this.CONSUME(RightParen);
    this.ACTION(() => {
      this.notEmpty(fields, name, open.startOffset);
      this.unique(
        fields.map((field) => field.name),
        "field",
      );
    });
    return { fields, fieldsLost };
  });

  /** `B(Int)` or `B(a)`, a field without its name: reported, and read on. */
  private unnamedField(of: Name, place: number): Field | undefined {
    if (this.RECORDING_PHASE) return undefined;
    const variable = this.nextIs(Lower) && [")", ","].includes(this.LA(2).image);
    if (!variable && !this.nextIs(Upper)) return undefined;
    const { doc, startOffset } = this.next;
    const text = place === 0 ? "value" : `value${place + 1}`;
    const holes = { wanted: "the name of a field", found: `\`${this.next.image}\`` };
    const hint = `Each field has a name: \`${of.text}(${text}: ${this.next.image})\`.`;
    const fix = [{ span: { start: startOffset, end: startOffset }, text: `${text}: ` }];
    this.diagnostics.push(report("LK1030", this.source, this.spanOf(this.next), holes, { hint, fix }));
    const type = this.typeOrError(this.next.depth);
    const span = this.spanFrom(startOffset);
    return { name: { text, span }, type, doc, span };
  }

  private readonly constDeclaration = this.RULE("constDeclaration", (base: Base): Declaration => {
    const start = this.CONSUME(Const).startOffset;
    const name = this.lowerName();
    this.ACTION(() => this.snakeCase(name));
    const annotation = this.OPTION(() => this.SUBRULE(this.annotation));
    const value = this.initial(0, () => {
      this.CONSUME(Equals);
      return this.SUBRULE(this.expression);
    });
    return { ...base, kind: "const", name, annotation, value, span: this.spanFrom(start) };
  });

  private readonly functionDeclaration = this.RULE("functionDeclaration", (base: Base): Declaration => {
    const { startOffset } = this.next;
    const kind = this.OR([
      { ALT: () => this.word(this.CONSUME(Fn), "fn") },
      { ALT: () => this.word(this.CONSUME(Node), "node") },
      { ALT: () => this.word(this.CONSUME(Pipeline), "pipeline") },
    ]);
    const name = this.lowerName();
    this.ACTION(() => this.snakeCase(name));
    const { parameters, parametersLost } = this.SUBRULE(this.parameters);
    const result = this.OPTION(() => this.SUBRULE(this.result)) ?? this.resultWithoutArrow();
    const body = this.OPTION2(() => this.SUBRULE(this.block)) ?? this.lostBody(startOffset);
    return {
      ...base,
      kind,
      name,
      parameters,
      parametersLost,
      result,
      body,
      span: this.spanFrom(startOffset),
    };
  });

  /** `fn f() Int {`, `fn f() => Int {`, `fn f(): Int {`: reported, and read on. */
  private resultWithoutArrow(): TypeNode | undefined {
    if (this.RECORDING_PHASE || this.next.newline) return undefined;
    const arrow = this.next.image === "=>";
    const sign = arrow || this.nextIs(Colon);
    const first = sign ? this.LA(2) : this.next;
    if (!is(first, Upper) && first.tokenType !== LeftParen) return undefined;
    this.complain(new Unexpected(arrow ? "Arrow" : "module", this.next));
    if (sign) this.SKIP_TOKEN();
    return this.typeOrError(this.next.depth);
  }

  /** Where the head lacks a bracket or goes on in a way that it cannot, there was to be a body all the same. */
  private lostBody(start: number): BlockExpression | undefined {
    const span = this.spanFrom(start);
    const ends = this.atEnd || this.next.newline || beginsDeclaration(this.next, this.LA(2));
    if (this.RECORDING_PHASE || (ends && !this.faulty(span))) return undefined;
    return {
      kind: "block",
      statements: [{ kind: "expression", expression: { kind: "error", span }, span }],
      span,
    };
  }

  private word<Kind extends FunctionDeclaration["kind"]>(_token: IToken, kind: Kind): Kind {
    return kind;
  }

  private readonly parameters = this.RULE("parameters", () => {
    const parameters: Parameter[] = [];
    let parametersLost = false;
    const open = this.CONSUME(LeftParen);
    this.commas(
      open,
      "a parameter",
      () => parameters.push(this.SUBRULE(this.parameter)),
      () => {
        parametersLost = true;
      },
    );
    this.CONSUME(RightParen);
    this.ACTION(() => {
      this.unique(
        parameters.map((parameter) => parameter.name),
        "parameter",
      );
      for (const { name } of parameters) this.snakeCase(name);
    });
    return { parameters, parametersLost };
  });

  private readonly parameter = this.RULE("parameter", (): Parameter => {
    const name = this.lowerName();
    const annotation = this.missingColon() ?? this.OPTION(() => this.SUBRULE(this.annotation));
    return { name, annotation, span: this.spanFrom(name.span.start) };
  });

  private readonly testDeclaration = this.RULE("testDeclaration", (base: Base): Declaration => {
    const start = this.CONSUME(Test).startOffset;
    const token = this.CONSUME(PlainString);
    const title = { text: this.plainText(token), span: this.spanOf(token) };
    const body = this.SUBRULE(this.block);
    return { ...base, kind: "test", title, body, span: this.spanFrom(start) };
  });
}

function lost(span: Span): AttributeArgument {
  return { label: undefined, value: { kind: "error", span }, span };
}

function negated(value: AttributeValue, span: Span): AttributeValue {
  if (value.kind === "duration") return { ...value, milliseconds: -value.milliseconds, span };
  if (value.kind === "int") return { ...value, value: -value.value, span };
  return value.kind === "float" ? { ...value, value: -value.value, span } : value;
}

interface Base {
  readonly attributes: readonly Attribute[];
  readonly doc: string | undefined;
}
