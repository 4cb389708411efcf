import { serviceTypeIdOf, type RenewPeriod, type ServiceType, type ServiceVariables } from '@org/invoice-domain';
import { Decimal } from '@org/kernel';

/** A sort of service with its price list, in dollars. */
export interface Offer {
  readonly type: ServiceType;
  readonly initialPrice: Decimal;
  readonly renewPrice: Decimal;
  readonly renewPeriod: RenewPeriod | null;
}

interface OfferSketch {
  readonly name: string;
  readonly prices: readonly [initial: string, renew: string];
  readonly renewPeriod: RenewPeriod | null;
  readonly forceRenew: boolean;
  readonly provisioningClass: string | null;
  readonly variables: ServiceVariables | null;
}

const sketches: readonly OfferSketch[] = [
  {
    name: 'Virtual number',
    prices: ['2', '1.5'],
    renewPeriod: 'month',
    forceRenew: true,
    provisioningClass: 'Provisioning::PhoneNumber',
    variables: { pool: 'geographic' },
  },
  {
    name: 'Minutes package',
    prices: ['0', '25'],
    renewPeriod: 'month',
    forceRenew: false,
    provisioningClass: 'Provisioning::PackageCounters',
    variables: { minutes: 1000 },
  },
  {
    name: 'Channel lease',
    prices: ['10', '0.75'],
    renewPeriod: 'day',
    forceRenew: true,
    provisioningClass: 'Provisioning::Capacity',
    variables: { channels: 30 },
  },
  {
    name: 'Call recording',
    prices: ['0', '12.9'],
    renewPeriod: 'month',
    forceRenew: false,
    provisioningClass: null,
    variables: { retentionDays: 90 },
  },
  {
    name: 'Fraud guard',
    prices: ['49', '19.99'],
    renewPeriod: 'month',
    forceRenew: true,
    provisioningClass: null,
    variables: null,
  },
  {
    name: 'Interconnect setup',
    prices: ['150', '0'],
    renewPeriod: null,
    forceRenew: false,
    provisioningClass: null,
    variables: null,
  },
];

export const offers: readonly Offer[] = sketches.map((sketch, index) => ({
  type: {
    id: serviceTypeIdOf(index + 1),
    name: sketch.name,
    forceRenew: sketch.forceRenew,
    provisioningClass: sketch.provisioningClass,
    variables: sketch.variables,
  },
  initialPrice: Decimal.of(sketch.prices[0]),
  renewPrice: Decimal.of(sketch.prices[1]),
  renewPeriod: sketch.renewPeriod,
}));
