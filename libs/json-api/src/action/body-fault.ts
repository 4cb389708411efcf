import type { Problem } from '../problem.js';

/** Fault of one member of a request body. */
export interface BodyFault {
  readonly kind: 'missing' | 'unknown' | 'invalid' | 'too-large';
  readonly member: string;
  /** JSON pointer to the member: `/amount/total`. */
  readonly pointer: string;
  /** Requirement on the member, without its name: `has to be a day, YYYY-MM-DD`. */
  readonly message: string;
}

/** Refusals of an action for faults of its body; by default they are the API's general problems. */
export interface FaultWords {
  /** The refusal for a required member that is absent. */
  readonly missing?: string;
  /** The refusal for anything wrong within a member, by the member's name on the wire. */
  readonly within?: Readonly<Record<string, string>>;
}

/** JSON pointer to the parent object. */
const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));

const sentenceOf = ({ kind, member, message }: BodyFault): string =>
  kind === 'missing' ? `The member ${member} is missing.` : `${member} ${message}.`;

/** The problem that a client is told for a fault. */
export const problemOfFault = (fault: BodyFault, { missing, within = {} }: FaultWords = {}): Problem => {
  const { kind, member, pointer, message } = fault;
  if (kind === 'too-large') return { code: 'body-too-large' };
  if (kind === 'unknown') return { code: 'member-not-allowed', member, pointer };
  const refusal = within[pointer.split('/')[1] ?? ''];
  if (refusal !== undefined) return { code: 'refused', refusal, detail: sentenceOf(fault), pointer };
  if (kind === 'invalid') return { code: 'invalid-member', member, message, pointer };
  const place = parentOf(pointer);
  return missing === undefined
    ? { code: 'missing-member', member, pointer: place }
    : { code: 'refused', refusal: missing, detail: sentenceOf(fault), pointer: place };
};

/** A JSON pointer one member deeper (RFC 6901). */
export const pointerTo = (parent: string, member: string | number): string =>
  `${parent}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
