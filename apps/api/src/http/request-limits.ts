/** Bytes of a JSON body of an action or a login at most; files have a limit of their own (body-limits.ts). */
export const bodyLimit = 1_048_576;

/** Characters of a segment of a path at most: a longer one names nothing. */
export const maxParamLength = 100;
