/** Marks a branch that the type checker has proven unreachable; throws if data from outside the types gets there. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected value: ${String(value)}`);
}
