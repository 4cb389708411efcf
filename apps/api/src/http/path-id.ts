import { RequestProblem } from '@org/json-api';

/** @throws RequestProblem for what is no id: there is no record of it either */
export const idInPath = (resource: string, text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new RequestProblem({ code: 'record-not-found', resource, id: text });
  return Number(text);
};
