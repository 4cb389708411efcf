import {
  LedgerTransactions,
  offerLateCorrections,
  verificationOf,
  type OfferedCorrection,
} from '@org/invoice-domain/persistence';
import type { Finding } from '@org/invoice-domain';
import { instantOf, systemClock, type Instant } from '@org/kernel';
import { aligned } from '../aligned.js';
import { note, print, UsageError } from '../command.js';
import { withDatabase } from '../with-database.js';

export interface VerifyOptions {
  readonly since?: string;
  readonly offerCorrections?: boolean;
  readonly strict?: boolean;
  readonly full?: boolean;
  readonly json?: boolean;
}

/** Outcome of a verification. */
interface Outcome {
  readonly offered: readonly OfferedCorrection[];
  readonly findings: readonly Finding[];
}

const instantIn = (text: string): Instant => {
  try {
    return instantOf(text);
  } catch (cause) {
    throw new UsageError(`--since is not a moment with an offset, such as 2026-01-01T00:00Z: ${text}`, { cause });
  }
};

/** @returns the exit code: 1 when something is found */
export const verifyLedger = async ({
  since = '1970-01-01T00:00Z',
  offerCorrections,
  strict,
  full,
  json,
}: VerifyOptions): Promise<number> => {
  const from = instantIn(since);
  const outcome = await withDatabase(async ({ dataSource }): Promise<Outcome> => {
    const transactions = new LedgerTransactions(dataSource, systemClock);
    const offered =
      offerCorrections === true
        ? await transactions.run({ actor: 'command:verify' }, (manager) => offerLateCorrections(manager, from))
        : [];
    const extent = full === true ? 'everything' : 'changes';
    return { offered, findings: await verificationOf(dataSource, systemClock).findings(from, extent) };
  });
  if (json === true) print(JSON.stringify(outcome));
  else tell(outcome);
  const failing = strict === true ? outcome.findings : errorsOf(outcome.findings);
  return failing.length === 0 ? 0 : 1;
};

const errorsOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => severity === 'error');

const tell = ({ offered, findings }: Outcome): void => {
  if (offered.length > 0) {
    const columns = [
      { head: 'correction', alignment: 'right' },
      { head: 'of invoice', alignment: 'right' },
      { head: 'total', alignment: 'right' },
    ] as const;
    print(
      `${aligned(
        columns,
        offered.map(({ id, invoiceId, total }) => [String(id), String(invoiceId), total]),
      )}\n`,
    );
  }
  if (findings.length > 0) {
    print(
      aligned(
        [{ head: 'check' }, { head: 'finding' }, { head: 'what to do' }],
        findings.map(({ check, message, advice }) => [check, message, advice ?? '']),
      ),
    );
  }
  const errors = errorsOf(findings).length;
  const warnings = findings.length - errors;
  const sound = errors === 0 ? 'The ledger is sound' : `${errors} findings`;
  note(warnings === 0 ? `${sound}.` : `${sound}, ${warnings} warnings.`);
};
