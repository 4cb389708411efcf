import { serviceTypeIdOf, type RenewPeriod, type ServiceType, type ServiceVariables } from '@org/invoice-domain';
import { Decimal } from '@org/kernel';

/** A sort of service with its price list, in dollars. */
export interface Offer {
  readonly type: ServiceType;
  readonly initialPrice: Decimal;
  readonly renewPrice: Decimal;
  readonly renewPeriod: RenewPeriod | null;
}

interface Terms {
  readonly renewPeriod: RenewPeriod | null;
  readonly forceRenew: boolean;
  readonly provisioningClass?: string;
  readonly variables?: ServiceVariables;
}

type Row = readonly [name: string, initialPrice: string, renewPrice: string, terms: Terms];

const monthly = { renewPeriod: 'month', forceRenew: true } as const;
const optional = { renewPeriod: 'month', forceRenew: false } as const;

const numbers = { provisioningClass: 'Provisioning::PhoneNumber', variables: { pool: 'geographic' } };
const minutes = { provisioningClass: 'Provisioning::PackageCounters', variables: { minutes: 1000 } };
const channels = { provisioningClass: 'Provisioning::Capacity', variables: { channels: 30 } };

const rows: readonly Row[] = [
  ['Virtual number', '2', '1.5', { ...monthly, ...numbers }],
  ['Minutes package', '0', '25', { ...optional, ...minutes }],
  ['Channel lease', '10', '0.75', { renewPeriod: 'day', forceRenew: true, ...channels }],
  ['Call recording', '0', '12.9', { ...optional, variables: { retentionDays: 90 } }],
  ['Fraud guard', '49', '19.99', monthly],
  ['Interconnect setup', '150', '0', { renewPeriod: null, forceRenew: false }],
];

export const offers: readonly Offer[] = rows.map(([name, initialPrice, renewPrice, terms], index) => ({
  type: {
    id: serviceTypeIdOf(index + 1),
    name,
    forceRenew: terms.forceRenew,
    provisioningClass: terms.provisioningClass ?? null,
    variables: terms.variables ?? null,
  },
  initialPrice: Decimal.of(initialPrice),
  renewPrice: Decimal.of(renewPrice),
  renewPeriod: terms.renewPeriod,
}));
