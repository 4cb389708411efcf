import { describe, expect, it } from '@jest/globals';
import { refusalOf, type ErrorObject, type Problem } from '@org/json-api';
import { commerceRefusals, type CommerceRefusal } from '../../model/commerce-refusal.js';
import { resellerDialect } from './reseller-dialect.js';

const answers: readonly (readonly [Problem, ErrorObject])[] = [
  [
    { code: 'bad-request', detail: 'No host.' },
    { status: '400', code: 'BAD-REQUEST', title: 'Bad request', detail: 'No host.' },
  ],
  [
    { code: 'malformed-url' },
    {
      status: '400',
      code: 'BAD-REQUEST',
      title: 'Bad request',
      detail: 'The URL holds a malformed percent-encoding.',
    },
  ],
  [
    { code: 'url-too-long' },
    { status: '414', code: 'URL-TOO-LONG', title: 'The URL is longer than this server reads' },
  ],
  [
    { code: 'headers-too-large' },
    { status: '431', code: 'HEADERS-TOO-LARGE', title: 'The headers are larger than this server reads' },
  ],
  [
    { code: 'body-too-large' },
    { status: '413', code: 'BODY-TOO-LARGE', title: 'The request body is larger than this server reads' },
  ],
  [{ code: 'request-too-slow' }, { status: '408', code: 'REQUEST-TOO-SLOW', title: 'The request came too slowly' }],
  [
    { code: 'malformed-body', detail: 'The body is not an object.' },
    { status: '400', code: 'INVALID-BODY', title: 'Invalid body', detail: 'The body is not an object.' },
  ],
  [
    { code: 'unauthorized' },
    {
      status: '401',
      code: 'UNAUTHORIZED',
      title: 'A valid API token is required',
      source: { header: 'X-Api-Token' },
    },
  ],
  [
    { code: 'forbidden' },
    { status: '403', code: 'FORBIDDEN', title: 'The role of this manager may not call this method' },
  ],
  [{ code: 'route-not-found' }, { status: '404', code: 'NOT-FOUND', title: 'No such route' }],
  [
    { code: 'record-not-found', resource: 'invoice', id: '1018' },
    { status: '404', code: 'INVOICE-NOT-FOUND', title: 'The invoice does not exist' },
  ],
  [
    { code: 'malformed-id', resource: 'invoice', id: 'abc' },
    { status: '404', code: 'INVOICE-NOT-FOUND', title: 'The invoice does not exist' },
  ],
  [
    { code: 'not-acceptable', accept: 'text/html' },
    {
      status: '406',
      code: 'NOT-ACCEPTABLE',
      title: 'Only application/vnd.api+json is served',
      source: { header: 'Accept' },
    },
  ],
  [
    { code: 'unsupported-media-type', contentType: 'text/plain' },
    {
      status: '415',
      code: 'UNSUPPORTED-MEDIA-TYPE',
      title: 'The body must be application/vnd.api+json',
      source: { header: 'Content-Type' },
    },
  ],
  [
    { code: 'unknown-parameter', parameter: 'foo[bar]' },
    {
      status: '400',
      code: 'INVALID-PARAMETER',
      title: 'Unknown query parameter',
      detail: 'foo[bar] is not a parameter of this method.',
      source: { parameter: 'foo[bar]' },
    },
  ],
  [
    { code: 'repeated-parameter', parameter: 'include' },
    {
      status: '400',
      code: 'INVALID-PARAMETER',
      title: 'Repeated query parameter',
      detail: 'include is given more than once.',
      source: { parameter: 'include' },
    },
  ],
  [
    { code: 'unknown-include', type: 'charges', name: 'co"lour', path: 'charges.co"lour' },
    {
      status: '400',
      code: 'INVALID-INCLUDE',
      title: 'Invalid include',
      detail: '"co\\"lour" is not a relationship of charges.',
      source: { parameter: 'include' },
    },
  ],
  [
    { code: 'include-too-large', what: 'paths', limit: 9 },
    {
      status: '400',
      code: 'INVALID-INCLUDE',
      title: 'Invalid include',
      detail: 'An include may not bring more than 9 paths.',
      source: { parameter: 'include' },
    },
  ],
  [
    { code: 'include-too-deep', type: 'invoices', path: 'charges.invoice.charges', limit: 2 },
    {
      status: '400',
      code: 'INVALID-INCLUDE',
      title: 'Invalid include',
      detail: 'charges.invoice.charges is longer than 2 relationships.',
      source: { parameter: 'include' },
    },
  ],
  [
    { code: 'unknown-fields-type', type: 'foos' },
    {
      status: '400',
      code: 'INVALID-FIELDS',
      title: 'Invalid fields',
      detail: '"foos" is not a type of this API.',
      source: { parameter: 'fields[foos]' },
    },
  ],
  [
    { code: 'unknown-field', field: 'foo', type: 'invoices' },
    {
      status: '400',
      code: 'INVALID-FIELDS',
      title: 'Invalid fields',
      detail: '"foo" is not a field of invoices.',
      source: { parameter: 'fields[invoices]' },
    },
  ],
  [
    { code: 'malformed-family', family: 'fields', value: 'total' },
    {
      status: '400',
      code: 'INVALID-FIELDS',
      title: 'Invalid fields',
      detail: 'fields needs a name in brackets.',
      source: { parameter: 'fields' },
    },
  ],
  [
    { code: 'malformed-family', family: 'filter', value: 'foo' },
    {
      status: '400',
      code: 'INVALID-FILTER',
      title: 'Invalid filter',
      detail: 'filter needs a name in brackets.',
      source: { parameter: 'filter' },
    },
  ],
  [
    { code: 'malformed-family', family: 'page', value: '3' },
    {
      status: '400',
      code: 'INVALID-PAGE',
      title: 'Invalid page',
      detail: 'page needs a name in brackets.',
      source: { parameter: 'page' },
    },
  ],
  [
    { code: 'unknown-filter', filter: 'total_eq' },
    {
      status: '400',
      code: 'INVALID-FILTER',
      title: 'Invalid filter',
      detail: 'There is no such filter.',
      source: { parameter: 'filter[total_eq]' },
    },
  ],
  [
    { code: 'invalid-filter-value', filter: 'status', key: 'status', values: ['open', 'foo'] },
    {
      status: '400',
      code: 'INVALID-FILTER',
      title: 'Invalid filter',
      detail: '"open,foo" is not a value of this filter.',
      source: { parameter: 'filter[status]' },
    },
  ],
  [
    { code: 'unknown-sort', field: 'foo', type: 'invoices' },
    {
      status: '400',
      code: 'INVALID-SORT',
      title: 'Invalid sort',
      detail: '"foo" is not a sort criterion of invoices.',
      source: { parameter: 'sort' },
    },
  ],
  [
    { code: 'invalid-page', member: 'number', value: '0' },
    {
      status: '400',
      code: 'INVALID-PAGE',
      title: 'Invalid page',
      detail: '"0" is not a page number.',
      source: { parameter: 'page[number]' },
    },
  ],
  [
    { code: 'invalid-page', member: 'size', value: '1001', maximum: 1000 },
    {
      status: '400',
      code: 'INVALID-PAGE',
      title: 'Invalid page',
      detail: 'A page has at most 1000 records.',
      source: { parameter: 'page[size]' },
    },
  ],
  [
    { code: 'unknown-page-member', member: 'foo' },
    {
      status: '400',
      code: 'INVALID-PAGE',
      title: 'Invalid page',
      detail: 'There is no such paging parameter.',
      source: { parameter: 'page[foo]' },
    },
  ],
  [{ code: 'login-failed' }, { status: '401', code: 'UNAUTHORIZED', title: 'A valid API token is required' }],
  [{ code: 'address-not-allowed' }, { status: '401', code: 'UNAUTHORIZED', title: 'A valid API token is required' }],
  [{ code: 'unavailable' }, { status: '503', code: 'UNAVAILABLE', title: 'The server cannot answer just now' }],
  [{ code: 'internal' }, { status: '500', code: 'INTERNAL', title: 'Something went wrong on the server' }],
  [
    { code: 'missing-member', member: 'type', pointer: '/data' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: 'The member type is missing.',
      source: { pointer: '/data' },
    },
  ],
  [
    { code: 'data-not-an-object' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: 'The primary data must be an object.',
      source: { pointer: '/data' },
    },
  ],
  [
    { code: 'wrong-type', type: 'foo' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: '"foo" is not the type of this resource.',
      source: { pointer: '/data/type' },
    },
  ],
  [
    { code: 'key-missing' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: 'The record has no id.',
      source: { pointer: '/data' },
    },
  ],
  [
    { code: 'key-not-in-url', id: '8' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: '"8" is not the id of the URL.',
      source: { pointer: '/data/id' },
    },
  ],
  [
    { code: 'member-not-allowed', member: 'x', pointer: '/data/attributes/x' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: '"x" cannot be written.',
      source: { pointer: '/data/attributes/x' },
    },
  ],
  [
    { code: 'malformed-linkage', pointer: '/data/relationships/x' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: 'A linkage has a type and an id.',
      source: { pointer: '/data/relationships/x' },
    },
  ],
  [
    { code: 'linkage-type-mismatch', type: 'foo', pointer: '/data/relationships/x' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: 'The relationship does not lead to "foo".',
      source: { pointer: '/data/relationships/x' },
    },
  ],
  [
    { code: 'malformed-linkage-id', id: 'abc', pointer: '/data/relationships/x' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: '"abc" is not an id.',
      source: { pointer: '/data/relationships/x' },
    },
  ],
  [
    { code: 'invalid-member', member: 'name', message: 'is bad', pointer: '/data/attributes/name' },
    {
      status: '422',
      code: 'INVALID-VALUE',
      title: 'Invalid value',
      detail: 'name is bad',
      source: { pointer: '/data/attributes/name' },
    },
  ],
  [
    { code: 'invalid-member', message: 'is bad', pointer: '/data' },
    { status: '422', code: 'INVALID-VALUE', title: 'Invalid value', detail: 'is bad', source: { pointer: '/data' } },
  ],
  [
    { code: 'locked', detail: 'Charges depend on it.' },
    { status: '423', code: 'LOCKED', title: 'The record is in use', detail: 'Charges depend on it.' },
  ],
  [
    { code: 'malformed-idempotency-key' },
    {
      status: '400',
      code: 'INVALID-IDEMPOTENCY-KEY',
      title: 'Invalid idempotency key',
      detail: 'The key must be one to 255 visible characters of ASCII, without blanks.',
      source: { header: 'Idempotency-Key' },
    },
  ],
  [
    { code: 'idempotency-key-reused' },
    {
      status: '409',
      code: 'IDEMPOTENCY-KEY-REUSED',
      title: 'The idempotency key belongs to another request',
      source: { header: 'Idempotency-Key' },
    },
  ],
  [
    { code: 'precondition-failed' },
    {
      status: '412',
      code: 'PRECONDITION-FAILED',
      title: 'The record is another version',
      source: { header: 'If-Match' },
    },
  ],
  [
    { code: 'refused', refusal: 'parameters-missing', detail: 'The member document_id is missing.', pointer: '' },
    {
      status: '400',
      code: 'INVOICE-0001',
      title: 'Required parameters are not provided',
      detail: 'The member document_id is missing.',
      source: { pointer: '' },
    },
  ],
  [
    { code: 'batch-id-reused', id: 'a' },
    { status: '409', code: 'BATCH-ID-REUSED', title: 'The batch was sent before, with other content' },
  ],
];

describe('an error of the reseller API', () => {
  it.each(answers.map(([problem, error]) => [problem.code, problem, error] as const))(
    'words %s',
    (_, problem, error) => {
      const refusal = refusalOf(resellerDialect, [problem]);
      expect(refusal.status).toBe(Number(error.status));
      expect(JSON.parse(refusal.body)).toEqual({ errors: [error] });
    },
  );

  it('is worded here for every problem', () => {
    expect(new Set(answers.map(([{ code }]) => code))).toEqual(new Set(Object.keys(resellerDialect.errors)));
  });

  it.each([
    ['account', 'ACCOUNT-NOT-FOUND', 'The account does not exist'],
    ['payment', 'PAYMENT-NOT-FOUND', 'The payment does not exist'],
    ['reseller', 'RESELLER-NOT-FOUND', 'The reseller does not exist'],
    ['closingDocument', 'CLOSING-DOCUMENT-NOT-FOUND', 'The closing document does not exist'],
  ])('names the absent %s by a code of its own: %s', (resource, code, title) => {
    const absent = refusalOf(resellerDialect, [{ code: 'record-not-found', resource, id: '7' }]);
    expect(JSON.parse(absent.body)).toEqual({ errors: [{ status: '404', code, title }] });
  });

  it('does not tell an id that is no number from one that names nothing', () => {
    expect(refusalOf(resellerDialect, [{ code: 'malformed-id', resource: 'payment', id: 'abc' }])).toEqual(
      refusalOf(resellerDialect, [{ code: 'record-not-found', resource: 'payment', id: '7' }]),
    );
  });

  it('has its members in the order of JSON:API, and no HTML escapes', () => {
    const problem: Problem = { code: 'unknown-parameter', parameter: '<a>&' };
    expect(refusalOf(resellerDialect, [problem]).body).toBe(
      '{"errors":[{"status":"400","code":"INVALID-PARAMETER","title":"Unknown query parameter",' +
        '"detail":"<a>& is not a parameter of this method.","source":{"parameter":"<a>&"}}]}',
    );
  });
});

describe('a rule of invoices that forbids what was asked', () => {
  const worded = (refusal: CommerceRefusal): ErrorObject => {
    const { body } = refusalOf(resellerDialect, [{ code: 'refused', refusal }]);
    return (JSON.parse(body) as { readonly errors: readonly [ErrorObject] }).errors[0];
  };

  const answers: Readonly<Record<CommerceRefusal, readonly [status: string, code: string]>> = {
    'parameters-missing': ['400', 'INVOICE-0001'],
    'no-matching-invoice': ['404', 'INVOICE-0002'],
    'other-billing-date': ['400', 'INVOICE-0005'],
    'other-document-id': ['400', 'INVOICE-0006'],
    'approval-not-postpaid': ['400', 'INVOICE-0007'],
    'approval-not-closed': ['400', 'INVOICE-0008'],
    'approval-of-zero': ['400', 'INVOICE-0009'],
    'completion-not-postpaid': ['400', 'INVOICE-0010'],
    'completion-not-closed': ['400', 'INVOICE-0011'],
    'completion-of-zero': ['400', 'INVOICE-0012'],
    'already-approved': ['400', 'INVOICE-0013'],
    'not-approved-yet': ['400', 'INVOICE-0014'],
    'already-completed': ['400', 'INVOICE-0015'],
    'malformed-external-terms': ['400', 'INVOICE-0016'],
    'payment-cancelled': ['400', 'INVOICE-0017'],
    'payment-missing': ['400', 'INVOICE-0018'],
    'payment-in-process': ['400', 'INVOICE-0019'],
    'document-id-taken': ['400', 'INVOICE-0020'],
    'not-for-services': ['400', 'PAYMENT-0001'],
    'cancellation-of-approved': ['400', 'PAYMENT-0002'],
    'cancellation-not-waiting': ['400', 'PAYMENT-0003'],
    'not-payable-from-balance': ['400', 'PAYMENT-0004'],
    'no-due-date': ['400', 'PAYMENT-0005'],
    'other-external-amount': ['400', 'PAYMENT-0006'],
    'balance-too-low': ['400', 'PAYMENT-0007'],
    'more-than-due': ['400', 'PAYMENT-0008'],
    'not-payable-amount': ['400', 'PAYMENT-0009'],
    'not-in-advance': ['400', 'CHARGE-0007'],
    'unknown-charge': ['400', 'CHARGE-0001'],
    'tax-not-postpay': ['400', 'CHARGE-0002'],
    'tax-not-open': ['400', 'CHARGE-0003'],
    'tax-on-final': ['400', 'CHARGE-0004'],
    'tax-below-zero': ['400', 'CHARGE-0005'],
    'tax-too-fine': ['400', 'CHARGE-0006'],
    'correction-decided': ['400', 'CORRECTION-0001'],
    'external-invoice-key-taken': ['409', 'EXTERNAL-INVOICE-KEY-TAKEN'],
    'unknown-currency': ['422', 'UNKNOWN-CURRENCY'],
    'credit-not-closed': ['400', 'CREDIT-0001'],
    'nothing-to-credit': ['400', 'CREDIT-0002'],
    'malformed-credit': ['400', 'CREDIT-0003'],
    'unknown-credit-line': ['400', 'CREDIT-0004'],
    'credit-too-high': ['400', 'CREDIT-0005'],
    'already-voided': ['400', 'CREDIT-0006'],
    'void-of-usage': ['400', 'CREDIT-0007'],
    'void-of-paid': ['400', 'CREDIT-0008'],
    'void-of-credited': ['400', 'CREDIT-0009'],
    'void-of-external': ['400', 'CREDIT-0010'],
    'credit-number-taken': ['400', 'CREDIT-0011'],
  };

  it.each(commerceRefusals)('%s has its status and code', (refusal) => {
    const [status, code] = answers[refusal];
    expect(worded(refusal)).toMatchObject({ status, code });
  });

  it('keeps the words of ActivePlatform', () => {
    expect(worded('other-billing-date')).toEqual({
      status: '400',
      code: 'INVOICE-0005',
      title: 'Incorrect specified billing date for the invoice',
      source: { pointer: '/billing_date' },
    });
    expect(worded('payment-cancelled').title).toBe(
      'Payment related to this invoice has been cancelled. Invoice completion is not possible',
    );
  });
});
