import { RenewServices, type AuditContext, type RenewalReport } from '@org/invoice-domain';
import { PostgresRenewalLedger, type LedgerTransactions } from '@org/invoice-domain/persistence';
import { serverZone } from '../../billing/job-queues.js';
import { aligned } from '../aligned.js';
import { print } from '../command.js';

interface RenewalOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** @returns the exit code: 1 when a service could not be renewed */
export const renewServices = async (
  transactions: LedgerTransactions,
  audit: AuditContext,
  { dryRun = false, json = false }: RenewalOptions,
): Promise<number> => {
  const renewals = new RenewServices(new PostgresRenewalLedger(transactions), transactions.clock, serverZone);
  const report = await (dryRun ? renewals.preview() : renewals.execute(audit));
  print(json ? JSON.stringify(report) : reportText(report, dryRun));
  return report.failed.length === 0 ? 0 : 1;
};

const reportText = (report: RenewalReport, dryRun: boolean): string => {
  const { renewedCount, suspendedCount, resumedCount, sums, failed } = report;
  const counts = `${renewedCount} renewals, ${suspendedCount} services suspended, ${resumedCount} resumed, ${failed.length} failed`;
  const amounts = ['charged', 'credited'].map((head) => ({ head, alignment: 'right' as const }));
  const rows = sums.map(({ currency, charged, credited }) => [currency, charged, credited]);
  const failures = failed.map(({ serviceId, cause }) => [String(serviceId), cause]);
  return [
    dryRun ? `${counts}: nothing is written` : counts,
    ...(rows.length === 0 ? [] : [aligned([{ head: 'currency' }, ...amounts], rows)]),
    ...(failures.length === 0
      ? []
      : [aligned([{ head: 'service', alignment: 'right' as const }, { head: 'cause' }], failures)]),
  ].join('\n\n');
};
