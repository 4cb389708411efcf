import type { Exposure } from '../exposure.js';
import { RequestProblem, type Problem } from '../problem.js';

/** What is wrong with the record that a request would leave behind. */
export interface Violation {
  /** The domain name of an attribute or a relationship; undefined where the record as a whole is at fault. */
  readonly member: string | undefined;
  readonly message: string;
}

/** A record that breaks rules, before anybody knows by which exposure it was written. */
export class InvalidRecord extends Error {
  override readonly name = 'InvalidRecord';
  readonly violations: readonly [Violation, ...Violation[]];

  constructor(...violations: readonly [Violation, ...Violation[]]) {
    super(violations.map(({ member, message }) => `${member ?? 'record'} ${message}`).join(', '));
    this.violations = violations;
  }
}

/** @throws InvalidRecord unless there are none, those of one member side by side */
export const refuseViolations = (violations: readonly Violation[]): void => {
  const [first, ...others] = [...byMember(violations).values()].flat();
  if (first !== undefined) throw new InvalidRecord(first, ...others);
};

const byMember = (violations: readonly Violation[]): ReadonlyMap<string | undefined, readonly Violation[]> => {
  const members = new Map<string | undefined, Violation[]>();
  for (const violation of violations) {
    const alike = members.get(violation.member) ?? [];
    if (!alike.some(({ message }) => message === violation.message)) alike.push(violation);
    members.set(violation.member, alike);
  }
  return members;
};

/** The same fault as the request's, in the names of the wire. */
export const requestProblemOf = (exposure: Exposure, { violations }: InvalidRecord): RequestProblem => {
  const [first, ...others] = violations;
  return new RequestProblem(problemOf(exposure, first), ...others.map((violation) => problemOf(exposure, violation)));
};

const problemOf = ({ wire, attributes, relationships }: Exposure, { member, message }: Violation): Problem => {
  if (member === undefined) return { code: 'invalid-member', message, pointer: '/data' };
  const relationship = relationships.find(({ key }) => key === member);
  if (relationship !== undefined) {
    const { wireName } = relationship;
    return { code: 'invalid-member', member: wireName, message, pointer: `/data/relationships/${wireName}` };
  }
  // Also where no such attribute is shown, as in the original.
  const wireName = attributes.find(({ key }) => key === member)?.wireName ?? wire.wireName(member);
  return { code: 'invalid-member', member: wireName, message, pointer: `/data/attributes/${wireName}` };
};
