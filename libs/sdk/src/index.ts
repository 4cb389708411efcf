export { adminExposures, resellerExposures } from '@org/invoice-domain';
export { Decimal, type Instant, type LocalDate } from '@org/kernel';
export type { AdminAttributes, ResellerAttributes } from './resources.js';
