import type { BenchDatabase } from '../bench-database.js';

/** A step of a plan as PostgreSQL's JSON describes it. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** A statement that was executed, and how. */
export interface ExecutedPlan {
  readonly text: string;
  readonly root: PlanNode;
}

/** From now on the server writes the plan of every statement into its log, on connections that are opened from now on. */
export const logPlans = async (database: BenchDatabase): Promise<void> => {
  const name = database.name;
  await database.query(`ALTER DATABASE ${name} SET session_preload_libraries = 'auto_explain'`);
  await database.query(`ALTER DATABASE ${name} SET auto_explain.log_min_duration = 0`);
  await database.query(`ALTER DATABASE ${name} SET auto_explain.log_format = 'json'`);
};

export const stopLoggingPlans = async (database: BenchDatabase): Promise<void> => {
  await database.query(`ALTER DATABASE ${database.name} RESET session_preload_libraries`);
};

const entry = /LOG: {2}duration: [\d.]+ ms {2}plan:\n((?:\t.*\n?)+)/g;

/** Every continued line of the log begins with a tab, those of the JSON as well as line breaks within a statement. */
export const plansIn = (log: string): readonly ExecutedPlan[] =>
  [...log.matchAll(entry)].map(([, text = '']) => {
    const { 'Query Text': query, Plan: root } = JSON.parse(text.replaceAll('\n\t', '\n')) as {
      readonly 'Query Text': string;
      readonly Plan: PlanNode;
    };
    return { text: query, root };
  });

/** The index by which a plan finds the rows of a table, with its condition; what it does instead when there is none. */
export const accessTo = (table: string, { root }: ExecutedPlan): string => {
  const found = accesses(table, root);
  return found.length === 0 ? 'not read' : found.join(', ');
};

/** An index without a condition is walked from its beginning: that only orders rows, and does not find them. */
const accesses = (table: string, node: PlanNode): readonly string[] => {
  const below = (node.Plans ?? []).flatMap((child) => accesses(table, child));
  const { 'Index Name': index, 'Index Cond': condition, 'Relation Name': relation, 'Node Type': type } = node;
  if (type === 'Bitmap Index Scan') return [...below, index ?? ''];
  if (relation !== table || type === 'Bitmap Heap Scan') return below;
  return [...below, index === undefined || condition === undefined ? `${type} without an index condition` : index];
};
