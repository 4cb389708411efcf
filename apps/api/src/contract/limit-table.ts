import {
  defaultPageSize,
  filterLimit,
  filterValueLimit,
  includedRecordLimit,
  includeDepthLimit,
  includePathLimit,
  maximumPageSize,
  patternLengthLimit,
  patternLimit,
  sortKeyLimit,
} from '@org/json-api';
import { bodyLimit, maxParamLength } from '../http/request-limits.js';
import { table } from './markdown.js';

const limits: Readonly<Record<string, number>> = {
  'records on a page, unless `page[size]` says otherwise': defaultPageSize,
  'records on a page, at most': maximumPageSize,
  'relationships in a path of `include`': includeDepthLimit,
  'paths in `include`': includePathLimit,
  'included records': includedRecordLimit,
  'different criteria of `sort`': sortKeyLimit,
  'filters of a list': filterLimit,
  'values of all filters of a list': filterValueLimit,
  'of them, patterns and days in lists': patternLimit,
  'characters of a pattern': patternLengthLimit,
  'characters of a segment of the path': maxParamLength,
  'bytes of a body that holds no file': bodyLimit,
};

/** Table of the limits of requests and answers. */
export const limitTable = (): string =>
  table(
    ['limit', 'value'],
    Object.entries(limits).map(([limit, value]) => [limit, value.toLocaleString('en')]),
  );
