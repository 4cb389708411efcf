import { type Member, type MemberKind, type Members } from '@org/json-api';

/** A member that a body has as well, spelled as the SDK's records spell it: `amount.total` as `amountTotal`. */
export interface FlattenedMember {
  readonly name: string;
  readonly path: readonly [string, string];
}

const union = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' | ');

/** The type of each kind of value: total, so that a new kind must choose. */
const types: { readonly [Kind in MemberKind]: (member: Member) => string } = {
  text: () => 'string',
  oneOf: ({ values = [] }) => union(values),
  currencyCode: () => 'string',
  localDate: () => 'LocalDate',
  decimal: () => 'Decimal',
  id: () => 'string | number',
  link: () => 'string',
  file: () => 'Blob',
  object: ({ members = {} }) => `{ ${propertiesOf(members)} }`,
  choice: ({ members = {} }) => choiceOf(members),
  list: ({ members = {} }) => `readonly { ${propertiesOf(members)} }[]`,
};

/** The TypeScript type of what a client sends for a member. */
export const typeOf = (member: Member): string => types[member.kind](member);

/** One of them, and none of the others. */
const choiceOf = (members: Members): string => {
  const names = Object.keys(members);
  return names
    .map((chosen) => {
      const others = names.filter((name) => name !== chosen).map((name) => `readonly ${name}?: undefined;`);
      const member = members[chosen];
      return `{ readonly ${chosen}: ${member === undefined ? 'never' : typeOf(member)}; ${others.join(' ')} }`;
    })
    .join(' | ');
};

const commentOf = ({ description }: Member): string => (description === undefined ? '' : `/** ${description} */\n`);

/** One member as a property of an interface, with what it means. */
export const propertyOf = (name: string, member: Member): string =>
  member.isOptional
    ? `${commentOf(member)}readonly ${name}?: ${typeOf(member)} | undefined;\n`
    : `${commentOf(member)}readonly ${name}: ${typeOf(member)};\n`;

/** All members as properties of an interface. */
export const propertiesOf = (members: Members): string =>
  Object.entries(members)
    .map(([name, member]) => propertyOf(name, member))
    .join('');
