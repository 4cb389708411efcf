import {
  trafficRowIdOf,
  type DestinationTraffic,
  type InvoiceServiceData,
  type NetworkTraffic,
} from '@org/invoice-domain';
import type { Ledger } from '../ledger.js';
import { anonymousRows, NumberedRows } from '../numbered-rows.js';
import type { Unnumbered } from './traffic.js';
import type { UsageInvoice } from './usage-invoice.js';

export type UsageRows = Pick<
  Ledger,
  'originatedDestinations' | 'originatedNetworks' | 'terminatedDestinations' | 'terminatedNetworks' | 'serviceData'
>;

const destinationRows = () =>
  new NumberedRows(1, (row: Unnumbered<DestinationTraffic>, number) => ({ ...row, id: trafficRowIdOf(number) }));

const networkRows = () =>
  new NumberedRows(1, (row: Unnumbered<NetworkTraffic>, number) => ({ ...row, id: trafficRowIdOf(number) }));

/** Numbers the rows of traffic and of service data. */
export class UsageBook {
  private readonly originatedDestinations = destinationRows();
  private readonly originatedNetworks = networkRows();
  private readonly terminatedDestinations = destinationRows();
  private readonly terminatedNetworks = networkRows();
  private readonly serviceData = anonymousRows<InvoiceServiceData>();

  add(usage: UsageInvoice): void {
    for (const row of usage.originatedDestinations) this.originatedDestinations.add(row);
    for (const row of usage.originatedNetworks) this.originatedNetworks.add(row);
    for (const row of usage.terminatedDestinations) this.terminatedDestinations.add(row);
    for (const row of usage.terminatedNetworks) this.terminatedNetworks.add(row);
    for (const row of usage.serviceData) this.serviceData.add(row);
  }

  rows(): UsageRows {
    return {
      originatedDestinations: this.originatedDestinations.rows,
      originatedNetworks: this.originatedNetworks.rows,
      terminatedDestinations: this.terminatedDestinations.rows,
      terminatedNetworks: this.terminatedNetworks.rows,
      serviceData: this.serviceData.rows,
    };
  }
}
