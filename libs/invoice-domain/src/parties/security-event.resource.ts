import { attr, instant, json, oneOf, optional, resourceOf, text } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import { securityEventNames, type SecurityEvent } from './security-event.js';

/** A row of the security trail. It names its subject by type and id alone: the record may be gone. */
const securityEventResource = /* @__PURE__ */ resourceOf<SecurityEvent>()('securityEvent', () => ({
  attributes: {
    at: attr(instant),
    event: attr(oneOf(securityEventNames)),
    actor: attr(text),
    subject: optional(text),
    name: optional(text),
    address: optional(text),
    reason: optional(text),
    changes: optional(json<Readonly<Record<string, unknown>>>()),
  },
}));

export const adminSecurityEvent = /* @__PURE__ */ exposeToAdmin(securityEventResource, {
  type: 'security-events',
  attributes: {
    at: {},
    event: {
      sort: false,
      words: {
        loggedIn: 'Logged In',
        logInRefused: 'Log-in Refused',
        accessRefused: 'Access Refused',
        added: 'Added',
        changed: 'Changed',
        removed: 'Removed',
      },
    },
    actor: { sort: false },
    subject: { sort: false },
    name: { sort: false },
    address: { sort: false },
    reason: { sort: false },
    changes: {},
  },
});
