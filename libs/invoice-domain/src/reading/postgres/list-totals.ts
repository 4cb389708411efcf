import { moneyText, type Exposure, type ListQuery } from '@org/json-api';
import type { ListPlan } from './list-plan.js';
import type { Reads, Value } from './statement-runner.js';

/** Number of rows in a list, where its page shows it. Counts only when the page itself does not tell: one that is not full is the last. */
export const totalCount = async (
  reads: Reads,
  { count }: ListPlan,
  { page }: ListQuery,
  shown: number,
  filters: readonly Value[],
): Promise<number | undefined> => {
  if (page.kind === 'cursor' && !page.counted) return undefined;
  if (page.kind === 'numbered' && shown < page.size && (shown > 0 || page.number === 1)) {
    return (page.number - 1) * page.size + shown;
  }
  const [row] = await reads.rows(count, filters);
  return Number(row?.[0]);
};

/** Sums over all rows of a list, group by group, as a JSON array. */
export const totalsText = async (
  reads: Reads,
  { totals }: ListPlan,
  { totals: declared, wire }: Exposure,
  filters: readonly Value[],
): Promise<string> => {
  const rows = totals === undefined ? [] : await reads.rows(totals, filters);
  const names = [declared?.by ?? '', 'count', ...(declared?.sums ?? [])].map(wire.wireName);
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(names.map((name, index) => [name, totalValue(row[index] ?? '', index)]))),
  );
};

/** A group's name, then its count, then its sums. */
const totalValue = (text: string, index: number): string | number =>
  index === 0 ? text : index === 1 ? Number(text) : moneyText(text);
