import type { Columns, Referred, StagedRow } from './importer.js';

const sources: Readonly<Record<Referred, string>> = {
  subscription: 'subscriptions AS found JOIN subscriptions AS subscription ON subscription.id = found.id',
  charge: 'charges AS found JOIN subscriptions AS subscription ON subscription.id = found.subscription_id',
};

/** SQL join of the record that a staged row refers to by key or id, if it is of the same account. */
export const referredSql = (kind: Referred | undefined): string => {
  if (kind === undefined) return '';
  const found = `SELECT found.id, subscription.payment_model FROM ${sources[kind]} WHERE found.account_id = staged.account_id`;
  return `LEFT JOIN LATERAL (
    ${found} AND found.reseller_id = account.reseller_id AND found.external_key = staged.${kind}_key
    UNION ALL ${found} AND found.id = staged.${kind}_id AND staged.${kind}_key IS NULL
  ) AS referred ON true`;
};

export const isReference = (kind: Referred | undefined, column: string): boolean =>
  kind !== undefined && (column === `${kind}_key` || column === `${kind}_id`);

/** Faults of the reference to a subscription or a charge. */
export const referenceFaults = <Of extends Columns>(
  kind: Referred,
  { account, referred }: StagedRow<Of>,
  { key, id, isRequired }: { readonly key: string | null; readonly id: string | null; readonly isRequired: boolean },
): readonly string[] => {
  if (key !== null && id !== null) return [`${kind}_key and ${kind}_id are given: one of them is enough`];
  const value = key ?? id;
  if (value === null) return isRequired ? [`${kind}_key or ${kind}_id is missing`] : [];
  if (referred !== null) return [];
  const name = key === null ? `${kind}_id` : `${kind}_key`;
  return [`${name} names none of the ${kind}s of account ${account.id}: ${key === null ? value : JSON.stringify(key)}`];
};
