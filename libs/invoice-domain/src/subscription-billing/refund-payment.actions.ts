import {
  changeDocument,
  objectOf,
  onRecord,
  reasonDocument,
  theRecord,
  writable,
  type JsonSchema,
} from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import { adminPayment } from '../payments/payment.resource.js';
import { refundRefusals } from './give-payment-back.js';

/** The one member that a request writes: the amount that is given back. */
const amountWrites = writable(adminPayment, { update: ['total'] });

const text: JsonSchema = { type: 'string' };

const amountDocument = changeDocument(amountWrites, {
  schema: [
    'payments.refund',
    {
      type: 'object',
      required: ['data'],
      properties: {
        data: {
          type: 'object',
          required: ['type', 'id'],
          properties: {
            type: { type: 'string', const: 'payments' },
            id: text,
            attributes: { type: 'object', properties: { amount: text } },
          },
        },
        meta: objectOf({ reason: text }),
      },
    },
  ],
  example: { attributes: { amount: '40.00' } },
});

const refused = (...messages: readonly string[]) =>
  messages.map((message) => ({ code: 'invalid-member', message, pointer: '/data' }) as const);

const declared = { on: onRecord(adminPayment), right: 'bill', answers: theRecord, isExtension: true } as const;

const { nothing, ordered, notOrdered, notCompleted } = refundRefusals;

export const refundPayment = adminAction('refundPayment', {
  ...declared,
  path: 'refund',
  body: amountDocument,
  problems: refused(nothing),
  summary: 'Give money of a payment back',
  description:
    'All that is left of it, or `amount`; a refund that is ordered is done by it. What it paid is open again: payments of invoices wait, charges in advance are refunded.',
});

export const orderRefund = adminAction('orderRefund', {
  ...declared,
  path: 'order-refund',
  body: amountDocument,
  problems: refused(nothing, ordered),
  summary: 'Order a refund, which is done later',
  description: 'No money moves yet. Charges in advance that it takes the money of wait for it.',
});

export const callOffRefund = adminAction('callOffRefund', {
  ...declared,
  path: 'call-off-refund',
  body: reasonDocument,
  problems: refused(notOrdered),
  summary: 'Call an ordered refund off',
  description: 'Charges that waited for it are closed again.',
});

export const chargeBackPayment = adminAction('chargeBackPayment', {
  ...declared,
  path: 'chargeback',
  body: amountDocument,
  problems: refused(nothing, ordered),
  summary: "Take down that a payer's bank took a payment back",
  description: 'All that is left of it, or `amount`. What it paid is to be paid again.',
});

export const undoCompletion = adminAction('undoCompletion', {
  ...declared,
  path: 'undo-completion',
  body: reasonDocument,
  problems: refused(notCompleted, ordered),
  summary: 'Undo the completion of an invoice, which was not paid after all',
  description: 'Its payment waits again, with the due date that it had, and is expired where that is past.',
});
