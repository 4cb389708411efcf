import { RequestProblem, type Problem } from '../problem.js';
import { isSentObject, JsonNumber, readJson, type SentJson } from '../write/json-text.js';
import type { Body } from './body.js';
import { problemOfFault, type BodyFault, type FaultWords } from './body-fault.js';
import { hasFile, type Members, type ValuesOf } from './member.js';
import { membersExample, membersSchema, readMembers, underRules, type ObjectRule } from './object-member.js';

/** Maximum depth of objects: declared bodies have at most three, and a deeper one would exhaust the stack. */
const deepest = 10;

/** Faults told at once: more would make the answer larger than the request. */
const faultLimit = 20;

interface FlatBodyOptions<Declared extends Members> {
  /** Whether a request can omit the body, which then counts as empty. */
  readonly isOptional?: boolean;
  readonly rules?: readonly ObjectRule<ValuesOf<Declared>>[];
  readonly words?: FaultWords;
}

/**
 * A body that is one flat JSON object, called by its name in the SDK, its members spelled as the wire spells them. Numbers stay text until a member says what
 * they mean, so no digit is lost.
 */
export const flatBody = <const Declared extends Members>(
  name: string,
  members: Declared,
  { isOptional = false, rules = [], words = {} }: FlatBodyOptions<Declared> = {},
): Body<ValuesOf<Declared>> => ({
  isOptional,
  alwaysTyped: false,
  hasFile: hasFile(members),
  flat: { name, members },
  read: (text, { dialect: { wireName } }, { fileBytes }) => {
    const sent = readJson(isOptional && text === '' ? '{}' : text);
    if (!isSentObject(sent)) throw malformed('The request body must be an object.');
    refuseDeeperThan(deepest, sent);
    const context = { wireName, fileBytes };
    const read = underRules(readMembers(sent, '', members, context), rules, { member: '', pointer: '' }, context);
    if ('value' in read) return read.value;
    throw problemOf(read.faults, words);
  },
  content: ({ dialect: { wireName } }, mediaType) => ({
    [mediaType]: {
      schema: membersSchema(members, wireName),
      examples: { request: { value: membersExample(members, wireName) } },
    },
  }),
  schemas: {},
  occasions: [],
  faults: faultSamples(words),
  example: ({ dialect: { wireName } }) => membersExample(members, wireName),
});

/** A file that is too large is told only when nothing else is wrong. */
const problemOf = (faults: readonly BodyFault[], words: FaultWords): RequestProblem => {
  const others = faults.filter(({ kind }) => kind !== 'too-large');
  const reported = others.length > 0 ? others : faults.slice(0, 1);
  const [first, ...more] = reported.slice(0, faultLimit).map((fault) => problemOfFault(fault, words));
  if (first === undefined) throw new Error('a body without a fault was refused');
  return new RequestProblem(first, ...more);
};

const malformed = (detail: string): RequestProblem => new RequestProblem({ code: 'malformed-body', detail });

const refuseDeeperThan = (left: number, json: SentJson): void => {
  if (typeof json !== 'object' || json === null || json instanceof JsonNumber) return;
  if (left === 0) throw malformed('The request body is nested too deeply.');
  for (const member of Object.values(json)) refuseDeeperThan(left - 1, member);
};

/** A missing member is a refusal where the action has one for it. */
const faultSamples = ({ missing }: FaultWords): readonly Problem[] => [
  ...(missing === undefined ? [{ code: 'missing-member', member: 'name', pointer: '' } as const] : []),
  { code: 'member-not-allowed', member: 'colour', pointer: '/colour' },
  {
    code: 'invalid-member',
    member: 'total',
    message: 'has to be an amount such as "123.45"',
    pointer: '/amount/total',
  },
];
