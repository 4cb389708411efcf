import type { AccountSketch } from './account-sketch.js';
import { carriers } from './carriers.js';
import { tenants } from './tenants.js';

/** The accounts of the two invoices that the wires' documents show; nothing else is billed to them. */
const documented: readonly AccountSketch[] = [
  { id: 74, company: 'Bench Telephony', reseller: 1, zone: 'UTC', model: 'prepay', currency: 'EUR' },
  { id: 906, company: 'Birch Accounting', reseller: 1, zone: 'Europe/Moscow', model: 'prepay' },
];

export const accountSketches: readonly AccountSketch[] = [...carriers, ...tenants, ...documented].sort(
  (one, other) => one.id - other.id,
);
