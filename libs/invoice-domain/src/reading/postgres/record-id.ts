import { RequestProblem, type Exposure } from '@org/json-api';

const wholeNumber = /^-?\d+$/;

/** An id of more digits names no record, and would not fit PostgreSQL's bigint. */
const longestId = 18;

/** Whether no record can have the id. @throws RequestProblem when it is no number at all */
export const isAbsent = ({ resource }: Exposure, id: string): boolean => {
  if (!wholeNumber.test(id)) throw new RequestProblem({ code: 'malformed-id', id, resource });
  return id.length > longestId;
};

export const recordNotFound = ({ resource }: Exposure, id: string): RequestProblem =>
  new RequestProblem({ code: 'record-not-found', id, resource });
