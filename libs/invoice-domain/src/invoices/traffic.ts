import type { Decimal, Instant } from '@org/kernel';
import type { CountryId, InvoiceId, InvoiceServiceDataId, NetworkId, ServiceId, TrafficRowId } from '../model/ids.js';

/** Calls of an invoice that share a network, a rate and a direction of money. */
export interface NetworkTraffic {
  readonly id: TrafficRowId;
  readonly invoiceId: InvoiceId;
  readonly countryId: CountryId | null;
  readonly networkId: NetworkId | null;
  readonly rate: Decimal | null;
  /** The account paid for the calls; false: it earned by them. */
  readonly spent: boolean;
  readonly amount: Decimal | null;
  readonly callsCount: number | null;
  readonly successfulCallsCount: number | null;
  /** Durations are seconds. */
  readonly callsDuration: number | null;
  readonly billingDuration: number | null;
  readonly firstCallAt: Instant | null;
  readonly lastCallAt: Instant | null;
}

/** The same calls by destination prefix. */
export interface DestinationTraffic extends NetworkTraffic {
  readonly dstPrefix: string | null;
}

/** Transactions of an invoice that share a service and a sign. */
export interface InvoiceServiceData {
  readonly id: InvoiceServiceDataId;
  readonly invoiceId: InvoiceId;
  readonly serviceId: ServiceId | null;
  readonly amount: Decimal;
  readonly transactionsCount: number;
  readonly spent: boolean;
}
