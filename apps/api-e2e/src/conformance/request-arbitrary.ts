import type { OutgoingHttpHeaders } from 'node:http';
import fc, { type Arbitrary } from 'fast-check';
import { encodedText, roughText } from './text-arbitrary.js';

/** A request as it goes out: nothing of it is normalised on the way. */
export interface GeneratedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
}

/** Parts of the generated requests of one API. */
export interface RequestParts {
  readonly path: Arbitrary<string>;
  /** A name and its value, both as they were meant: the encoding comes later. */
  readonly parameter: Arbitrary<readonly [name: string, value: string]>;
  readonly credentials: Arbitrary<OutgoingHttpHeaders>;
}

const jsonApi = 'application/vnd.api+json';

const accept = fc.constantFrom(
  jsonApi,
  '*/*',
  'application/*',
  '',
  `${jsonApi};ext="https://example.org/unknown"`,
  `${jsonApi};profile="https://example.org/unknown"`,
  `${jsonApi}; charset=utf-8`,
  `${jsonApi};q=0`,
  `text/html, ${jsonApi};q=0.9, */*;q=0.8`,
  'text/html',
  ';;,,;=',
  'application/vnd.api+json;profile="a,b;c"',
);

const ifNoneMatch = fc.oneof(
  fc.constantFrom('*', 'W/""', '"', 'W/"00000000000000000000000000000000"', 'W/"a", W/"b"'),
  headerText(),
);

/** Mostly absent: a header that is refused hides everything behind it. */
const seldom = (name: string, value: Arbitrary<string>, weight: number): Arbitrary<OutgoingHttpHeaders> =>
  fc.oneof(
    { weight: 100 - weight, arbitrary: fc.constant({}) },
    { weight, arbitrary: value.map((text) => ({ [name]: text })) },
  );

/** Any byte that Node lets into a header. */
function headerText(): Arbitrary<string> {
  return fc
    .array(fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff })), { maxLength: 300 })
    .map((codes) => String.fromCharCode(...codes).trim());
}

const headers = fc
  .tuple(
    seldom('accept', accept, 6),
    seldom('if-none-match', ifNoneMatch, 10),
    seldom('x-request-id', headerText(), 15),
    seldom('host', fc.constantFrom('example.org', 'example.org:80', '[::1]:3000', 'a b', '"', 'ü', ''), 3),
  )
  .map((parts): OutgoingHttpHeaders => Object.assign({}, ...parts) as OutgoingHttpHeaders);

const parameterText = (parameter: RequestParts['parameter']): Arbitrary<string> =>
  fc.oneof(
    {
      weight: 20,
      arbitrary: parameter.chain(([name, value]) =>
        fc.tuple(encodedText(name), encodedText(value)).map((pair) => pair.join('=')),
      ),
    },
    { weight: 1, arbitrary: roughText },
  );

/** Well-formed and broken requests of one API, with parameters in all spellings. */
export const requestOf = ({ path, parameter, credentials }: RequestParts): Arbitrary<GeneratedRequest> =>
  fc
    .record({
      method: fc.oneof(
        { weight: 18, arbitrary: fc.constant('GET') },
        // Nothing that changes the world: a failure in another world could not be repeated.
        { weight: 2, arbitrary: fc.constantFrom('HEAD', 'OPTIONS') },
      ),
      path,
      query: fc.array(parameterText(parameter), { maxLength: 4 }),
      headers: fc.tuple(headers, credentials),
    })
    .map(({ method, path: target, query, headers: [common, own] }) => ({
      method,
      path: query.length === 0 ? target : `${target}?${query.join('&')}`,
      headers: { ...common, ...own },
    }));
