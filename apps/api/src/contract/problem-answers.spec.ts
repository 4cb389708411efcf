import { describe, expect, it } from '@jest/globals';
import { adminDocument } from '../openapi/admin-document.js';
import { resellerDocument } from '../openapi/reseller-document.js';
import { answersOf, isBodiless, problemCodes, sourceWords } from './problem-answers.js';

const apis = [
  ['admin', JSON.stringify(adminDocument())],
  ['reseller', JSON.stringify(resellerDocument())],
] as const;

describe('the answers to a problem', () => {
  it.each(apis)('are none where the description of the %s API has no example of it', (api, description) => {
    const answered = problemCodes.filter((problem) => answersOf(api, problem).length > 0 && !isBodiless(api, problem));
    expect(answered.filter((problem) => !description.includes(`"${problem}":{`))).toEqual([]);
  });

  it('have placeholders for the data of a request', () => {
    expect(answersOf('admin', 'unknown-field')).toEqual([
      { title: 'Invalid field', detail: '{field} is not a valid field for {type}.', code: '104', status: '400' },
    ]);
    expect(answersOf('reseller', 'unknown-field').map(sourceWords)).toEqual(['parameter `fields[{type}]`']);
    expect(answersOf('reseller', 'record-not-found').map(({ code }) => code)).toEqual(['{RESOURCE}-NOT-FOUND']);
  });

  it('are several where it is worded differently', () => {
    expect(answersOf('admin', 'malformed-family').map(({ code }) => code)).toEqual(['119', '120', '118']);
  });

  it('are none where an API never meets it', () => {
    expect(answersOf('reseller', 'login-failed')).toEqual([]);
  });
});
