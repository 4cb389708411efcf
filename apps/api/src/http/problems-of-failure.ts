import {
  adminExposures,
  adminInvoiceRefusals,
  isFailure,
  UsageChanged,
  type Failure,
  type InvalidRecord,
  type InvoiceRefused,
  type PlaceOfFault,
  type Refused,
} from '@org/invoice-domain';
import { RequestProblem, snakeCase, violationProblemOf, type Exposure, type Problem } from '@org/json-api';
import { assertNever } from '@org/kernel';

export type Problems = readonly [Problem, ...Problem[]];

/** The record that a request is about. */
export interface About {
  /** Exposure that names the record's members; without it, a problem points at the whole record. */
  readonly exposure?: Exposure;
  /** The id as the request spells it, which may have leading zeros. */
  readonly id?: string;
}

/** Translates a failure of the domain into problems; the only place that does. */
export const problemsOfFailure = (failure: Failure, { exposure, id }: About = {}): Problems => {
  switch (failure.kind) {
    case 'record-not-found':
      return [{ code: 'record-not-found', id: id ?? failure.id, resource: failure.resource }];
    case 'invalid-record':
      return violated(failure.violations, exposure);
    case 'invoice-refused': {
      const [, ...others] = failure.refusals;
      return violated(
        [firstOf(failure), ...others.map((refusal) => adminInvoiceRefusals[refusal])],
        adminExposures.invoice,
      );
    }
    case 'refused':
      return [refused(failure, exposure)];
    case 'final':
      return [{ code: 'locked', detail: 'Cannot delete record because it is approved' }];
    case 'in-use':
      return [{ code: 'locked', detail: `Cannot ${failure.change} record because of dependent ${failure.by}` }];
    case 'idempotency-key-reused':
      return [{ code: 'idempotency-key-reused' }];
    case 'batch-id-reused':
      return [{ code: 'batch-id-reused', id: failure.id }];
    default:
      return assertNever(failure);
  }
};

/** @throws RequestProblem where the work ends in a failure of the domain */
export const answeringFailures = async <Result>(work: Promise<Result>, about: About = {}): Promise<Result> => {
  try {
    return await work;
  } catch (error) {
    throw isFailure(error) ? new RequestProblem(...problemsOfFailure(error, about)) : error;
  }
};

/** First refusal of a failure; of an invoice whose usage has changed, with the difference. */
const firstOf = (failure: InvoiceRefused): InvalidRecord['violations'][0] => {
  const { member, message } = adminInvoiceRefusals[failure.refusals[0]];
  if (!(failure instanceof UsageChanged)) return { member, message };
  return { member, message: `${message}, its total of ${failure.billed} would be ${failure.used}. Refill it` };
};

const violated = ([first, ...others]: InvalidRecord['violations'], exposure: Exposure | undefined): Problems => {
  const problemOf = (violation: typeof first): Problem =>
    exposure === undefined
      ? { code: 'invalid-member', message: violation.message, pointer: '/data' }
      : violationProblemOf(exposure, violation);
  return [problemOf(first), ...others.map(problemOf)];
};

/** Where the exposure is known, the place is among the attributes of a document. */
const refused = ({ refusal, more: { detail, place } }: Refused, exposure: Exposure | undefined): Problem => ({
  code: 'refused',
  refusal,
  ...(detail !== undefined && { detail }),
  ...(place !== undefined && { pointer: pointerOf(place, exposure) }),
});

const pointerOf = (place: PlaceOfFault, exposure: Exposure | undefined): string => {
  const [root, spelled] = exposure === undefined ? ['', snakeCase] : ['/data/attributes', exposure.wire.wireName];
  return root + place.map((step) => `/${spelled(String(step))}`).join('');
};
