import { describe, expect, it } from '@jest/globals';
import type { Exposure } from '@org/json-api';
import { ZoneOffsets } from '@org/kernel';
import { resellerExposures, resellerRegistry } from './index.js';

type Attributes = readonly (readonly [name: string, kind: string])[];
type Relationships = Readonly<Record<string, readonly [kind: string, type: string, linkage: string]>>;

interface Shown {
  readonly type: string;
  readonly attributes: Attributes;
  readonly relationships: Relationships;
}

/** The models of the reseller API's description; a dot leads into a group. */
const table = {
  invoice: {
    type: 'invoices',
    attributes: [
      ['created_at', 'instant'],
      ['updated_at', 'instant'],
      ['document_id', 'text'],
      ['status', 'oneOf'],
      ['total', 'decimal'],
      ['account_id', 'integer'],
      ['from_date', 'localDate'],
      ['to_date', 'localDate'],
      ['payment_model', 'oneOf'],
      ['approved', 'flag'],
    ],
    relationships: {
      subscriptions: ['many', 'subscriptions', 'always'],
      payments: ['many', 'payments', 'always'],
      charges: ['many', 'charges', 'always'],
      corrections: ['many', 'corrections', 'always'],
      taxes: ['many', 'taxes', 'always'],
    },
  },
  payment: {
    type: 'payments',
    attributes: [
      ['created_at', 'instant'],
      ['updated_at', 'instant'],
      ['account_id', 'integer'],
      ['discount_amount', 'decimal'],
      ['total', 'decimal'],
      ['amount_paid_from_balance', 'decimal'],
      ['initial_total', 'decimal'],
      ['currency_code', 'text'],
      ['comment', 'text'],
      ['status', 'oneOf'],
      ['document_id', 'text'],
      ['expiration_date', 'localDate'],
      ['closed_at', 'instant'],
      ['external_total', 'decimal'],
      ['external_currency_code', 'text'],
    ],
    relationships: {
      invoices: ['many', 'invoices', 'included'],
      account: ['one', 'accounts', 'always'],
      charges: ['many', 'charges', 'included'],
      corrections: ['many', 'corrections', 'included'],
      reseller: ['one', 'resellers', 'always'],
    },
  },
  charge: {
    type: 'charges',
    attributes: [
      ['created_at', 'instant'],
      ['updated_at', 'instant'],
      ['subscription_id', 'integer'],
      ['subscription_resource_id', 'integer'],
      ['quantity', 'decimal'],
      ['operate_from', 'localDate'],
      ['duration', 'decimal'],
      ['operate_to', 'localDate'],
      ['description', 'text'],
      ['unit_price', 'decimal'],
      ['amount', 'decimal'],
      ['status', 'oneOf'],
      ['type', 'text'],
      ['close_date', 'localDate'],
      ['discount_amount', 'decimal'],
      ['taxes_amount', 'decimal'],
      ['name', 'text'],
    ],
    relationships: {
      account: ['one', 'accounts', 'always'],
      subscription: ['one', 'subscriptions', 'always'],
      invoice: ['one', 'invoices', 'always'],
      taxes: ['many', 'taxes', 'included'],
    },
  },
  correction: {
    type: 'corrections',
    attributes: [
      ['created_at', 'instant'],
      ['updated_at', 'instant'],
      ['account_id', 'integer'],
      ['subscription_id', 'integer'],
      ['status', 'oneOf'],
      ['total', 'decimal'],
      ['comment', 'text'],
      ['period_from', 'localDate'],
      ['period_to', 'localDate'],
      ['include_in_invoice', 'flag'],
    ],
    relationships: {
      account: ['one', 'accounts', 'always'],
      subscription: ['one', 'subscriptions', 'always'],
      invoice: ['one', 'invoices', 'always'],
    },
  },
  tax: {
    type: 'taxes',
    attributes: [
      ['created_at', 'instant'],
      ['updated_at', 'instant'],
      ['charge_id', 'integer'],
      ['name', 'text'],
      ['description', 'text'],
      ['value', 'decimal'],
    ],
    relationships: { charge: ['one', 'charges', 'always'] },
  },
  subscription: {
    type: 'subscriptions',
    attributes: [
      ['created_at', 'instant'],
      ['updated_at', 'instant'],
      ['plan_id', 'integer'],
      ['account_id', 'integer'],
      ['name', 'text'],
      ['trial', 'flag'],
      ['status', 'oneOf'],
      ['start_date', 'localDate'],
      ['expiration_date', 'localDate'],
      ['payment_model', 'oneOf'],
    ],
    // Included subscriptions carry no relationships.
    relationships: { account: ['one', 'accounts', 'primary'] },
  },
  account: {
    type: 'accounts',
    attributes: [
      ['created_at', 'instant'],
      ['updated_at', 'instant'],
      ['reseller_id', 'integer'],
      ['name', 'text'],
      ['account_class_id', 'integer'],
      ['primary_name', 'text'],
      ['first_name', 'text'],
      ['middle_name', 'text'],
      ['last_name', 'text'],
      ['country', 'text'],
      ['region', 'text'],
      ['city', 'text'],
      ['street', 'text'],
      ['building', 'text'],
      ['office', 'text'],
      ['zip', 'text'],
      ['phone', 'text'],
      ['email', 'text'],
      ['balance', 'decimal'],
      ['payment_model', 'oneOf'],
    ],
    relationships: {
      reseller: ['one', 'resellers', 'always'],
      subscriptions: ['many', 'subscriptions', 'included'],
    },
  },
  reseller: {
    type: 'resellers',
    attributes: [
      ['parent_id', 'integer'],
      ['created_at', 'instant'],
      ['updated_at', 'instant'],
      ['general.name', 'text'],
      ['general.domain', 'text'],
      ['general.currency', 'text'],
      ['general.manager', 'text'],
      ['company.name', 'text'],
      ['company.address_line_1', 'text'],
      ['company.address_line_2', 'text'],
      ['company.city', 'text'],
      ['company.country', 'text'],
      ['company.zip', 'text'],
    ],
    relationships: {},
  },
} as const satisfies Record<keyof typeof resellerExposures, Shown>;

const rows = Object.entries<Shown>(table).map(
  ([name, shown]) => [shown.type, resellerExposures[name as keyof typeof table] as Exposure, shown] as const,
);

describe.each(rows)('%s on the reseller wire', (type, exposure, shown) => {
  it('has its type for its path', () => {
    expect(exposure.type).toBe(type);
    expect(exposure.path).toBe(type);
  });

  it('shows these attributes in this order', () => {
    expect(
      exposure.attributes.map(({ group, wireName, declared }) => [
        group === undefined ? wireName : `${group}.${wireName}`,
        declared.kind.name,
      ]),
    ).toEqual(shown.attributes);
  });

  it('shows null for what is missing', () => {
    expect(exposure.attributes.filter(({ ifNull }) => ifNull !== null)).toEqual([]);
  });

  it('shows these relationships in this order, all of which may be included', () => {
    expect(
      exposure.relationships.map((one) => [
        one.wireName,
        [one.cardinality, resellerRegistry.target(one).type, one.linkage],
      ]),
    ).toEqual(Object.entries(shown.relationships));
    expect(exposure.relationships.filter(({ includable }) => !includable)).toEqual([]);
  });
});

describe('a value on the reseller wire', () => {
  const context = { base: 'http://h', zone: new ZoneOffsets('UTC') };
  const shownAs = (exposure: Exposure, name: string, value: unknown): unknown =>
    exposure.attributes.find(({ wireName }) => wireName === name)?.codec.encode(value as never, context);

  it.each([
    ['new', 'open'],
    ['pending', 'open'],
    ['approved', 'closed'],
  ])('of an invoice that is %s is %s', (state, status) => {
    expect(shownAs(resellerExposures.invoice, 'status', state)).toBe(status);
  });

  it.each([
    [true, 'true'],
    [false, 'false'],
  ])('of the flag approved, which is %s, is a string', (approved, shown) => {
    expect(shownAs(resellerExposures.invoice, 'approved', approved)).toBe(shown);
  });

  it('of a parent id is a string, and of the other foreign keys a number', () => {
    expect(shownAs(resellerExposures.reseller, 'parent_id', 44)).toBe('44');
    expect(shownAs(resellerExposures.invoice, 'account_id', 906)).toBe(906);
    expect(shownAs(resellerExposures.tax, 'charge_id', 85176)).toBe(85176);
  });

  it.each([
    [
      'payments',
      resellerExposures.payment,
      [
        'waiting_for_payment',
        'expired',
        'cancelled',
        'receipt_creating',
        'receipt_sent',
        'processing',
        'completed',
        'paid_from_balance',
      ],
    ],
    [
      'charges',
      resellerExposures.charge,
      ['new', 'opened', 'blocked', 'closed', 'deleted', 'waiting_for_refund', 'refunded'],
    ],
    ['corrections', resellerExposures.correction, ['approval_required', 'approved', 'declined']],
    [
      'subscriptions',
      resellerExposures.subscription,
      [
        'ordered',
        'installing',
        'installation_failed',
        'activating',
        'activating_failed',
        'active',
        'delivered',
        'updating',
        'updating_failed',
        'renewing',
        'renewing_failed',
        'waiting_for_manual_approve',
        'graced',
        'stopping',
        'stopping_failed',
        'stopped',
        'blocked',
      ],
    ],
  ] as const)('of the status of %s is the lower snake case of its name in the panel', (_, exposure, words) => {
    const status = (exposure as Exposure).attributes.find(({ wireName }) => wireName === 'status');
    expect(status?.declared.kind.values).toEqual(words);
    expect(words.map((word) => shownAs(exposure, 'status', word))).toEqual(words);
  });
});
