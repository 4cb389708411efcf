import { instantOf, type FixedClock } from '@org/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { checkNames, type CheckName, type Finding } from '../../../usage-billing/finding.js';
import { ledgerChecks } from '../../../usage-billing/postgres/ledger-checks.js';
import { commerceChecks } from '../../postgres/commerce-checks.js';
import { verificationOf } from '../../postgres/verification-of.js';
import { faultKinds } from './planted-faults.js';

const always = instantOf('2000-01-01T00:00:00Z');

/** Checks that ask the ledger in one statement. */
const singleChecks = [...ledgerChecks, ...commerceChecks];

/** Findings of a verification, and the messages of each of those checks by itself: several of them have one name. */
interface Told {
  readonly findings: readonly string[];
  readonly byCheck: readonly (readonly string[])[];
}

const textOf = ({ severity, check, message }: Finding): string => `${severity} ${check}: ${message}`;

const toldIn = async (manager: EntityManager, clock: FixedClock): Promise<Told> => {
  await manager.query(`SELECT set_config('ledger.at', $1, true)`, [clock.now().toString()]);
  const byCheck: string[][] = [];
  for (const { sql } of singleChecks) {
    const found: readonly { readonly message: string }[] = await manager.query(sql);
    byCheck.push(found.map(({ message }) => message));
  }
  const here = { transaction: <Result>(_: string, work: (manager: EntityManager) => Promise<Result>) => work(manager) };
  return { findings: (await verificationOf(here, clock).findings(always, 'everything')).map(textOf), byCheck };
};

/** Writes something into the ledger, triggers switched off, and takes it back. */
const toldOf = async (dataSource: DataSource, clock: FixedClock, plant = 'SELECT'): Promise<Told> => {
  const runner = dataSource.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query(
      `SET LOCAL session_replication_role = replica; ${plant}; SET LOCAL session_replication_role = origin`,
    );
    return await toldIn(runner.manager, clock);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
};

/** A kind of fault that is told otherwise than it should be. */
interface WrongFault {
  readonly what: string;
  readonly told: readonly string[];
}

const cannotPlant = (error: unknown): Told => ({ findings: [`it cannot be planted: ${String(error)}`], byCheck: [] });

/** Plants every kind of fault by itself. @param names checks whose faults are planted @returns those that are not told as they should be, and checks that none of them was found by */
export const plantAll = async (
  dataSource: DataSource,
  clock: FixedClock,
  names: readonly CheckName[] = checkNames,
): Promise<{ readonly wrong: readonly WrongFault[]; readonly idle: readonly string[] }> => {
  const before = await toldOf(dataSource, clock);
  const wrong: WrongFault[] = [];
  const idle = new Set(singleChecks.flatMap(({ name }, index) => (names.includes(name) ? [index] : [])));
  for (const { check, what, plant, finds } of names.flatMap((name) =>
    faultKinds[name].map((kind) => ({ check: name, ...kind })),
  )) {
    const after = await toldOf(dataSource, clock, plant).catch(cannotPlant);
    const told = after.findings.filter((finding) => !before.findings.includes(finding));
    const isTold = told.length === finds.length && finds.every((pattern) => told.some((text) => pattern.test(text)));
    const isFoundByIts = told.some((text) => text.includes(` ${check}: `));
    if (!isTold || !isFoundByIts) wrong.push({ what, told });
    for (const [index, messages] of after.byCheck.entries())
      if (messages.some((message) => before.byCheck[index]?.includes(message) !== true)) idle.delete(index);
  }
  return { wrong, idle: [...idle].map((index) => singleChecks[index]?.sql ?? '') };
};
