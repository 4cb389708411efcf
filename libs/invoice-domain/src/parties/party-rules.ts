import type { Contact } from './contact.js';
import type { Contractor } from './contractor.js';
import type { Manager } from './manager.js';
import type { SmtpConnection } from './smtp-connection.js';
import {
  emailAddress,
  isLinked,
  isLinkedIfPresent,
  isNotNull,
  isPresent,
  isShort,
  isWithin,
  matches,
  type Draft,
  type Rule,
} from '../writing/rule.js';

export type ContractorDraft = Draft<Contractor, 'smtpConnection'>;
export type ManagerDraft = Draft<Manager, 'reseller'>;
export type ContactDraft = Draft<Contact, 'contractor'>;

const hasRole: Rule<ContractorDraft> = ({ vendor, customer }) =>
  vendor === true || customer === true
    ? []
    : [
        { member: 'vendor', message: 'Must be customer and/or vendor' },
        { member: 'customer', message: 'Must be customer and/or vendor' },
      ];

export const contractorRules: readonly Rule<ContractorDraft>[] = [
  isLinkedIfPresent('smtpConnection'),
  isPresent('name'),
  isShort('name'),
  hasRole,
  isNotNull('enabled', 'vendor', 'customer'),
];

/** A contact without a contractor is an admin user's, and not on the admin API: nobody could read what was written. */
export const contactRules: readonly Rule<ContactDraft>[] = [
  isLinked('contractor'),
  isPresent('email'),
  matches(emailAddress, 'is invalid', 'email'),
];

export const smtpConnectionRules: readonly Rule<Draft<SmtpConnection>>[] = [
  isPresent('name', 'host', 'port', 'fromAddress'),
  isWithin({ least: 1, greatest: 65_535 }, 'port'),
  matches(emailAddress, 'is invalid', 'fromAddress'),
  isNotNull('global'),
];

export const managerRules: readonly Rule<ManagerDraft>[] = [
  isLinked('reseller'),
  isPresent('name', 'role'),
  isShort('name'),
  isNotNull('active'),
];
