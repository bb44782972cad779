interface Entry<Question, Answer> {
  readonly question: Question;
  answer: Answer;
  /** Those whose answers were made from this one. */
  readonly users: Set<Entry<Question, Answer>>;
  waiting: boolean;
}

/**
 * The least answers to questions that depend on each other: each begins at the bottom and is asked again when an answer that it was made
 * from has grown (a worklist, as in Kildall 1973).
 */
export class FixedPoint<Question, Answer> {
  private readonly entries = new Map<unknown, Entry<Question, Answer>>();
  private readonly queue: Entry<Question, Answer>[] = [];
  private readonly rules: Rules<Question, Answer>;

  constructor(rules: Rules<Question, Answer>) {
    this.rules = rules;
  }

  /** The least answer to a question, and with it those to all that it depends on. */
  answer(question: Question): Answer {
    const asked = this.enter(question);
    for (let next = this.queue.pop(); next; next = this.queue.pop()) this.look(next);
    return asked.answer;
  }

  /** Every question that came up, with its answer. */
  *answers(): Iterable<readonly [Question, Answer]> {
    for (const { question, answer } of this.entries.values()) yield [question, answer];
  }

  private look(entry: Entry<Question, Answer>): void {
    entry.waiting = false;
    const answer = this.rules.answer(entry.question, (other) => {
      const needed = this.enter(other);
      needed.users.add(entry);
      return needed.answer;
    });
    const joined = this.rules.join(entry.answer, answer);
    if (joined === entry.answer) return;
    entry.answer = joined;
    for (const user of entry.users) this.wait(user);
  }

  private wait(entry: Entry<Question, Answer>): void {
    if (entry.waiting) return;
    entry.waiting = true;
    this.queue.push(entry);
  }

  private enter(question: Question): Entry<Question, Answer> {
    const key = this.rules.key(question);
    const known = this.entries.get(key);
    if (known) return known;
    const made = {
      question,
      answer: this.rules.bottom(question),
      users: new Set<Entry<Question, Answer>>(),
      waiting: false,
    };
    this.entries.set(key, made);
    this.wait(made);
    return made;
  }
}

export interface Rules<Question, Answer> {
  /** Equal for equal questions. */
  readonly key: (question: Question) => unknown;
  readonly bottom: (question: Question) => Answer;
  /** The answer by what others are known to be. */
  readonly answer: (question: Question, ask: (other: Question) => Answer) => Answer;
  /** The least answer above both; `before` itself where it is that. Answers only grow, even where a question comes to ask others. */
  readonly join: (before: Answer, after: Answer) => Answer;
}
