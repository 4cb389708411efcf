import type { Instant } from '@org/kernel';
import type { SecurityEventId } from '../model/ids.js';

/** Events of the security trail. */
export const securityEventNames = ['loggedIn', 'logInRefused', 'accessRefused', 'added', 'changed', 'removed'] as const;
export type SecurityEventName = (typeof securityEventNames)[number];

/** A row of the security trail: who came in or was refused, and what has become of credentials and rights. It is never changed. */
export interface SecurityEvent {
  readonly id: SecurityEventId;
  readonly at: Instant;
  readonly event: SecurityEventName;
  /** `admin:139`, `manager:7`, `command:admin`, `database:` and the user of a statement that was typed by hand, or `nobody`. */
  readonly actor: string;
  /** Record that it is about, such as `admin-users/139`; null of names that nobody has. */
  readonly subject: string | null;
  /** Name of who logged in, or tried to, where somebody has that name. */
  readonly name: string | null;
  /** Address that the request came from. */
  readonly address: string | null;
  readonly reason: string | null;
  /** Members with their former and their new values; secrets without them. */
  readonly changes: Readonly<Record<string, unknown>> | null;
}
