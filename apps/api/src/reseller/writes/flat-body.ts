import type { Type } from '@nestjs/common';
import { JsonNumber, readJson, RequestProblem, isSentObject, type Problem, type SentJson } from '@org/json-api';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { bodyProblemOf, type BodyFault } from './body-fault.js';

/** Objects within objects, at most: no body has more than three, and deeper ones would exhaust whoever walks them. */
const deepest = 10;

/** Faults told at once: more would make the answer larger than the request. */
const faultLimit = 20;

/**
 * How an action reads its body: a flat object whose members a class declares, by the decorators of body-members.ts. Numbers stay
 * text until a member says what they mean, so no digit is lost.
 * @param wording of faults, where the action has words of its own
 * @returns a reader of JSON text, which throws RequestProblem: `malformed-body` for what is no JSON object, else what `wording` says
 */
export const flatBody =
  <Body extends object>(type: Type<Body>, wording: (fault: BodyFault) => Problem = bodyProblemOf) =>
  (text: string): Body => {
    const sent = readJson(text);
    if (!isSentObject(sent)) throw malformed('The request body must be an object.');
    refuseFaults(strangeMembers(sent, '', deepest), wording);
    const body = plainToInstance(type, sent);
    const options = { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true };
    refuseFaults(
      validateSync(body, options).flatMap((error) => faultsOf(error, '')),
      wording,
    );
    return body;
  };

const refuseFaults = (faults: readonly BodyFault[], wording: (fault: BodyFault) => Problem): void => {
  const [first, ...others] = faults.slice(0, faultLimit).map(wording);
  if (first !== undefined) throw new RequestProblem(first, ...others);
};

const malformed = (detail: string): RequestProblem => new RequestProblem({ code: 'malformed-body', detail });

const isUnknown = { kind: 'unknown', message: 'is not a member of this body' } as const;

/** Members named as what every object has: `class-transformer` skips some of them silently, and stumbles over others. */
const strangeMembers = (json: SentJson, pointer: string, left: number): readonly BodyFault[] => {
  if (typeof json !== 'object' || json === null || json instanceof JsonNumber) return [];
  if (left === 0) throw malformed('The request body is nested too deeply.');
  return Object.entries(json).flatMap(([member, value]: readonly [string, SentJson]) => {
    const own = pointerTo(pointer, member);
    return member in {} ? [{ ...isUnknown, member, pointer: own }] : strangeMembers(value, own, left - 1);
  });
};

const faultsOf = ({ property, value, constraints, children = [] }: ValidationError, above: string): BodyFault[] => {
  const pointer = pointerTo(above, property);
  const [broken] = Object.entries(constraints ?? {});
  const own = broken === undefined ? [] : [faultOf(property, pointer, value, broken)];
  return [...own, ...children.flatMap((child) => faultsOf(child, pointer))];
};

const faultOf = (
  member: string,
  pointer: string,
  value: unknown,
  [constraint, message]: readonly [string, string],
): BodyFault => {
  if (constraint === 'whitelistValidation') return { ...isUnknown, member, pointer };
  const kind = value === undefined || value === null ? 'missing' : 'invalid';
  return { kind, member, pointer, message: message.replace(`${member} `, '') };
};

const pointerTo = (above: string, member: string): string =>
  `${above}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
