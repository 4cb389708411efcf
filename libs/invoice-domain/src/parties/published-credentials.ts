/** Password of the demo's admin user. */
export const publishedPassword = 'demo-password';

/** Token of the demo's first manager. */
export const publishedToken = 'vY5fwetestK3gJXZH5uHCw';

/** Beginning of the tokens of the demo's other managers. */
export const publishedTokenPrefix = 'demo-token-';

/** Whether a token was published with the demo data, so that everybody knows it. */
export const isPublishedToken = (token: string): boolean =>
  token === publishedToken || token.startsWith(publishedTokenPrefix);
