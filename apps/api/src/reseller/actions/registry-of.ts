import { externalInvoiceRegistry, resellerRegistry } from '@org/invoice-domain';
import type { Exposure, Registry } from '@org/json-api';

/** The registry that shows a resource of the reseller API: closing documents have one of their own. */
export const registryOf = (exposure: Exposure): Registry =>
  externalInvoiceRegistry.shows(exposure) ? externalInvoiceRegistry : resellerRegistry;
