import { RequestProblem } from '../problem.js';

/** Rows on a page unless said otherwise, and at most. */
export const defaultPageSize = 50;
export const maximumPageSize = 1_000;

export interface NumberedPage {
  readonly kind: 'numbered';
  /** Page number from 1. */
  readonly number: number;
  readonly size: number;
}

/** Beginning at a place in the order instead of at a number: the same cost at any depth. */
export interface CursorPage {
  readonly kind: 'cursor';
  readonly size: number;
  readonly direction: 'after' | 'before';
  /** Opaque to clients; empty for the first, or the last, page. */
  readonly cursor: string;
  /** Whether to count all rows as well. */
  readonly counted: boolean;
}

export type Page = NumberedPage | CursorPage;

export const pageMembers = ['number', 'size', 'after', 'before', 'total'] as const;

export type PageMember = (typeof pageMembers)[number];

const known: ReadonlySet<string> = new Set(pageMembers);

/** Reads the `page` family of parameters. @throws RequestProblem `invalid-page`; unknown members are the caller's matter */
export const parsePage = (members: ReadonlyMap<string, string>): Page => {
  const size = positive(members, 'size', defaultPageSize);
  if (size > maximumPageSize) {
    throw new RequestProblem({ code: 'invalid-page', member: 'size', value: String(size), maximum: maximumPageSize });
  }
  const after = members.get('after');
  const before = members.get('before');
  if (after === undefined && before === undefined) {
    return { kind: 'numbered', number: positive(members, 'number', 1), size };
  }
  const clash = after !== undefined && before !== undefined ? 'before' : members.has('number') ? 'number' : undefined;
  if (clash !== undefined) {
    throw new RequestProblem({ code: 'invalid-page', member: clash, value: members.get(clash) ?? '' });
  }
  return {
    kind: 'cursor',
    size,
    direction: after === undefined ? 'before' : 'after',
    cursor: after ?? before ?? '',
    counted: members.get('total') === 'true',
  };
};

export const unknownPageMembers = (members: ReadonlyMap<string, string>): readonly string[] =>
  [...members.keys()].filter((member) => !known.has(member));

/** A number that no list reaches is as good as any other that none reaches. */
const positive = (members: ReadonlyMap<string, string>, member: string, otherwise: number): number => {
  const text = members.get(member);
  if (text === undefined) return otherwise;
  const value = /^\d+$/.test(text) ? Math.min(Number(text), Number.MAX_SAFE_INTEGER) : 0;
  if (value < 1) throw new RequestProblem({ code: 'invalid-page', member, value: text });
  return value;
};
