import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const packageName = `@squawk-cli/${process.platform}-${process.arch}`;

/** The program of squawk, which has a package for each platform; undefined where npm found none. */
const linter = ((): string | undefined => {
  try {
    return createRequire(import.meta.url).resolve(`${packageName}/bin/squawk`);
  } catch {
    return undefined;
  }
})();

/** Whether migrations can be linted; in CI a linter that is missing is a failure and not a reason to skip. */
export const hasLinter = linter !== undefined || process.env['CI'] === 'true';

/** Limits of waiting are set by `migrate` for all migrations, and the widths of numbers are the schema's to choose. */
const heldElsewhere =
  'require-lock-timeout,require-statement-timeout,prefer-bigint-over-int,prefer-bigint-over-smallint';

/** The statements of a migration, which are not run. */
export const statementsOf = async (migration: MigrationInterface): Promise<string> => {
  const statements: string[] = [];
  const query = (sql: string): Promise<readonly object[]> => {
    statements.push(sql.trimEnd().endsWith(';') ? sql : `${sql};`);
    return Promise.resolve([]);
  };
  await migration.up({ query } as unknown as QueryRunner);
  return statements.join('\n');
};

/**
 * Rules that statements break: what others would wait for while it runs, or what servers of the release before cannot live with.
 * @param isTransaction whether they are one transaction, as those of a migration are unless it says otherwise
 */
export const brokenRules = async (sql: string, isTransaction = true): Promise<readonly string[]> => {
  if (linter === undefined) throw new Error(`the package ${packageName} is not installed`);
  const given = [
    '--reporter',
    'json',
    '--exclude',
    heldElsewhere,
    ...(isTransaction ? ['--assume-in-transaction'] : []),
  ];
  const running = promisify(execFile)(linter, given);
  running.child.stdin?.end(sql);
  // It ends with 1 when it finds something.
  const { stdout } = await running.catch((error: unknown) => error as { readonly stdout: string });
  const found = JSON.parse(stdout) as readonly { readonly rule_name: string }[];
  return [...new Set(found.map(({ rule_name: rule }) => rule))].sort();
};
