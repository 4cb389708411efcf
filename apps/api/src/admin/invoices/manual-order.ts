import type { AccountId, ManualOrder } from '@org/invoice-domain';
import type { RecordInput } from '@org/json-api';

/** The invoice that a document asks for: its account and its period, as they were sent. */
export const manualOrderIn = ({ values }: RecordInput): ManualOrder => {
  const text = (member: string): string | null => {
    const value = values[member];
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
  };
  const account = values['account'];
  return {
    accountId: typeof account === 'number' ? (account as AccountId) : null,
    startsAt: text('startsAt'),
    endsAt: text('endsAt'),
  };
};
