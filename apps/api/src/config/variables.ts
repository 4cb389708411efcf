interface Variable {
  readonly value: unknown;
}

/** The number that a variable writes in digits; anything else as it is, for validation to refuse. */
export const wholeNumber = ({ value }: Variable): unknown =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

/** The flag that a variable writes as a word; anything else as it is. */
export const flag = ({ value }: Variable): unknown => (value === 'true' ? true : value === 'false' ? false : value);
