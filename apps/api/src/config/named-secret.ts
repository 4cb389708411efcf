/** A secret and the name by which what was made with it says so. */
export interface NamedSecret {
  readonly id: string;
  readonly secret: string;
}

interface Variable {
  readonly value: unknown;
}

const form = /^([\w.-]{1,64}):(.+)$/;

/** The secrets that a variable lists as `name:secret`, separated by commas; anything else as it is, for validation to refuse. */
export const namedSecrets = ({ value }: Variable): unknown => {
  if (typeof value !== 'string') return value;
  const read = value.split(',').map((item): NamedSecret | undefined => {
    const [, id, secret] = form.exec(item.trim()) ?? [];
    return id === undefined || secret === undefined ? undefined : { id, secret };
  });
  return read.every((one) => one !== undefined) ? read : value;
};

/** Whether a value is a list of secrets of a length each, no two of one name. */
export const areNamedSecrets = (value: unknown, isSecret: (secret: string) => boolean): boolean =>
  Array.isArray(value) &&
  (value as readonly NamedSecret[]).every(({ secret }) => isSecret(secret)) &&
  new Set((value as readonly NamedSecret[]).map(({ id }) => id)).size === value.length;
