import type { ManagerRole } from './manager.js';

/** What a product owner works with: what was sold and what it cost, not who paid how. */
const ownerMayRead: ReadonlySet<string> = new Set(['invoice', 'charge', 'tax', 'correction', 'subscription']);

/** Whether a manager of this role may read records of a resource (docs/wire/reseller.md, roles). */
export const mayRead = (role: ManagerRole, resource: string): boolean => role !== 'owner' || ownerMayRead.has(resource);
