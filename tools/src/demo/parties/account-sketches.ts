import type { InvoicePeriodId, PaymentModel } from '@org/invoice-domain';
import type { MonthDay, RelativeDay } from '../calendar.js';

/** Individual properties of an account; the rest follows from its company, its reseller and its id. */
export interface AccountSketch {
  readonly id: number;
  readonly company: string;
  readonly reseller: number;
  readonly zone: string;
  readonly model: PaymentModel;
  /** The reseller's, unless said. */
  readonly currency?: string;
  readonly calls?: CallsSketch;
  /** It has subscriptions: the first day of the first invoice of each billing day. */
  readonly billedSince?: readonly MonthDay[];
  /** An external system issues the invoices of its subscriptions. */
  readonly external?: true;
  /** It tries everything out and pays for nothing. */
  readonly trial?: true;
}

export interface CallsSketch {
  /** Period of its automatic invoices; null if its invoices are made by hand. */
  readonly period: InvoicePeriodId | null;
  readonly since: RelativeDay;
  /** It delivers calls too, and earns by them. */
  readonly sells: boolean;
}

const fromTheBeginning: MonthDay = [12, 1];

type Schedule = CallsSketch['period'];

const buyer = (period: Schedule, since: RelativeDay = fromTheBeginning): CallsSketch => ({
  period,
  since,
  sells: false,
});

const carrier = (period: Schedule, since: RelativeDay = fromTheBeginning): CallsSketch => ({
  period,
  since,
  sells: true,
});

type Row = readonly [
  id: number,
  company: string,
  reseller: number,
  zone: string,
  model: PaymentModel,
  more: Omit<AccountSketch, 'id' | 'company' | 'reseller' | 'zone' | 'model'>,
];

const rows: readonly Row[] = [
  // With calls.
  [61, 'Meridian Voice', 10, 'Europe/Berlin', 'postpay', { calls: carrier(6), currency: 'EUR' }],
  [62, 'Meridian Voice', 10, 'UTC', 'prepay', { calls: buyer(7), currency: 'USD' }],
  [63, 'Dnister Telecom', 11, 'Europe/Kyiv', 'postpay', { calls: carrier(4), billedSince: [[5, 12]] }],
  [64, 'Podil SIP', 11, 'Europe/Kyiv', 'prepay', { calls: buyer(2, [7, 2]) }],
  [65, 'Golden Gate Transit', 3, 'America/Los_Angeles', 'postpay', { calls: carrier(4) }],
  [66, 'Golden Gate Transit', 3, 'America/Los_Angeles', 'postpay', { calls: carrier(4, [6, 1]) }],
  [67, 'Sierra Calling', 3, 'America/Los_Angeles', 'prepay', { calls: buyer(4, [10, 1]) }],
  [68, 'Himalaya Voice', 5, 'Asia/Kathmandu', 'postpay', { calls: carrier(4) }],
  [69, 'Everest Callback', 5, 'Asia/Kathmandu', 'prepay', { calls: buyer(3) }],
  [70, 'Tasman Carrier', 8, 'Australia/Sydney', 'postpay', { calls: carrier(4) }],
  [71, 'Island Radio Link', 8, 'Australia/Lord_Howe', 'prepay', { calls: buyer(4, [11, 1]) }],
  [72, 'Thames Wholesale', 10, 'Europe/London', 'postpay', { calls: carrier(4) }],
  [73, 'Thames Wholesale', 10, 'Europe/London', 'postpay', { calls: carrier(2, [8, 5]), currency: 'USD' }],
  [75, 'Severn Minutes', 10, 'Europe/London', 'prepay', { calls: buyer(null, [11, 10]) }],
  [76, 'Neva Trunk', 1, 'Europe/Moscow', 'postpay', { calls: carrier(4), billedSince: [[7, 1]] }],
  [77, 'Volga Exchange', 1, 'Europe/Moscow', 'prepay', { calls: buyer(5) }],
  [78, 'Silk Road Connect', 2, 'Asia/Almaty', 'postpay', { calls: carrier(4) }],
  [79, 'Sevan Telecom', 4, 'Asia/Yerevan', 'prepay', { calls: buyer(4, [9, 1]) }],
  [80, 'Cortez Llamadas', 6, 'America/Tijuana', 'prepay', { calls: buyer(4, [8, 1]) }],
  [81, 'Maple Relay', 7, 'America/Toronto', 'postpay', { calls: carrier(4, [11, 1]) }],
  [82, 'Aotearoa Voice', 9, 'Pacific/Auckland', 'prepay', { calls: buyer(1, { daysAgo: 12 }) }],
  [83, 'Gulf Gateway', 1, 'Asia/Dubai', 'postpay', { calls: carrier(null, [10, 3]), currency: 'USD' }],
  [84, 'Lusitania Tráfego', 10, 'Europe/Lisbon', 'postpay', { calls: carrier(null, [9, 14]), currency: 'EUR' }],
  // With subscriptions.
  [912, 'Arbat Books', 1, 'Europe/Moscow', 'postpay', { billedSince: [[12, 1]] }],
  [913, 'Birch Accounting', 1, 'Europe/Moscow', 'prepay', { billedSince: [[9, 1]] }],
  [914, 'Birch Accounting', 1, 'Asia/Vladivostok', 'postpay', { billedSince: [[10, 1]], external: true }],
  [
    915,
    'Nomad Logistics',
    2,
    'Asia/Almaty',
    'postpay',
    {
      billedSince: [
        [11, 1],
        [11, 15],
      ],
    },
  ],
  [916, 'Bay Area Dental', 3, 'America/Los_Angeles', 'postpay', { billedSince: [[12, 1]], external: true }],
  [917, 'Redwood Studios', 3, 'America/Los_Angeles', 'prepay', { billedSince: [[12, 31]] }],
  [918, 'Cascade Brewing', 3, 'America/Los_Angeles', 'postpay', { billedSince: [[4, 1]], trial: true }],
  [919, 'Noravank Wines', 4, 'Asia/Yerevan', 'prepay', { billedSince: [[10, 1]] }],
  [920, 'Annapurna Treks', 5, 'Asia/Kathmandu', 'postpay', { billedSince: [[12, 10]] }],
  [921, 'Clínica Pacífico', 6, 'America/Tijuana', 'prepay', { billedSince: [[8, 1]] }],
  [922, 'Red River Grain', 7, 'America/Winnipeg', 'postpay', { billedSince: [[11, 20]] }],
  [
    923,
    'Kentia Palms',
    8,
    'Australia/Lord_Howe',
    'postpay',
    {
      billedSince: [
        [12, 1],
        [10, 16],
      ],
    },
  ],
  [924, 'Harbour Legal', 9, 'Pacific/Auckland', 'prepay', { billedSince: [[7, 1]] }],
  [925, 'Bloomsbury Press', 10, 'Europe/London', 'postpay', { billedSince: [[12, 1]] }],
  [926, 'Obolon Software', 11, 'Europe/Kyiv', 'postpay', { billedSince: [[10, 1]], external: true }],
  [927, 'Himalaya Voice', 5, 'UTC', 'prepay', { billedSince: [[6, 1]] }],
  // Of the two invoices that the wires' documents show; nothing else is billed to them.
  [74, 'Bench Telephony', 1, 'UTC', 'prepay', { currency: 'EUR' }],
  [906, 'Birch Accounting', 1, 'Europe/Moscow', 'prepay', {}],
];

export const accountSketches: readonly AccountSketch[] = rows
  .map(([id, company, reseller, zone, model, more]) => ({ id, company, reseller, zone, model, ...more }))
  .sort((one, other) => one.id - other.id);
