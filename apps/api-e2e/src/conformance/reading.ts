import { primaryOf, type ErrorObject, type Identifier } from './rules/document.js';
import type { DocumentAnswer } from '../support/conforming-client.js';

/** The ids of what was asked for, in order. */
export const idsOf = ({ document }: DocumentAnswer): readonly string[] => primaryOf(document).map(({ id }) => id);

/** One attribute of everything that was asked for, in order. */
export const valuesOf = ({ document }: DocumentAnswer, attribute: string): readonly unknown[] =>
  primaryOf(document).map(({ attributes }) => attributes?.[attribute]);

/** Included resources as `type id`. */
export const includedIn = ({ document }: DocumentAnswer): readonly string[] =>
  (document.included ?? []).map(({ type, id }: Identifier) => `${type} ${id}`);

/** The status and, of every error, one member. */
export const errorsOf = ({ status, document }: DocumentAnswer, member: keyof ErrorObject = 'code') => ({
  status,
  errors: (document.errors ?? []).map((error) => error[member]),
});
