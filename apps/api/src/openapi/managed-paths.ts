import { resellerExposures, resellerRegistry, type CommerceRefusal } from '@org/invoice-domain';
import {
  objectOf,
  reference,
  type Components,
  type JsonSchema,
  type Operation,
  type PathItem,
  type Reference,
  type Response,
} from '@org/json-api';
import { mostTaxes } from '../reseller/managed/taxes.body.js';
import { readingRules, type SharedResponses } from './reading-answers.js';
import { actionOperation, type ResellerAction } from './reseller-actions.js';

const { account, correction, invoice, payment, reseller, tax } = resellerExposures;

const text: JsonSchema = { type: 'string' };
const day: JsonSchema = { type: 'string', format: 'date' };
const money: JsonSchema = { type: ['string', 'number'], examples: ['123.45'] };

const withOptions = (required: Readonly<Record<string, JsonSchema>>, options: Readonly<Record<string, JsonSchema>>) => {
  const { properties, ...schema } = objectOf(required);
  return { ...schema, properties: { ...properties, ...options } };
};

const match = {
  document_id: { ...text, description: 'The number of the invoice in the third-party system.' },
  billing_date: { ...day, description: 'The first day of the billing period.' },
};

const approvalBody: JsonSchema = withOptions(match, {
  amount: objectOf({ total: money, currency: { ...text, pattern: '^[A-Z]{3}$' } }),
  due_date: { ...day, description: 'Today or later; else the days to pay of the account class decide.' },
  receipt: {
    type: 'object',
    description: 'A link, or a PDF, DOC or XLSX file in base64 with its media type.',
    properties: { link: { ...text, format: 'uri' }, file: { ...text, pattern: '^data:[^;]+;base64,' } },
  },
});

const reasonBody: JsonSchema = {
  type: 'object',
  properties: { reason: { ...text, description: 'Why: kept in the audit.' } },
};

const taxesBody: JsonSchema = objectOf({
  taxes: {
    type: 'array',
    description: `1 to ${mostTaxes} of them, all of which are added or none.`,
    items: withOptions(
      { charge_id: { type: 'integer' }, name: text, value: { ...money, description: 'Two decimals at most.' } },
      { description: text },
    ),
  },
});

const common: readonly CommerceRefusal[] = [
  'parameters-missing',
  'other-billing-date',
  'payment-cancelled',
  'payment-missing',
];

const approvalRefusals: readonly CommerceRefusal[] = [
  ...common,
  'approval-not-postpaid',
  'approval-not-closed',
  'approval-of-zero',
  'already-approved',
  'already-completed',
  'payment-in-process',
  'malformed-external-terms',
];

const completionRefusals: readonly CommerceRefusal[] = [
  ...common,
  'other-document-id',
  'completion-not-postpaid',
  'completion-not-closed',
  'completion-of-zero',
  'not-approved-yet',
  'already-completed',
  'payment-in-process',
];

type Part = Pick<ResellerAction, 'operationId' | 'summary' | 'refusals' | 'body' | 'bodyOptional'>;

const approval: Part = {
  operationId: 'approve_invoice',
  summary: 'Approve a closed postpaid invoice as one of a third-party system',
  body: approvalBody,
  refusals: approvalRefusals,
};

const completion: Part = {
  operationId: 'complete_invoice',
  summary: 'Say that an approved invoice has been paid',
  body: objectOf(match),
  refusals: completionRefusals,
};

const ofAccount = ({ operationId, summary, refusals, ...same }: Part): Part => ({
  ...same,
  operationId: `${operationId}_of_account`,
  summary: `${summary}, by its account and billing date`,
  refusals: [...refusals, 'no-matching-invoice'],
});

const cancellation: Part = {
  operationId: 'cancel_payment',
  summary: 'Extension: cancel the payment of an invoice that is not approved',
  body: reasonBody,
  bodyOptional: true,
  refusals: ['not-for-services', 'cancellation-of-approved', 'cancellation-not-waiting'],
};

const balancePayment: Part = {
  operationId: 'pay_from_balance',
  summary: 'Extension: make a payment for rendered services from the balance',
  body: reasonBody,
  bodyOptional: true,
  refusals: ['not-for-services', 'not-payable-from-balance', 'no-due-date', 'other-external-amount', 'balance-too-low'],
};

const decisionOf = (verb: 'approve' | 'decline'): Part => ({
  operationId: `${verb}_correction`,
  summary: `Extension: ${verb} a correction that somebody has to decide about`,
  body: reasonBody,
  bodyOptional: true,
  refusals: ['correction-decided'],
});

const rules = readingRules(resellerRegistry);

const receipt: Response = {
  description: 'The file as it was sent, or the link',
  headers: rules.headers,
  content: { '*/*': { schema: {} } },
};

const receiptOperation = (shared: SharedResponses): Operation => ({
  operationId: 'show_receipt',
  tags: [payment.type],
  summary: 'Extension: the receipt that came with an approval',
  description: '`Accept` is not looked at. A link is answered as `text/uri-list`.',
  parameters: rules.parameters,
  responses: {
    200: receipt,
    ...shared.reading('receipt', ['parameters', 'record'], [reseller.resource, payment.resource]),
  },
});

/** What is done with invoices and payments that an external system manages. */
export const managedPaths = (
  root: string,
  above: readonly Reference[],
  shared: SharedResponses,
): Readonly<Record<string, PathItem>> => {
  const action = (
    part: Part,
    exposure: typeof invoice | typeof payment | typeof correction,
    resource: string,
  ): Operation =>
    actionOperation(shared, {
      ...part,
      exposure,
      answers: { status: 200, schema: 'document' },
      resources: [reseller.resource, resource],
      versioned: true,
    });
  const item = (name: string, methods: PathItem): PathItem => ({
    parameters: [...above, reference('parameters', name)],
    ...methods,
  });
  const onInvoice = (part: Part) => item('invoice_id', { post: action(part, invoice, invoice.resource) });
  const onAccount = (part: Part) => item('account_id', { post: action(ofAccount(part), invoice, account.resource) });
  const onPayment = (part: Part) => item('payment_id', { post: action(part, payment, payment.resource) });
  const onCorrection = (part: Part) => item('correction_id', { post: action(part, correction, correction.resource) });
  return {
    [`${root}/corrections/{correction_id}/approve`]: onCorrection(decisionOf('approve')),
    [`${root}/corrections/{correction_id}/decline`]: onCorrection(decisionOf('decline')),
    [`${root}/invoices/{invoice_id}/approve`]: onInvoice(approval),
    [`${root}/invoices/{invoice_id}/complete`]: onInvoice(completion),
    [`${root}/accounts/{account_id}/approve_invoices`]: onAccount(approval),
    [`${root}/accounts/{account_id}/complete_invoices`]: onAccount(completion),
    [`${root}/payments/{payment_id}/cancel`]: onPayment(cancellation),
    [`${root}/payments/{payment_id}/pay_from_balance`]: onPayment(balancePayment),
    [`${root}/payments/{payment_id}/receipt`]: item('payment_id', { get: receiptOperation(shared) }),
  };
};

/** Stands beside the list of taxes. */
export const addTaxes = (shared: SharedResponses): Operation =>
  actionOperation(shared, {
    operationId: 'add_taxes',
    summary: 'Add taxes to charges of the own reseller',
    description: 'Charges of the payment model postpay that are opened or blocked; their amounts follow.',
    exposure: tax,
    answers: { status: 201, schema: 'added' },
    body: taxesBody,
    resources: [reseller.resource],
    refusals: ['unknown-charge', 'tax-not-postpay', 'tax-not-open', 'tax-on-final', 'tax-below-zero', 'tax-too-fine'],
    versioned: false,
  });

/** What the addition of taxes answers: their list, and no pages of it. */
export const managedSchemas: Components['schemas'] = {
  [`${tax.type}.added`]: objectOf({ data: { type: 'array', items: reference('schemas', tax.type) } }),
};
