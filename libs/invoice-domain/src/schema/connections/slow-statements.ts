import { LRUCache } from 'lru-cache';
import { onEndedStatement, type EndedStatement } from './ended-statements.js';
import { defaultLimits } from './limits.js';
import { createClient } from './open-pool.js';

/** Characters of a statement that are told. */
const shownLength = 500;

/** Statements whose plans are remembered, and the milliseconds after which one is looked at again. */
const plans = { max: 200, ttl: 3_600_000 } as const;

/** Form of a statement that has a plan, and no semicolon that something else could follow. */
const isOneStatement = /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b[^;]*$/;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** The shape of a plan: its steps, what they read and by which index, without costs. */
const shapeOf = (plan: Plan): string => {
  const place = plan['Index Name'] ?? plan['Relation Name'];
  const step = place === undefined ? plan['Node Type'] : `${plan['Node Type']} ${place}`;
  return plan.Plans === undefined ? step : `${step} (${plan.Plans.map(shapeOf).join(', ')})`;
};

/** A statement that took long. */
export interface SlowStatement {
  readonly milliseconds: number;
  /** Its beginning, on one line and without a value. */
  readonly statement: string;
  /** The shape of its plan; empty where PostgreSQL cannot tell. */
  readonly plan: string;
}

/** Tells of statements of this process that take long, with the shapes of their plans. */
export class SlowStatements {
  private readonly shapes = new LRUCache<string, string>(plans);
  private readonly stop: () => void;
  private explaining: Promise<void> = Promise.resolve();
  private isExplaining = false;

  /** @param milliseconds from which a statement is slow */
  constructor(
    private readonly url: string,
    private readonly milliseconds: number,
    private readonly tell: (slow: SlowStatement) => void,
  ) {
    this.stop = onEndedStatement((statement) => {
      if (statement.milliseconds >= this.milliseconds) this.look(statement);
    });
  }

  async close(): Promise<void> {
    this.stop();
    await this.explaining;
  }

  /** The plan of a statement is looked up once an hour, and of one at a time: when everything is slow, that would make it slower. */
  private look({ text, milliseconds }: EndedStatement): void {
    const shape = this.shapes.get(text);
    if (shape !== undefined || this.isExplaining) {
      this.write(text, milliseconds, shape);
      return;
    }
    this.isExplaining = true;
    this.explaining = this.shapeOf(text).then((found) => {
      this.isExplaining = false;
      this.shapes.set(text, found);
      this.write(text, milliseconds, found);
    });
  }

  private write(text: string, milliseconds: number, plan = ''): void {
    const statement = text.replace(/\s+/g, ' ').trim().slice(0, shownLength);
    this.tell({ milliseconds: Math.round(milliseconds), statement, plan });
  }

  /**
   * Empty where PostgreSQL cannot tell: before version 16, and for what refers to tables of another connection. Of a text that may be several
   * statements only the first would be explained, and the others be done: nothing is asked of it.
   */
  private async shapeOf(text: string): Promise<string> {
    if (!isOneStatement.test(text)) return '';
    const client = createClient({
      url: this.url,
      name: 'org-invoices plans',
      connect: defaultLimits.connect,
      limits: defaultLimits.reading,
    });
    try {
      await client.connect();
      await client.query('SET default_transaction_read_only = on');
      const { rows } = await client.query<{ readonly 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
        `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`,
      );
      const [explained] = rows[0]?.['QUERY PLAN'] ?? [];
      return explained === undefined ? '' : shapeOf(explained.Plan);
    } catch {
      return '';
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
