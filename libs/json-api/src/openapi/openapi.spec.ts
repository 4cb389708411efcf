import { describe, expect, it } from '@jest/globals';
import type { Decimal } from '@org/kernel';
import { shopDialect } from '../../test/shop-dialect.js';
import { exposeWith } from '../expose-with.js';
import type { Exposure } from '../exposure.js';
import type { Dialect } from '../dialect.js';
import type { JsonSchema } from '../json-schema.js';
import { decimal, flag, integer, oneOf, text } from '../kind.js';
import type { ErrorObject, Problem } from '../problem.js';
import { pageMembers } from '../query/page.js';
import { Registry } from '../registry.js';
import { attr, optional, resourceOf, toMany, toOne } from '../resource.js';
import { schemasOf } from './document-schemas.js';
import { errorResponsesOf, errorSchemasOf } from './error-responses.js';
import { everyOccasion, problemsOn } from './problems.js';
import { listParametersOf, queryParametersOf, showParametersOf } from './query-parameters.js';
import { schemaOfCodec } from './value-schemas.js';

const genres = ['novel', 'poetry'] as const;

interface Book {
  readonly title: string;
  readonly subtitle: string | null;
  readonly genre: (typeof genres)[number] | null;
  readonly price: Decimal;
  readonly pages: number | null;
  readonly signed: boolean;
  readonly margin: Decimal;
}

interface Named {
  readonly name: string;
}

const bookResource = resourceOf<Book>()('book', () => ({
  attributes: {
    title: attr(text),
    subtitle: optional(text),
    genre: optional(oneOf(genres)),
    price: attr(decimal),
    pages: optional(integer),
    signed: attr(flag),
    margin: attr(decimal),
  },
  relationships: { author: toOne('author') },
}));

const authorResource = resourceOf<Named>()('author', () => ({
  attributes: { name: attr(text) },
  relationships: { books: toMany('book') },
}));

const wordResource = resourceOf<Named>()('word', () => ({ attributes: { name: attr(text) } }));

const expose = exposeWith(shopDialect);

const books = expose(bookResource, {
  type: 'books',
  attributes: {
    title: { sort: false },
    subtitle: { group: 'print', onRequest: true },
    price: { group: 'print' },
    genre: { words: { novel: 'Novel', poetry: 'Poetry' }, ifNull: 'Unknown' },
    pages: { filter: false },
    signed: {},
  },
  relationships: { author: { linkage: 'always' } },
  totals: { by: 'genre', sums: ['price'] },
});
const authors = expose(authorResource, { type: 'authors', attributes: { name: {} }, relationships: { books: {} } });
const words = expose(wordResource, { type: 'words', attributes: { name: {} } });

const registry = new Registry(shopDialect, [books, authors, words]);
const schemas = schemasOf(registry);
const parameters = queryParametersOf(registry);

const attributes = schemas['books']?.properties?.['attributes']?.properties ?? {};

describe('the schema of a resource', () => {
  it('takes each value’s schema from its codec', () => {
    expect(attributes['title']).toEqual(schemaOfCodec(shopDialect.codecs.text));
    expect(attributes['signed']).toEqual(schemaOfCodec(shopDialect.codecs.flag));
  });

  it('says null of what may be missing, or the word that stands for it', () => {
    expect(attributes['pages']?.type).toEqual(['integer', 'null']);
    expect(attributes['genre']).toEqual({ type: 'string', enum: ['Novel', 'Poetry', 'Unknown'] });
  });

  it('puts a group of attributes into an object, and marks what is shown on request', () => {
    expect(attributes['print']).toEqual({
      type: 'object',
      required: ['subtitle', 'price'],
      properties: {
        subtitle: {
          type: ['string', 'null'],
          description: 'Extension: shown only when `fields[books]` names it.',
        },
        price: schemaOfCodec(shopDialect.codecs.decimal),
      },
    });
  });

  it('knows nothing of an attribute that is not exposed', () => {
    expect(JSON.stringify([schemas, parameters])).not.toContain('margin');
  });

  it('holds the linkage of relationships, of one record or of many', () => {
    const link = (type: string, name: string): JsonSchema | undefined =>
      schemas[type]?.properties?.['relationships']?.properties?.[name]?.properties?.['data'];
    expect(link('books', 'author')).toMatchObject({
      oneOf: [{ $ref: '#/components/schemas/authors.identifier' }, { type: 'null' }],
    });
    expect(link('authors', 'books')).toMatchObject({
      type: 'array',
      items: { $ref: '#/components/schemas/books.identifier' },
    });
  });
});

describe('the schema of a document', () => {
  it('includes what can be reached, in circles too', () => {
    expect(schemas['books.document']?.properties?.['included']?.items?.oneOf).toEqual([
      { $ref: '#/components/schemas/authors' },
      { $ref: '#/components/schemas/books' },
    ]);
  });

  it('includes nothing where there is nothing to reach', () => {
    expect(schemas['words.document']?.properties).not.toHaveProperty('included');
    expect(showParametersOf(registry, words)).toEqual([{ $ref: '#/components/parameters/words.fields' }]);
  });

  it('names the number of all records as the dialect does', () => {
    expect(schemas['authors.list']?.properties?.['meta']?.required).toEqual([shopDialect.totalMember]);
  });

  it('has the sums of a list where the exposure gives them, and the parameter that asks for them', () => {
    const groups = schemas['books.list']?.properties?.['meta']?.properties?.['totals']?.items;
    const asks = (exposure: Exposure): boolean =>
      listParametersOf(registry, exposure).some(({ $ref }) => $ref.endsWith('/withTotals'));
    expect(groups?.required).toEqual(['genre', 'count', 'price']);
    expect(schemas['authors.list']?.properties?.['meta']?.properties).not.toHaveProperty('totals');
    expect([books, authors].map(asks)).toEqual([true, false]);
  });
});

describe('the parameters of a list', () => {
  it('are all described', () => {
    for (const exposure of registry.exposures) {
      for (const { $ref } of listParametersOf(registry, exposure)) {
        expect(parameters).toHaveProperty([$ref.replace('#/components/parameters/', '')]);
      }
    }
  });

  it('are a filter for each that the exposure offers, under the very name', () => {
    const names = Object.entries(parameters)
      .filter(([key]) => key.startsWith('books.filter.'))
      .map(([, { name }]) => name);
    expect(names).toEqual([...books.filters.values()].map(({ key }) => `filter[${key}]`));
    expect(names.join()).not.toContain('pages');
  });

  it('take only the wire’s words for what is one of a closed set', () => {
    const genreFilters = [...books.filters.values()].filter(({ comparable }) => comparable === 'word');
    for (const { key } of genreFilters) {
      const { schema } = parameters[`books.filter.${key}`] ?? {};
      expect((schema?.items ?? schema)?.enum).toEqual(['Novel', 'Poetry']);
    }
    expect(genreFilters).not.toHaveLength(0);
  });

  it('list what can be sorted by, each in both directions', () => {
    expect(parameters['books.sort']?.schema.items?.enum).toEqual(
      ['id', 'genre', 'pages', 'signed'].flatMap((name) => [name, `-${name}`]),
    );
  });

  it('name the fields of each type that can be reached; a group is one field', () => {
    expect(parameters['books.fields']?.schema.items?.enum).toEqual(
      expect.arrayContaining(['title', 'print', 'genre', 'pages', 'signed', 'author']),
    );
    expect(parameters['books.fields']?.schema.items?.enum).not.toContain('subtitle');
  });

  it.each(pageMembers)('hold page[%s]', (member) => {
    expect(parameters[`page.${member}`]?.name).toBe(`page[${member}]`);
  });

  it('mark paging by cursor as an extension', () => {
    expect(parameters['page.after']?.description).toMatch(/^Extension: /);
    expect(parameters['page.before']?.description).toMatch(/^Extension: /);
  });

  it('let include begin with relationships only, and go five deep', () => {
    const pattern = new RegExp(parameters['books.include']?.schema.items?.pattern ?? '');
    expect(pattern.test('author.books.author.books.author')).toBe(true);
    expect(pattern.test('author.books.author.books.author.books')).toBe(false);
    expect(pattern.test('title')).toBe(false);
  });
});

describe('the answers to problems', () => {
  const everything = problemsOn(registry, everyOccasion, ['book']);
  const unknown: readonly string[] = ['route-not-found', 'record-not-found'];
  const answer = ({ code }: Problem): ErrorObject =>
    unknown.includes(code) ? { title: 'Nothing there', status: '404' } : { title: 'Wrong', code, status: '400' };
  const dialect: Dialect = {
    ...shopDialect,
    errors: Object.fromEntries(everything.map(({ code }) => [code, answer])) as unknown as Dialect['errors'],
    errorMembers: ['status', 'title', 'code', 'source'],
    bodiless: new Set(['unauthorized']),
  };
  const mediaType = 'application/vnd.api+json';
  const exampleOf = (problems: readonly Problem[], status: string): object =>
    errorResponsesOf(dialect, mediaType, problems)[status]?.content?.[mediaType]?.examples ?? {};

  it('are one response per status, each with an example of every problem in the dialect’s words', () => {
    expect(Object.keys(errorResponsesOf(dialect, mediaType, everything))).toEqual(['400', '404']);
    expect(exampleOf(everything, '404')).toEqual({
      'route-not-found': { value: { errors: [{ status: '404', title: 'Nothing there' }] } },
      'record-not-found': { value: { errors: [{ status: '404', title: 'Nothing there' }] } },
    });
    expect(Object.keys(exampleOf(everything, '400'))).toEqual(
      expect.arrayContaining(everything.map(({ code }) => code).filter((code) => !isSilentOr404(code))),
    );
  });

  it('have no content where the dialect answers by the status alone', () => {
    const response = errorResponsesOf(dialect, mediaType, [{ code: 'unauthorized' }])['400'];
    expect(response).toEqual({ description: 'Wrong; without a body' });
  });

  it('number the examples of a problem that has several', () => {
    expect(Object.keys(exampleOf(problemsOn(registry, ['record'], ['author', 'book']), '404'))).toEqual([
      'record-not-found',
      'record-not-found-2',
    ]);
  });

  it('leave out what a request without the occasion cannot meet', () => {
    expect(problemsOn(registry, ['record'], ['book']).map(({ code }) => code)).toEqual([
      'record-not-found',
      'malformed-id',
    ]);
  });

  it('have the members that some error uses, and require those that all of them have', () => {
    const { properties, required } = errorSchemasOf(dialect, everything)['error.object'] ?? {};
    expect(Object.keys(properties ?? {})).toEqual(['status', 'title', 'code']);
    expect(required).toEqual(['status', 'title']);
  });

  const isSilentOr404 = (code: Problem['code']): boolean => dialect.bodiless.has(code) || unknown.includes(code);
});
