import type { Wire } from '@org/json-api';

/** The body of an action: its members in the wire's names, at every depth. Decimals and times write themselves, as text. */
export const flatBody = ({ wireName }: Pick<Wire, 'wireName'>, members: object): string =>
  JSON.stringify(members, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [wireName(name), member as unknown]))
      : value,
  );
