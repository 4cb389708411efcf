import {
  attr,
  decimal,
  identifier,
  instant,
  integer,
  oneOf,
  optional,
  resourceOf,
  text,
  toMany,
  toOne,
} from '@org/json-api';
import { exposeToAdmin, exposeToReseller } from '../dialects/expose.js';
import type { AccountId, ChargeId, CorrectionId, CreditNoteId, InvoiceId } from '../model/ids.js';
import { creditNoteKinds, type CreditNote, type CreditNoteLine } from './credit-note.js';

/** A document that takes back what an invoice asked for. */
const creditNoteResource = /* @__PURE__ */ resourceOf<CreditNote>()('creditNote', () => ({
  attributes: {
    number: attr(integer),
    reference: attr(text),
    kind: attr(oneOf(creditNoteKinds)),
    accountId: attr(identifier<AccountId>()),
    invoiceId: attr(identifier<InvoiceId>()),
    currency: attr(text),
    total: attr(decimal),
    reason: attr(text),
    issuedAt: attr(instant),
  },
  relationships: {
    account: toOne('account'),
    invoice: toOne('invoice'),
    correction: toOne('correction'),
    lines: toMany('creditNoteLine'),
  },
}));

export const adminCreditNote = /* @__PURE__ */ exposeToAdmin(creditNoteResource, {
  type: 'credit-notes',
  attributes: {
    number: {},
    reference: {},
    kind: { words: { credit: 'Credit', void: 'Void' } },
    currency: {},
    total: {},
    reason: {},
    issuedAt: {},
  },
  filters: { account_id: { by: 'accountId', as: 'key' }, invoice_id: { by: 'invoiceId', as: 'key' } },
  relationships: { account: { linkage: 'always' }, invoice: { linkage: 'always' }, lines: {} },
});

export const resellerCreditNote = /* @__PURE__ */ exposeToReseller(creditNoteResource, {
  type: 'credit_notes',
  attributes: {
    number: {},
    reference: { name: 'document_id' },
    kind: {},
    accountId: {},
    invoiceId: {},
    currency: {},
    total: {},
    reason: {},
    issuedAt: {},
  },
  relationships: {
    account: { linkage: 'always' },
    invoice: { linkage: 'always' },
    correction: { linkage: 'always' },
    lines: {},
  },
});

/** A line of a credit note, which takes back one item of its invoice. */
const creditNoteLineResource = /* @__PURE__ */ resourceOf<CreditNoteLine>()('creditNoteLine', () => ({
  attributes: {
    creditNoteId: attr(identifier<CreditNoteId>()),
    chargeId: optional(identifier<ChargeId>()),
    correctionId: optional(identifier<CorrectionId>()),
    name: optional(text),
    amount: attr(decimal),
  },
  relationships: { creditNote: toOne('creditNote'), charge: toOne('charge'), correction: toOne('correction') },
}));

const shown = { chargeId: {}, correctionId: {}, name: {}, amount: {} } as const;

export const adminCreditNoteLine = /* @__PURE__ */ exposeToAdmin(creditNoteLineResource, {
  type: 'credit-note-lines',
  attributes: shown,
  filters: { credit_note_id: { by: 'creditNoteId', as: 'key' } },
  relationships: { creditNote: { linkage: 'always' } },
});

export const resellerCreditNoteLine = /* @__PURE__ */ exposeToReseller(creditNoteLineResource, {
  type: 'credit_note_lines',
  attributes: { creditNoteId: {}, ...shown },
  relationships: {
    creditNote: { linkage: 'always' },
    charge: { linkage: 'always' },
    correction: { linkage: 'always' },
  },
});
