import { describe, expect, it } from '@jest/globals';
import { noIncludes, selectionOf, type Exposure } from '@org/json-api';
import { adminExposures, adminRegistry } from './index.js';

type Attributes = readonly (readonly [name: string, kind: string])[];
type Relationships = Readonly<Record<string, readonly [kind: string, type: string, linkage: string]>>;

interface Shown {
  readonly type: string;
  readonly attributes: Attributes;
  readonly nullable: readonly string[];
  readonly relationships: Relationships;
}

const calls = (direction: string): Attributes => [
  [`${direction}-amount-spent`, 'decimal'],
  [`${direction}-amount-earned`, 'decimal'],
  [`${direction}-calls-count`, 'integer'],
  [`${direction}-successful-calls-count`, 'integer'],
  [`${direction}-calls-duration`, 'integer'],
  [`${direction}-billing-duration`, 'integer'],
  [`${direction}-first-call-at`, 'instant'],
  [`${direction}-last-call-at`, 'instant'],
];

const trafficStart: Attributes = [
  ['amount', 'decimal'],
  ['billing-duration', 'integer'],
  ['calls-count', 'integer'],
  ['calls-duration', 'integer'],
];
const trafficEnd: Attributes = [
  ['first-call-at', 'instant'],
  ['last-call-at', 'instant'],
  ['rate', 'decimal'],
  ['spent', 'flag'],
  ['successful-calls-count', 'integer'],
];

const trafficNullable = [
  'amount',
  'billing-duration',
  'calls-count',
  'calls-duration',
  'first-call-at',
  'last-call-at',
  'rate',
  'successful-calls-count',
];

const trafficRelationships: Relationships = {
  invoice: ['one', 'invoices', 'included'],
  country: ['one', 'countries', 'included'],
  network: ['one', 'networks', 'included'],
};

const destinations = (type: string): Shown => ({
  type,
  attributes: [...trafficStart, ['dst-prefix', 'text'], ...trafficEnd],
  nullable: [...trafficNullable, 'dst-prefix'],
  relationships: trafficRelationships,
});
const networks = (type: string): Shown => ({
  type,
  attributes: [...trafficStart, ...trafficEnd],
  nullable: trafficNullable,
  relationships: trafficRelationships,
});

/** The tables of the admin API's description: invoices, their details, accounts, small resources. */
const table = {
  invoice: {
    type: 'invoices',
    attributes: [
      ['reference', 'text'],
      ['state', 'oneOf'],
      ['invoice-type', 'oneOf'],
      ['start-date', 'instant'],
      ['end-date', 'instant'],
      ['pdf-path', 'text'],
      ['odt-path', 'text'],
      ['amount-spent', 'decimal'],
      ['amount-earned', 'decimal'],
      ...calls('originated'),
      ...calls('terminated'),
      ['services-amount-spent', 'decimal'],
      ['services-amount-earned', 'decimal'],
      ['service-transactions-count', 'integer'],
    ],
    nullable: [
      'reference',
      'pdf-path',
      'odt-path',
      'originated-first-call-at',
      'originated-last-call-at',
      'terminated-first-call-at',
      'terminated-last-call-at',
    ],
    relationships: {
      account: ['one', 'accounts', 'always'],
      'originated-destinations': ['many', 'invoice-originated-destinations', 'included'],
      'originated-networks': ['many', 'invoice-originated-networks', 'included'],
      'terminated-destinations': ['many', 'invoice-terminated-destinations', 'included'],
      'terminated-networks': ['many', 'invoice-terminated-networks', 'included'],
      'service-data': ['many', 'invoice-service-data', 'included'],
    },
  },
  invoiceOriginatedDestination: destinations('invoice-originated-destinations'),
  invoiceOriginatedNetwork: networks('invoice-originated-networks'),
  invoiceTerminatedDestination: destinations('invoice-terminated-destinations'),
  invoiceTerminatedNetwork: networks('invoice-terminated-networks'),
  invoiceServiceData: {
    type: 'invoice-service-data',
    attributes: [
      ['amount', 'decimal'],
      ['transactions-count', 'integer'],
      ['spent', 'flag'],
    ],
    nullable: [],
    relationships: { invoice: ['one', 'invoices', 'included'], service: ['one', 'services', 'included'] },
  },
  account: {
    type: 'accounts',
    attributes: [
      ['name', 'text'],
      ['balance', 'decimal'],
      ['min-balance', 'decimal'],
      ['max-balance', 'decimal'],
      ['vat', 'decimal'],
      ['balance-low-threshold', 'decimal'],
      ['balance-high-threshold', 'decimal'],
      ['send-balance-notifications-to', 'integers'],
      ['destination-rate-limit', 'decimal'],
      ['max-call-duration', 'integer'],
      ['external-id', 'integer'],
      ['uuid', 'uuid'],
      ['origination-capacity', 'integer'],
      ['termination-capacity', 'integer'],
      ['total-capacity', 'integer'],
      ['send-invoices-to', 'integers'],
      ['invoice-period-id', 'integer'],
      ['timezone', 'text'],
    ],
    nullable: [
      'balance-low-threshold',
      'balance-high-threshold',
      'send-balance-notifications-to',
      'destination-rate-limit',
      'max-call-duration',
      'external-id',
      'origination-capacity',
      'termination-capacity',
      'total-capacity',
      'send-invoices-to',
      'invoice-period-id',
    ],
    relationships: {
      contractor: ['one', 'contractors', 'always'],
      'invoice-template': ['one', 'invoice-templates', 'always'],
    },
  },
  currency: {
    type: 'currencies',
    attributes: [
      ['name', 'text'],
      ['rate', 'decimal'],
      ['rate-provider-id', 'integer'],
    ],
    nullable: ['rate-provider-id'],
    relationships: {},
  },
  payment: {
    type: 'payments',
    attributes: [
      ['created-at', 'instant'],
      ['amount', 'decimal'],
      ['notes', 'text'],
      ['private-notes', 'text'],
      ['status', 'oneOf'],
      ['type-name', 'oneOf'],
      ['balance-before-payment', 'decimal'],
      ['rolledback-at', 'instant'],
    ],
    nullable: ['notes', 'private-notes', 'balance-before-payment', 'rolledback-at'],
    relationships: { account: ['one', 'accounts', 'always'] },
  },
  contact: {
    type: 'contacts',
    attributes: [
      ['email', 'text'],
      ['notes', 'text'],
    ],
    nullable: ['notes'],
    relationships: { contractor: ['one', 'contractors', 'always'] },
  },
  contractor: {
    type: 'contractors',
    attributes: [
      ['name', 'text'],
      ['enabled', 'flag'],
      ['vendor', 'flag'],
      ['customer', 'flag'],
      ['description', 'text'],
      ['address', 'text'],
      ['phones', 'text'],
      ['external-id', 'integer'],
    ],
    nullable: ['description', 'address', 'phones', 'external-id'],
    relationships: { 'smtp-connection': ['one', 'smtp-connections', 'always'] },
  },
  smtpConnection: {
    type: 'smtp-connections',
    attributes: [
      ['name', 'text'],
      ['host', 'text'],
      ['port', 'integer'],
      ['from-address', 'text'],
      ['auth-user', 'text'],
      ['auth-password', 'text'],
      ['global', 'flag'],
    ],
    nullable: ['auth-user', 'auth-password'],
    relationships: {},
  },
  invoiceTemplate: {
    type: 'invoice-templates',
    attributes: [
      ['name', 'text'],
      ['filename', 'text'],
    ],
    nullable: [],
    relationships: {},
  },
  country: {
    type: 'countries',
    attributes: [
      ['name', 'text'],
      ['iso2', 'text'],
    ],
    nullable: [],
    relationships: {},
  },
  network: {
    type: 'networks',
    attributes: [['name', 'text']],
    nullable: [],
    relationships: { 'network-type': ['one', 'network-types', 'included'] },
  },
  networkType: { type: 'network-types', attributes: [['name', 'text']], nullable: [], relationships: {} },
  service: {
    type: 'services',
    attributes: [
      ['name', 'text'],
      ['variables', 'json'],
      ['state', 'oneOf'],
      ['initial-price', 'decimal'],
      ['renew-price', 'decimal'],
      ['created-at', 'instant'],
      ['renew-at', 'instant'],
      ['renew-period', 'oneOf'],
      ['uuid', 'uuid'],
    ],
    nullable: ['name', 'variables', 'renew-at', 'renew-period'],
    relationships: {
      account: ['one', 'accounts', 'always'],
      'service-type': ['one', 'service-types', 'included'],
      transactions: ['many', 'transactions', 'included'],
      'package-counters': ['many', 'package-counters', 'included'],
    },
  },
  serviceType: {
    type: 'service-types',
    attributes: [
      ['name', 'text'],
      ['force-renew', 'flag'],
      ['provisioning-class', 'text'],
      ['variables', 'json'],
    ],
    nullable: ['provisioning-class', 'variables'],
    relationships: {},
  },
  transaction: {
    type: 'transactions',
    attributes: [
      ['description', 'text'],
      ['amount', 'decimal'],
      ['created-at', 'instant'],
      ['uuid', 'uuid'],
    ],
    nullable: ['description'],
    relationships: { account: ['one', 'accounts', 'always'], service: ['one', 'services', 'always'] },
  },
  packageCounter: {
    type: 'package-counters',
    attributes: [
      ['duration', 'integer'],
      ['exclude', 'flag'],
      ['prefix', 'text'],
      ['service-id', 'integer'],
    ],
    nullable: ['service-id'],
    relationships: { account: ['one', 'accounts', 'included'], service: ['one', 'services', 'included'] },
  },
} as const satisfies Record<keyof typeof adminExposures, Shown>;

const rows = Object.entries<Shown>(table).map(
  ([name, shown]) => [shown.type, adminExposures[name as keyof typeof table] as Exposure, shown] as const,
);

describe.each(rows)('%s on the admin wire', (type, exposure, shown) => {
  it('has its type for its path', () => {
    expect(exposure.type).toBe(type);
    expect(exposure.path).toBe(type);
  });

  it('shows these attributes in this order, none of them in a group', () => {
    const { attributes } = selectionOf(adminRegistry, exposure, noIncludes);
    expect(attributes.map(({ wireName, declared }) => [wireName, declared.kind.name])).toEqual(shown.attributes);
    expect(attributes.filter(({ group }) => group !== undefined)).toEqual([]);
  });

  it('may lack these values and no others', () => {
    const nullable = exposure.attributes.filter(({ declared }) => declared.nullable).map(({ wireName }) => wireName);
    expect(new Set(nullable)).toEqual(new Set(shown.nullable));
  });

  it('shows these relationships in this order, all of which may be included', () => {
    expect(
      exposure.relationships.map((one) => [
        one.wireName,
        [one.cardinality, adminRegistry.target(one).type, one.linkage],
      ]),
    ).toEqual(Object.entries(shown.relationships));
    expect(exposure.relationships.filter(({ includable }) => !includable)).toEqual([]);
  });
});
