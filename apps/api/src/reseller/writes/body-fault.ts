import type { Problem } from '@org/json-api';

/** What is wrong with one member of a body. */
export interface BodyFault {
  readonly kind: 'missing' | 'unknown' | 'invalid';
  readonly member: string;
  /** Where it stands, or would stand, as a JSON pointer: `/amount/total`. */
  readonly pointer: string;
  /** What it has to be; a sentence without its subject. */
  readonly message: string;
}

/** What holds a member: the place to point at when the member itself is not there. */
const holderOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));

/** A fault in the API's general words; an action may have words of its own for some. */
export const bodyProblemOf = ({ kind, member, pointer, message }: BodyFault): Problem => {
  switch (kind) {
    case 'missing':
      return { code: 'missing-member', member, pointer: holderOf(pointer) };
    case 'unknown':
      return { code: 'member-not-allowed', member, pointer };
    case 'invalid':
      return { code: 'invalid-member', member, message, pointer };
  }
};

/** A member that is not there, as an action of invoices words it: `INVOICE-0001`. */
export const invoiceBodyProblemOf = (fault: BodyFault): Problem =>
  fault.kind === 'missing'
    ? {
        code: 'refused',
        refusal: 'parameters-missing',
        detail: `The member ${fault.member} is missing.`,
        pointer: holderOf(fault.pointer),
      }
    : bodyProblemOf(fault);
