import { adminDialect, resellerDialect } from '@org/invoice-domain';
import type { Dialect } from '@org/json-api';

/** One of the public APIs, as the edge needs to know it. */
export interface Api {
  readonly dialect: Dialect;
  /** Prefix of the API's paths, below which all answers are in its format. */
  readonly prefix: string;
  /** Whether an answer depends on `Accept`, given what the request sent. */
  readonly variesBy: (accept: string | undefined) => boolean;
}

/** Browsers send a list that ends in a wildcard; Yeti does not choose a format by such a list. */
const isBrowserLike = (accept: string): boolean => accept.includes(',') && accept.includes('*/*');

export const adminApi: Api = {
  dialect: adminDialect,
  prefix: '/api/rest/admin',
  variesBy: (accept) => accept !== undefined && accept !== '' && !isBrowserLike(accept),
};

export const resellerApi: Api = {
  dialect: resellerDialect,
  prefix: '/api/v3',
  variesBy: () => true,
};

const apis = [adminApi, resellerApi] as const;

/** The API that a URL belongs to. */
export const apiOf = (url: string): Api | undefined =>
  apis.find(({ prefix }) => url.startsWith(prefix) && /^$|[/?]/.test(url.charAt(prefix.length)));
