import { describe, expect, it } from '@jest/globals';
import { Decimal, instantOf, ZoneOffsets, type Instant } from '@org/kernel';
import { shopDialect } from '../../test/shop-dialect.js';
import { quotedInteger } from '../codecs.js';
import type { Dialect } from '../dialect.js';
import { kebabCase, snakeCase, type Wire } from '../wire.js';
import { exposeWith } from '../expose-with.js';
import type { Exposure } from '../exposure.js';
import { decimal, flag, instant, integer, oneOf, text } from '../kind.js';
import { noIncludes, parseInclude } from '../query/include.js';
import { Registry } from '../registry.js';
import { attr, optional, resourceOf, toMany, toOne } from '../resource.js';
import { resourceObjectOf, type PlainRecord } from './plain.js';
import { compileRowWriter } from './row-writer.js';
import { selectionOf, type Row } from './selection.js';

const linked: Dialect = { ...shopDialect, wireName: kebabCase, links: true, identifier: ['type', 'id'] };
const bare: Dialect = { ...shopDialect, wireName: snakeCase, links: false, identifier: ['id', 'type'] };

interface Book {
  readonly fullTitle: string;
  readonly subtitle: string | null;
  readonly price: Decimal;
  readonly pages: number | null;
  readonly signed: boolean;
  readonly printedAt: Instant | null;
  readonly state: 'draft' | 'printed';
  readonly shelfMark: string;
  readonly row: number;
}

const bookResource = resourceOf<Book>()('book', () => ({
  attributes: {
    fullTitle: attr(text),
    subtitle: optional(text),
    price: attr(decimal),
    pages: optional(integer),
    signed: attr(flag),
    printedAt: optional(instant),
    state: attr(oneOf(['draft', 'printed'])),
    shelfMark: attr(text),
    row: attr(integer),
  },
  relationships: { firstAuthor: toOne('author'), readers: toMany('reader') },
}));

const nobody = resourceOf<object>();
const people = (wire: Wire): readonly Exposure[] => [
  exposeWith(wire)(
    nobody('author', () => ({ attributes: {} })),
    { type: 'authors', attributes: {} },
  ),
  exposeWith(wire)(
    nobody('reader', () => ({ attributes: {} })),
    { type: 'readers', attributes: {} },
  ),
];

const context = { base: 'http://h/api', zone: new ZoneOffsets('UTC') };

const writtenBothWays = (exposure: Exposure, include: string, row: Row, record: PlainRecord) => {
  const registry = new Registry({ ...shopDialect, ...exposure.wire }, [exposure, ...people(exposure.wire)]);
  const includes = include === '' ? noIncludes : parseInclude(registry, exposure, include);
  const selection = selectionOf(registry, exposure, includes);
  return {
    compiled: compileRowWriter(selection)('', row, context),
    plain: JSON.stringify(resourceObjectOf(selection, record, context)),
  };
};

const emma: PlainRecord = {
  id: '7',
  values: {
    fullTitle: 'Emma "with" \\ <quotes> &\u2028',
    subtitle: null,
    price: Decimal.of('12.50'),
    pages: 474,
    signed: true,
    printedAt: instantOf('1815-12-23T08:00:00.123999Z'),
    state: 'printed',
    shelfMark: 'A-1',
    row: 3,
  },
  linkage: { firstAuthor: '12', readers: ['5', '6'] },
};

describe('a resource object of an API with links', () => {
  const exposure = exposeWith(linked)(bookResource, {
    type: 'books',
    path: 'library/books',
    attributes: {
      fullTitle: {},
      subtitle: {},
      price: {},
      pages: {},
      signed: {},
      printedAt: {},
      state: { words: { draft: 'Draft', printed: 'Printed' } },
    },
    relationships: { firstAuthor: { linkage: 'always' }, readers: {} },
  });
  const attributes =
    '{"full-title":"Emma \\"with\\" \\\\ <quotes> &\u2028","subtitle":null,"price":"12.5","pages":474,"signed":true,' +
    '"printed-at":"1815-12-23T08:00:00.123Z","state":"Printed"}';
  const values = [
    'Emma "with" \\ <quotes> &\u2028',
    null,
    '12.50',
    '474',
    't',
    '1815-12-23 08:00:00.123999+00',
    'printed',
  ];

  it('has links, attributes in order, and every relationship with its links', () => {
    const { compiled, plain } = writtenBothWays(exposure, '', ['7', ...values, '12'], emma);
    expect(compiled).toBe(
      `{"id":"7","type":"books","links":{"self":"http://h/api/library/books/7"},"attributes":${attributes},` +
        '"relationships":{"first-author":{"links":{"self":"http://h/api/library/books/7/relationships/first-author",' +
        '"related":"http://h/api/library/books/7/first-author"},"data":{"type":"authors","id":"12"}},' +
        '"readers":{"links":{"self":"http://h/api/library/books/7/relationships/readers",' +
        '"related":"http://h/api/library/books/7/readers"}}}}',
    );
    expect(plain).toBe(compiled);
  });

  it('shows linkage where it was asked for, and null for a to-one that leads nowhere', () => {
    const { compiled, plain } = writtenBothWays(exposure, 'readers', ['7', ...values, null, '{5,6}'], {
      ...emma,
      linkage: { firstAuthor: null, readers: ['5', '6'] },
    });
    expect((JSON.parse(compiled) as { relationships: unknown }).relationships).toMatchObject({
      'first-author': { data: null },
      readers: {
        data: [
          { type: 'readers', id: '5' },
          { type: 'readers', id: '6' },
        ],
      },
    });
    expect(plain).toBe(compiled);
  });
});

describe('a resource object of an API without links', () => {
  it('has the relationships whose linkage is shown, and no others', () => {
    const exposure = exposeWith(bare)(bookResource, {
      type: 'books',
      attributes: { fullTitle: {} },
      relationships: { readers: { linkage: 'always' }, firstAuthor: {} },
    });
    const title = { ...emma, values: { fullTitle: 'Emma' } };
    const { compiled, plain } = writtenBothWays(exposure, '', ['7', 'Emma', '{5,6}'], title);
    expect(compiled).toBe(
      '{"id":"7","type":"books","attributes":{"full_title":"Emma"},"relationships":{"readers":{"data":[' +
        '{"id":"5","type":"readers"},{"id":"6","type":"readers"}]}}}',
    );
    expect(plain).toBe(compiled);
  });

  it.each([
    ['an empty array', { readers: [] }],
    ['nothing', {}],
    ['null', { readers: null }],
  ])('shows an empty array for a to-many when the record links to %s', (_, linkage) => {
    const exposure = exposeWith(bare)(bookResource, {
      type: 'books',
      attributes: {},
      relationships: { readers: { linkage: 'always' } },
    });
    const { compiled, plain } = writtenBothWays(exposure, '', ['7', '{}'], { id: '7', values: {}, linkage });
    expect(compiled).toBe('{"id":"7","type":"books","relationships":{"readers":{"data":[]}}}');
    expect(plain).toBe(compiled);
  });

  it('has neither attributes nor relationships where none is shown', () => {
    const exposure = exposeWith(bare)(bookResource, {
      type: 'books',
      attributes: {},
      relationships: { readers: {} },
    });
    const { compiled, plain } = writtenBothWays(exposure, '', ['7'], emma);
    expect(compiled).toBe('{"id":"7","type":"books"}');
    expect(plain).toBe(compiled);
  });
});

describe('grouped attributes', () => {
  const values = { fullTitle: 'Emma', subtitle: null, pages: null, shelfMark: 'A-1', row: 3 };

  it.each<[string, Exposure, Row, string]>([
    [
      'stand in the middle',
      exposeWith(bare)(bookResource, {
        type: 'books',
        attributes: { fullTitle: {}, shelfMark: { group: 'place', name: 'mark' }, row: { group: 'place' }, pages: {} },
      }),
      ['7', 'Emma', 'A-1', '3', null],
      '{"full_title":"Emma","place":{"mark":"A-1","row":3},"pages":null}',
    ],
    [
      'stand first, with another group behind them',
      exposeWith(bare)(bookResource, {
        type: 'books',
        attributes: {
          row: { group: 'place', codec: quotedInteger },
          shelfMark: { group: 'place' },
          fullTitle: { group: 'words' },
        },
      }),
      ['7', '3', 'A-1', 'Emma'],
      '{"place":{"row":"3","shelf_mark":"A-1"},"words":{"full_title":"Emma"}}',
    ],
    [
      'are one, and say another word for null',
      exposeWith(bare)(bookResource, {
        type: 'books',
        attributes: { fullTitle: {}, subtitle: { group: 'words', ifNull: 'no "subtitle"' } },
      }),
      ['7', 'Emma', null],
      '{"full_title":"Emma","words":{"subtitle":"no \\"subtitle\\""}}',
    ],
  ])('%s', (_, exposure, row, attributes) => {
    const { compiled, plain } = writtenBothWays(exposure, '', row, { id: '7', values, linkage: {} });
    expect(compiled).toBe(`{"id":"7","type":"books","attributes":${attributes}}`);
    expect(plain).toBe(compiled);
  });
});
