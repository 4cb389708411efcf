import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, RefillInvoice } from '@org/invoice-domain';
import {
  createDataSource,
  ledgerTransactionOf,
  LedgerTransactions,
  Unfinished,
  verificationOf,
} from '@org/invoice-domain/persistence';
import type { EmptyDatabase } from '@org/invoice-domain/testing';
import { FixedClock, instantOf, systemClock } from '@org/kernel';
import { pictureOf, type DataSource, type Picture } from './ledger-picture.js';
import { runToEnd, type Death, type Ending, type Launch } from './program.js';
import { inLanes, isEverywhere } from './sweep.js';
import { withCopy } from './usage-world.js';

/** Work of a program, without the ledger that it is done on. */
export interface Work extends Omit<Launch, 'environment' | 'death' | 'statements'> {
  /** Moment that the ledger is verified as of, before and after it. */
  readonly verifiedAt?: string;
}

/** With the same seed the same places are chosen again. */
export const killSeed = Number(process.env['KILL_SEED'] ?? randomInt(2 ** 31));

/** Works that are tried: all of them by `npm run kill`, else some that the seed decides. @param every distance of those */
export const triedOf = <Case>(cases: readonly Case[], every: number): readonly Case[] =>
  isEverywhere ? cases : cases.filter((_, index) => (index + killSeed) % every === 0);

/** Rows of a ledger in the end, and the findings of its verification. */
export interface Outcome {
  readonly picture: Picture;
  readonly findings: readonly string[];
}

const began = systemClock.now().epochMilliseconds - 1_000;
const noJobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };

/** Fills stale invoices anew, as the server does each minute. */
const settle = async (dataSource: DataSource): Promise<void> => {
  const transactions = new LedgerTransactions(dataSource, systemClock);
  for (const id of await new Unfinished(dataSource, systemClock).staleInvoices())
    await transactions.run({ actor: 'test:settle' }, (manager) =>
      new RefillInvoice().execute(ledgerTransactionOf(everything, manager, noJobs), id),
    );
};

const outcomeOf = async (
  { url }: EmptyDatabase,
  { verifiedAt = '2026-03-20T00:00:00Z' }: Work,
  before = settle,
): Promise<Outcome> => {
  const dataSource = await createDataSource({ url, poolSize: 1 }).initialize();
  try {
    await before(dataSource);
    const findings = await verificationOf(dataSource, new FixedClock(verifiedAt)).findings(
      instantOf('2000-01-01T00:00:00Z'),
    );
    return {
      picture: await pictureOf(dataSource, began),
      findings: findings.map(({ check, message }) => `${check}: ${message}`),
    };
  } finally {
    await dataSource.destroy();
  }
};

/** A ledger as it stands before or amid work. */
export const standOf = (database: EmptyDatabase, work: Work): Promise<Outcome> =>
  outcomeOf(database, work, () => Promise.resolve());

const run = ({ url }: EmptyDatabase, work: Work, more: Pick<Launch, 'death' | 'statements'> = {}): Promise<Ending> =>
  runToEnd({ ...work, ...more, environment: { DATABASE_URL: url } });

/** Work that nobody has killed: what it leaves, and the statements that it took. */
export interface Uninterrupted extends Outcome {
  readonly statements: readonly string[];
}

/** @param look is shown the ledger as the work leaves it */
export const uninterrupted = (
  ledger: EmptyDatabase,
  work: Work,
  look: (database: EmptyDatabase) => Promise<void>,
): Promise<Uninterrupted> =>
  withCopy(ledger, async (database) => {
    const folder = await mkdtemp(join(tmpdir(), 'org-invoices-statements-'));
    try {
      const file = join(folder, 'statements.json');
      const { code, output } = await run(database, work, { statements: file });
      if (code !== 0) throw new Error(output);
      await look(database);
      const statements = JSON.parse(await readFile(file, 'utf8')) as readonly string[];
      return { ...(await outcomeOf(database, work)), statements };
    } finally {
      await rm(folder, { recursive: true });
    }
  });

/**
 * Before each statement, and after each that lasts: what is sent within a transaction is undone with it, whether it was done by then or
 * not, so a death right after it is the death before the next one.
 */
const allPlaces = (statements: readonly string[]): readonly Death[] => {
  // Counting begins with what is said first in a transaction, or outside of any.
  let isOpen = statements[0]?.includes('ledger.actor') === true;
  return statements.flatMap((text, index) => {
    if (/^(BEGIN|START TRANSACTION)/.test(text)) isOpen = true;
    if (/^(COMMIT|ROLLBACK)/.test(text)) isOpen = false;
    const before = { beforeStatement: index + 1 };
    return isOpen ? [before] : [before, { afterStatement: index + 1 }];
  });
};

/** One place: before or after one of the COMMITs, or before any statement. The seed and the work decide which. */
const onePlace = (statements: readonly string[]): readonly Death[] => {
  const commits = statements.flatMap((text, index) => (text === 'COMMIT' ? [index + 1] : []));
  const commit = commits[killSeed % commits.length] ?? statements.length;
  const places = [
    { beforeStatement: commit },
    { afterStatement: commit },
    { beforeStatement: 1 + (killSeed % statements.length) },
  ];
  return places.filter((_, index) => index === (killSeed + statements.length) % places.length);
};

/** A death after which the ledger was not what it should be. */
export interface Failure {
  readonly death: Death;
  readonly again: Pick<Ending, 'code' | 'output'>;
  /** Lines that are missing (`-`) and that should not be there (`+`). */
  readonly differences: readonly string[];
}

const linesOf = ({ picture, findings }: Outcome): readonly string[] => [
  ...Object.entries(picture).flatMap(([table, rows]) => rows.map((row) => `${table}: ${row}`)),
  ...findings.map((finding) => `verify: ${finding}`),
];

/** @returns what is in the first list more often than in the other */
export const without = (lines: readonly string[], others: readonly string[]): readonly string[] => {
  const left = [...others];
  return lines.filter((line) => {
    const place = left.indexOf(line);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
};

/** @returns what is in one of the lists more often than in the other */
const differencesOf = (expected: readonly string[], found: readonly string[]): readonly string[] => [
  ...without(expected, found).map((line) => `- ${line}`),
  ...without(found, expected).map((line) => `+ ${line}`),
];

/** What a death leaves apart from the attempt itself, which an import writes down. */
const ledgerLines = ({ picture, findings }: Outcome): readonly string[] =>
  linesOf({ picture: Object.fromEntries(Object.entries(picture).filter(([table]) => table !== 'imports')), findings });

/** The two ledgers either of which a death leaves of work that is one transaction. */
interface Whole {
  readonly before: Outcome;
  readonly after: Outcome;
}

/** @returns differences from the ledger that is nearer: the one before the work or the one after it; none when it is either as a whole */
const halves = (found: Outcome, { before, after }: Whole): readonly string[] => {
  const [nearer = []] = [before, after]
    .map((whole) => differencesOf(ledgerLines(whole), ledgerLines(found)))
    .sort((one, other) => one.length - other.length);
  return nearer.map((line) => `before it is done again: ${line}`);
};

/** Work that is killed, and what it leaves in the end. */
interface Killing {
  readonly ledger: EmptyDatabase;
  readonly work: Work;
  readonly expected: Outcome;
  /** Undefined: what a death leaves before the work is done again is not looked at. */
  readonly left: ((found: Outcome) => readonly string[]) | undefined;
}

/** Kills the work at one place of a ledger of its own, and does it again. @returns undefined when the ledger says what it should */
const killedAt = ({ ledger, work, expected, left }: Killing, death: Death): Promise<Failure | undefined> =>
  withCopy(ledger, async (database) => {
    const { wasKilled, output } = await run(database, work, { death });
    if (!wasKilled) throw new Error(`it lived on at ${JSON.stringify(death)}: ${output}`);
    const differencesBefore = left === undefined ? [] : left(await standOf(database, work));
    const again = await run(database, work);
    const differences = [
      ...differencesBefore,
      ...differencesOf(linesOf(expected), linesOf(await outcomeOf(database, work))),
    ];
    return again.code === 0 && differences.length === 0 ? undefined : { death, again, differences };
  });

const isOneTransaction = (statements: readonly string[]): boolean =>
  statements.filter((text) => text === 'COMMIT').length === 1;

/**
 * Kills work at many places, each time on a ledger of its own, and does it again after each.
 * @param before the ledger before the work: when it is given, each death has to leave a ledger that is as before or wholly after where the
 * work is one transaction, and in which verification finds nothing new where it is several
 * @returns how many deaths there were, and those that have left a trace
 */
export const killEverywhere = async (
  ledger: EmptyDatabase,
  work: Work,
  expected: Uninterrupted,
  before?: Outcome,
): Promise<{ readonly deaths: number; readonly failures: readonly Failure[] }> => {
  const places = isEverywhere ? allPlaces(expected.statements) : onePlace(expected.statements);
  const isWhole = isOneTransaction(expected.statements);
  const left =
    before &&
    ((found: Outcome): readonly string[] =>
      isWhole
        ? halves(found, { before, after: expected })
        : without(found.findings, before.findings).map((finding) => `before it is done again: ${finding}`));
  const failures: Failure[] = [];
  await inLanes(places, async (death) => {
    const failure = await killedAt({ ledger, work, expected, left }, death);
    if (failure !== undefined) failures.push(failure);
  });
  return { deaths: places.length, failures };
};
