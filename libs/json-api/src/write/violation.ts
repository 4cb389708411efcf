import type { Exposure } from '../exposure.js';
import type { Problem } from '../problem.js';

/** One rule that the record a request would leave behind breaks. */
export interface Violation {
  /** The domain name of an attribute or a relationship; undefined where the record as a whole is at fault. */
  readonly member: string | undefined;
  readonly message: string;
}

/** A violation as a problem of the request, in the names that an exposure gives to members. */
export const violationProblemOf = (
  { wire, attributes, relationships }: Exposure,
  { member, message }: Violation,
): Problem => {
  if (member === undefined) return { code: 'invalid-member', message, pointer: '/data' };
  const relationship = relationships.find(({ key }) => key === member);
  if (relationship !== undefined) {
    const { wireName } = relationship;
    return { code: 'invalid-member', member: wireName, message, pointer: `/data/relationships/${wireName}` };
  }
  // Also where no such attribute is shown, as in Yeti.
  const wireName = attributes.find(({ key }) => key === member)?.wireName ?? wire.wireName(member);
  return { code: 'invalid-member', member: wireName, message, pointer: `/data/attributes/${wireName}` };
};
