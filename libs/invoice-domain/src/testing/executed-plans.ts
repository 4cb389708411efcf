import type { DataSource } from 'typeorm';

/** A step of a plan as PostgreSQL's JSON describes it. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  /** Number of executions of the step; 0 for a branch that was not taken. */
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

/** A statement that was executed, and how. */
export interface ExecutedPlan {
  readonly text: string;
  readonly root: PlanNode;
}

type Query = (text: string) => Promise<unknown>;

/**
 * PostgreSQL tells the plan of every statement after its execution, on connections to a database that are opened from now on: in
 * its log, or to the client as a notice. The role must be a superuser.
 */
export const tellPlans = async (query: Query, database: string, to: 'log' | 'notice'): Promise<void> => {
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_level': to,
    'auto_explain.log_format': 'json',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
  };
  for (const [name, value] of Object.entries(settings)) {
    await query(`ALTER DATABASE ${database} SET ${name} = '${value}'`);
  }
};

/** @param message what PostgreSQL said: a sentence that ends with `plan:`, then JSON. @returns undefined for anything else */
export const planIn = (message: string): ExecutedPlan | undefined => {
  const start = message.indexOf('plan:\n');
  if (start === -1) return undefined;
  const { 'Query Text': text, Plan: root } = JSON.parse(message.slice(start + 'plan:\n'.length)) as {
    readonly 'Query Text': string;
    readonly Plan: PlanNode;
  };
  return { text, root };
};

/** The indexes by which the rows of a table were found, with a condition; what was done instead where there was none. */
export const accessTo = (table: string, { root }: ExecutedPlan): string => {
  const found = new Set(accesses(table, root));
  return found.size === 0 ? 'not read' : [...found].join(', ');
};

/** An index without a condition is walked from its beginning: that only orders rows, and does not find them. */
const accesses = (table: string, node: PlanNode): readonly string[] => {
  if (node['Actual Loops'] === 0) return [];
  const below = (node.Plans ?? []).flatMap((child) => accesses(table, child));
  const { 'Index Name': index, 'Index Cond': condition, 'Relation Name': relation, 'Node Type': type } = node;
  if (type === 'Bitmap Index Scan') return [...below, index ?? ''];
  if (relation !== table || type === 'Bitmap Heap Scan') return below;
  return [...below, index === undefined || condition === undefined ? `${type} without an index condition` : index];
};

interface NoticedClient {
  readonly on: (event: 'notice', listener: (notice: { readonly message: string }) => void) => unknown;
}

/** Collects the plans of whatever a data source executes from now on; it was connected after `tellPlans`. */
export const collectPlans = (dataSource: DataSource): ExecutedPlan[] => {
  const { master: pool } = dataSource.driver as unknown as {
    readonly master: { readonly on: (event: 'acquire', listener: (client: NoticedClient) => void) => unknown };
  };
  const plans: ExecutedPlan[] = [];
  const heard = new WeakSet<NoticedClient>();
  pool.on('acquire', (client) => {
    if (heard.has(client)) return;
    heard.add(client);
    client.on('notice', ({ message }) => {
      const plan = planIn(message);
      if (plan !== undefined) plans.push(plan);
    });
  });
  return plans;
};
