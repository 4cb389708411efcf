/** An answer that was kept. */
export interface KeptAnswer {
  readonly etag: string;
  readonly text: string;
}

/** Cache of answers by URL. One cache must not serve two sets of credentials. */
export interface AnswerCache {
  get(url: string): KeptAnswer | undefined;
  set(url: string, answer: KeptAnswer): void;
}

/** Keeps the answers that were used last, in memory. The server is still asked each time, and says 304 instead of it all. */
export class EtagCache implements AnswerCache {
  private readonly answers = new Map<string, KeptAnswer>();

  /** @param limit how many answers are kept */
  constructor(private readonly limit = 100) {}

  get(url: string): KeptAnswer | undefined {
    const answer = this.answers.get(url);
    if (answer !== undefined) {
      this.answers.delete(url);
      this.answers.set(url, answer);
    }
    return answer;
  }

  set(url: string, answer: KeptAnswer): void {
    this.answers.delete(url);
    this.answers.set(url, answer);
    const [oldest] = this.answers.keys();
    if (this.answers.size > this.limit && oldest !== undefined) this.answers.delete(oldest);
  }
}
