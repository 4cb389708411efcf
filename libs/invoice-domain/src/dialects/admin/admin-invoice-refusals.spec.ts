import { expect, it } from '@jest/globals';
import { invoiceRefusals, type InvoiceRefusal } from '../../model/invoice-refusal.js';
import { adminInvoiceRefusals } from './admin-invoice-refusals.js';

/** As Yeti words them, where it has such a rule: `member message`, or the message alone where it is about the invoice. */
const words: Readonly<Record<InvoiceRefusal, string>> = {
  'account-missing': "account can't be blank",
  'account-on-schedule': 'account have invoices auto generation enabled',
  'start-missing': "startsAt can't be blank",
  'start-unreadable': 'startsAt is invalid',
  'end-missing': "endsAt can't be blank",
  'end-unreadable': 'endsAt is invalid',
  'end-before-start': 'endsAt must be greater than start date',
  'period-empty': 'start_time must be less then end_time',
  'period-not-over': "end_time can't be in future",
  'period-billed': 'have invoice inside provided period',
  'already-filled': 'invoice already filled',
  'approved-already': 'Invoice already approved',
  'not-filled-yet': "Invoice can't be approved",
  'approval-of-subscriptions': "Invoice can't be approved: it is of subscriptions, and closed by their calendar",
  'deletion-of-subscriptions': "Invoice can't be deleted: it is of subscriptions, whose calendar opens and closes it",
  'usage-changed': "Invoice can't be approved: its usage has changed since it was filled",
  'refill-of-other-than-pending': "Invoice can't be refilled",
  'reference-missing': "reference can't be blank",
  'reference-taken': 'reference has already been taken',
  'reference-of-other-than-pending': "Invoice reference can't be changed",
};

it.each(invoiceRefusals)('%s has the words of Yeti', (refusal) => {
  const { member, message } = adminInvoiceRefusals[refusal];
  expect(member === undefined ? message : `${member} ${message}`).toBe(words[refusal]);
});
