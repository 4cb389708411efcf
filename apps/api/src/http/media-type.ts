export const jsonApiType = 'application/vnd.api+json';

/** JSON objects, one on each line. */
export const ndjsonType = 'application/x-ndjson';

/** A media type without its parameters. */
export const mediaTypeOf = (contentType: string): string => (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();

interface MediaRange {
  readonly type: string;
  readonly parameters: readonly string[];
  /** A weight of nothing: anything but this. */
  readonly isRefused: boolean;
}

const rangesOf = (accept: string): readonly MediaRange[] =>
  accept.split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return {
      type,
      parameters: parameters.filter((parameter) => !parameter.startsWith('q=')),
      isRefused: parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)),
    };
  });

/**
 * The admin API takes no `Accept`, exactly its media type as one of the entries, or an entry that starts with a full
 * wildcard; its media type with a parameter is not its media type (docs/wire/admin.md, header checks).
 */
export const adminAccepts = (accept: string | undefined): boolean =>
  accept === undefined ||
  accept.trim() === '' ||
  accept.split(',').some((entry) => entry.trim() === jsonApiType || entry.trim().startsWith('*/*'));

/**
 * JSON:API 1.1: instances of the media type with parameters other than `ext` and `profile` are ignored, and no extension is
 * supported here; a profile is always acceptable.
 */
export const resellerAccepts = (accept: string | undefined): boolean =>
  accept === undefined ||
  accept.trim() === '' ||
  rangesOf(accept).some(
    ({ type, parameters, isRefused }) =>
      !isRefused &&
      (type === '*/*' ||
        type === 'application/*' ||
        (type === jsonApiType && parameters.every((parameter) => parameter.startsWith('profile=')))),
  );
