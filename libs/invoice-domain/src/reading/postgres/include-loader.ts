import { setImmediate as othersTurn } from 'node:timers/promises';
import { includedRecordLimit, linkedIds, RequestProblem, type IncludedRows, type Row } from '@org/json-api';
import type { IncludeStep } from './plan.js';
import type { Reads } from './statement-runner.js';

type RowsById = Map<string, Row>;

/** Records whose links are followed before other requests have their turn. */
const recordsOfTurn = 250;

/** Ids that the links of records lead to, each once. */
const idsOf = async (link: IncludeStep['link'], parents: readonly Row[]): Promise<ReadonlySet<string>> => {
  const ids = new Set<string>();
  for (const [place, parent] of parents.entries()) {
    if (place > 0 && place % recordsOfTurn === 0) await othersTurn();
    for (const id of linkedIds(link, parent)) ids.add(id);
  }
  return ids;
};

/** Reads the included records of a plan: one statement per relationship path, for any number of rows. */
export class IncludeLoader {
  private readonly included = new Map<string, RowsById>();
  private count = 0;

  /** @param scope as `scopeValues` gives it */
  constructor(
    private readonly reads: Reads,
    private readonly scope: readonly string[],
  ) {}

  /** @throws RequestProblem `include-too-large` before more than the limit are read */
  async load(steps: readonly IncludeStep[], parents: readonly Row[]): Promise<IncludedRows> {
    for (const step of steps) await this.follow(step, parents);
    return this.included;
  }

  /** A record that was read by another path is not read again. */
  private async follow(step: IncludeStep, parents: readonly Row[]): Promise<void> {
    const { resource } = step.selection.exposure;
    const known: RowsById = this.included.get(resource) ?? new Map<string, Row>();
    this.included.set(resource, known);
    const ids = await idsOf(step.link, parents);
    const missing = [...ids].filter((id) => !known.has(id));
    this.count += missing.length;
    if (this.count > includedRecordLimit) {
      throw new RequestProblem({ code: 'include-too-large', what: 'records', limit: includedRecordLimit });
    }
    if (missing.length > 0) {
      const rows = await this.reads.rows(step.statement, step.statement.bind(`{${missing.join(',')}}`, this.scope));
      for (const row of rows) known.set(row[0] ?? '', row);
    }
    if (step.steps.length === 0) return;
    const children = [...ids].map((id) => known.get(id)).filter((row) => row !== undefined);
    await this.load(step.steps, children);
  }
}
