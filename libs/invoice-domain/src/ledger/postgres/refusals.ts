import { QueryFailedError } from 'typeorm';
import { InvalidRecord, RecordInUse } from '../../model/domain-failure.js';
import type { Violation } from '../../model/violation.js';
import type { AdminWritable } from '../index.js';
import { inUse } from '../../parties/parties-in-use.js';
import { noTimeZone } from '../../parties/account-rules.js';

const isTaken = (member: string): Violation => ({ member, message: 'has already been taken' });
const mustExist = (member: string): Violation => ({ member, message: 'must exist' });

/** Violation that a broken constraint is reported as, by constraint. */
export const violationsByConstraint: Readonly<Record<string, Violation>> = {
  account_classes_name_key: isTaken('name'),
  admin_users_username_key: isTaken('username'),
  accounts_name_key: isTaken('name'),
  accounts_external_id_key: isTaken('externalId'),
  accounts_uuid_key: isTaken('uuid'),
  contractors_name_key: isTaken('name'),
  contractors_external_id_key: isTaken('externalId'),
  countries_name_key: isTaken('name'),
  countries_iso2_key: isTaken('iso2'),
  currencies_name_key: isTaken('name'),
  invoice_templates_name_key: isTaken('name'),
  network_types_name_key: isTaken('name'),
  networks_name_key: isTaken('name'),
  accounts_account_class_id_fkey: mustExist('accountClass'),
  accounts_contractor_id_fkey: mustExist('contractor'),
  accounts_reseller_id_fkey: mustExist('reseller'),
  accounts_invoice_template_id_fkey: mustExist('invoiceTemplate'),
  contacts_contractor_id_fkey: mustExist('contractor'),
  contractors_smtp_connection_id_fkey: mustExist('smtpConnection'),
  managers_reseller_id_fkey: mustExist('reseller'),
  networks_network_type_id_fkey: mustExist('networkType'),
  resellers_parent_id_fkey: mustExist('parent'),
  services_account_id_fkey: mustExist('account'),
  services_type_id_fkey: mustExist('serviceType'),
  transactions_account_id_fkey: mustExist('account'),
  transactions_service_id_account_id_fkey: { member: 'service', message: 'must belong to the account' },
};

/** The same of what triggers refuse. */
const violationsByTrigger: Readonly<Record<string, (table: string) => Violation>> = {
  accounts_keep_currency: (use) => inUse('resellerAccount', 'currency', use),
  accounts_keep_reseller: (use) => inUse('resellerAccount', 'reseller', use),
  admin_users_keep_owner: () => ({ member: undefined, message: 'The last active owner stays one' }),
  managers_name_taken: () => isTaken('name'),
  resellers_keep_currency: (use) => inUse('reseller', 'currency', use),
  resellers_name_taken: () => isTaken('name'),
  resellers_tree_check: () => ({ member: 'parent', message: 'is the reseller itself, or below it' }),
};

/** Keys of what refers to an account with its reseller. */
const ofOwner = /_account_id_reseller_id(_currency)?_fkey$/;

/** Violation for a constraint that other records cause, by its name. */
const violationByOthers = (constraint: string, table: string): Violation | undefined => {
  if (!ofOwner.test(constraint)) return violationsByTrigger[constraint]?.(table);
  return inUse('resellerAccount', constraint.endsWith('currency_fkey') ? undefined : 'reseller', table);
};

/** Messages for records that others refer to, where Yeti has words of its own. */
const dependents: { readonly [Name in AdminWritable]?: string } = { networkType: 'has related networks' };

interface DriverError {
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly message: string;
}

const driverErrorOf = (error: unknown): DriverError | undefined =>
  error instanceof QueryFailedError ? (error.driverError as DriverError) : undefined;

const inWords = (table: string): string => table.replaceAll('_', ' ');

const unknownZone = /^time zone "(.*)" not recognized$/s;

/** @throws InvalidRecord, or RecordInUse for another name of what others refer to by it; for what the database refuses to keep: it alone knows what is unique, and what exists */
export const keeping = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    const { constraint = '', message = '', table = '' } = driverErrorOf(error) ?? {};
    if (constraint === 'currencies_needed') throw new RecordInUse(inWords(table), 'rename');
    const [, zone] = unknownZone.exec(message) ?? [];
    const violation =
      zone === undefined
        ? (violationsByConstraint[constraint] ?? violationByOthers(constraint, inWords(table)))
        : noTimeZone(zone);
    throw violation === undefined ? error : new InvalidRecord(violation);
  }
};

/** foreign_key_violation; and restrict_violation, as PostgreSQL 18 calls it where the key says RESTRICT. */
const needed = new Set(['23503', '23001']);

/** @throws InvalidRecord or RecordInUse for a record that others refer to */
export const givingUp = async (name: AdminWritable, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    const { code, table = '' } = driverErrorOf(error) ?? {};
    if (code === undefined || !needed.has(code)) throw error;
    const message = dependents[name];
    if (message !== undefined) throw new InvalidRecord({ member: undefined, message });
    throw new RecordInUse(inWords(table));
  }
};
