import { InvalidRecord } from '../model/domain-failure.js';
import type { Violation } from '../model/violation.js';

/** @throws InvalidRecord unless there are none; those of one member stand side by side, each once */
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
