import { describe, expect, it } from '@jest/globals';
import type { Decimal } from '@org/kernel';
import { shopDialect } from '../test/shop-dialect.js';
import type { WriteContext } from './codec.js';
import { quotedFlag } from './codecs.js';
import { fromTextOf } from './document/column-text.js';
import { exposeWith } from './expose-with.js';
import type { ExposedAttribute } from './exposure.js';
import { refuseDuplicateMembers } from './member-names.js';
import { decimal, flag, oneOf, text } from './kind.js';
import { attr, optional, resourceOf, toMany, toOne } from './resource.js';

const expose = exposeWith(shopDialect);

const fromText = (attribute: ExposedAttribute | undefined, text: string, context: WriteContext): string | undefined =>
  attribute && fromTextOf(attribute)(text, context);

const states = ['draft', 'printed', 'soldOut'] as const;

interface Book {
  readonly fullTitle: string;
  readonly subtitle: string | null;
  readonly price: Decimal;
  readonly state: (typeof states)[number];
  readonly formerState: (typeof states)[number] | null;
  readonly signed: boolean;
}

const bookResource = resourceOf<Book>()('book', (mapped) => ({
  attributes: {
    fullTitle: attr(text),
    subtitle: optional(text),
    price: attr(decimal),
    state: attr(oneOf(states)),
    formerState: optional(oneOf(states)),
    signed: attr(flag),
  },
  derived: { availability: mapped('state', { draft: 'later', printed: 'now', soldOut: 'later' }) },
  relationships: {
    publisher: toOne('publisher'),
    secondAuthor: toOne('author'),
    readers: toMany('reader', ['loans', 'reader']),
  },
}));

const context = { base: 'http://h', zone: undefined as never };

describe('an exposure', () => {
  it('shows the chosen attributes in the chosen order, spelled as the dialect spells', () => {
    const { attributes } = expose(bookResource, { type: 'books', attributes: { price: {}, fullTitle: {} } });
    expect(attributes.map(({ wireName }) => wireName)).toEqual(['price', 'full_title']);
    expect(attributes.map(({ property }) => property)).toEqual(['price', 'fullTitle']);
  });

  it('may name an attribute, show another word for null, and put attributes into a group', () => {
    const { attributes } = expose(bookResource, {
      type: 'books',
      attributes: { fullTitle: { name: 'title' }, subtitle: { ifNull: 'none', group: 'small_print' } },
    });
    expect(attributes).toMatchObject([
      { wireName: 'title', ifNull: null, group: undefined },
      { wireName: 'subtitle', ifNull: 'none', group: 'small_print' },
    ]);
  });

  it('carries the domain types of what it shows, and of nothing else', () => {
    const exposure = expose(bookResource, { type: 'books', attributes: { subtitle: {}, availability: {} } });
    type Shown = NonNullable<typeof exposure.shape>['attributes'];
    const shown: Shown = { subtitle: null, availability: 'later' };
    // @ts-expect-error -- the price is not shown
    const more: Shown = { ...shown, price: 1 };
    expect(Object.keys(shown)).toEqual(exposure.attributes.map(({ key }) => key));
    expect(more).not.toEqual(shown);
  });

  it('takes its type for its path unless it says another', () => {
    expect(expose(bookResource, { type: 'books', attributes: {} }).path).toBe('books');
    expect(expose(bookResource, { type: 'books', path: 'library', attributes: {} }).path).toBe('library');
  });

  it('shows the chosen relationships: linkage when included and includable, unless it says otherwise', () => {
    const { relationships } = expose(bookResource, {
      type: 'books',
      attributes: {},
      relationships: {
        readers: { linkage: 'always', includable: false },
        secondAuthor: {},
        publisher: { name: 'house' },
      },
    });
    expect(relationships).toEqual([
      {
        key: 'readers',
        wireName: 'readers',
        target: 'reader',
        cardinality: 'many',
        via: ['loans', 'reader'],
        linkage: 'always',
        includable: false,
        onRequest: false,
      },
      {
        key: 'secondAuthor',
        wireName: 'second_author',
        target: 'author',
        cardinality: 'one',
        via: ['secondAuthor'],
        linkage: 'included',
        includable: true,
        onRequest: false,
      },
      {
        key: 'publisher',
        wireName: 'house',
        target: 'publisher',
        cardinality: 'one',
        via: ['publisher'],
        linkage: 'included',
        includable: true,
        onRequest: false,
      },
    ]);
  });

  it('shows a flag by the codec it names', () => {
    const [signed] = expose(bookResource, { type: 'books', attributes: { signed: { codec: quotedFlag } } }).attributes;
    expect(fromText(signed, 't', context)).toBe('"true"');
  });
});

describe('the words of an attribute', () => {
  it('stand for the stored ones', () => {
    const [state] = expose(bookResource, {
      type: 'books',
      attributes: { state: { words: { draft: 'Draft', printed: 'In "print"', soldOut: 'Sold out' } } },
    }).attributes;
    expect(fromText(state, 'printed', context)).toBe('"In \\"print\\""');
    expect(state?.codec.encode('soldOut' as never, context)).toBe('Sold out');
  });

  it('are the derived ones when the attribute is derived', () => {
    const [availability] = expose(bookResource, { type: 'books', attributes: { availability: {} } }).attributes;
    expect(availability?.property).toBe('state');
    expect(fromText(availability, 'soldOut', context)).toBe('"later"');
    expect(availability?.codec.encode('printed' as never, context)).toBe('now');
  });

  it('may be put over derived ones', () => {
    const [availability] = expose(bookResource, {
      type: 'books',
      attributes: { availability: { words: { now: 'In stock', later: 'Soon' } } },
    }).attributes;
    expect(fromText(availability, 'draft', context)).toBe('"Soon"');
    expect(availability?.codec.encode('printed' as never, context)).toBe('In stock');
  });

  it('never stand for a value that came from elsewhere', () => {
    const [state] = expose(bookResource, {
      type: 'books',
      attributes: { state: { words: { draft: 'Draft', printed: 'Printed', soldOut: 'Sold out' } } },
    }).attributes;
    expect(() => fromText(state, 'toString', context)).toThrow('no word for the value toString');
    expect(() => state?.codec.encode('burnt' as never, context)).toThrow('no word for the value burnt');
  });
});

describe('a declaration that shows two members by one name is refused', () => {
  it('for two attributes', () => {
    expect(() => {
      refuseDuplicateMembers(
        expose(bookResource, {
          type: 'books',
          attributes: { fullTitle: { name: 'title' }, subtitle: { name: 'title' } },
        }),
      );
    }).toThrow('books would show two members named title');
  });

  it('for an attribute and a relationship, which share one name space', () => {
    expect(() => {
      refuseDuplicateMembers(
        expose(bookResource, {
          type: 'books',
          attributes: { fullTitle: { name: 'publisher' } },
          relationships: { publisher: {} },
        }),
      );
    }).toThrow('books would show two members named publisher');
  });

  it('for two attributes of one group', () => {
    expect(() => {
      refuseDuplicateMembers(
        expose(bookResource, {
          type: 'books',
          attributes: { fullTitle: { group: 'words', name: 'title' }, subtitle: { group: 'words', name: 'title' } },
        }),
      );
    }).toThrow('books would show two members named words.title');
  });

  it('for an attribute and a group', () => {
    expect(() => {
      refuseDuplicateMembers(
        expose(bookResource, {
          type: 'books',
          attributes: { fullTitle: { name: 'words' }, subtitle: { group: 'words' } },
        }),
      );
    }).toThrow('books would show two members named words');
  });

  it('for a group that is interrupted, and would be written twice', () => {
    expect(() => {
      refuseDuplicateMembers(
        expose(bookResource, {
          type: 'books',
          attributes: { fullTitle: { group: 'words' }, price: {}, subtitle: { group: 'words' } },
        }),
      );
    }).toThrow('books would show two members named words');
  });

  it('but not for the same name inside and outside a group', () => {
    const { attributes } = expose(bookResource, {
      type: 'books',
      attributes: { fullTitle: { name: 'title' }, subtitle: { group: 'small_print', name: 'title' } },
    });
    expect(attributes).toHaveLength(2);
  });
});

/** The type checker proves these: a directive under which nothing is wrong is itself an error. */
describe('a declaration does not compile', () => {
  it('with a field that the resource lacks; past the compiler, it throws', () => {
    expect(() =>
      expose(bookResource, {
        type: 'books',
        // @ts-expect-error -- a book has no colour
        attributes: { colour: {} },
      }),
    ).toThrow('the resource has no member colour');
  });

  it('with a relationship that the resource lacks; past the compiler, it throws', () => {
    expect(() =>
      expose(bookResource, {
        type: 'books',
        attributes: {},
        // @ts-expect-error -- a book has no shelf
        relationships: { shelf: {} },
      }),
    ).toThrow('the resource has no member shelf');
  });

  it('without a wire word for every state', () => {
    // @ts-expect-error -- a book that is sold out would have no word
    expose(bookResource, { type: 'books', attributes: { state: { words: { draft: 'Draft', printed: 'Printed' } } } });
    expose(bookResource, {
      type: 'books',
      // @ts-expect-error -- nor would one that was sold out before
      attributes: { formerState: { words: { draft: 'Draft' }, ifNull: 'None' } },
    });
    // @ts-expect-error -- a derived attribute has words of its own to cover
    expose(bookResource, { type: 'books', attributes: { availability: { words: { now: 'In stock' } } } });
    expect(
      expose(bookResource, {
        type: 'books',
        attributes: {
          formerState: { words: { draft: 'Draft', printed: 'Printed', soldOut: 'Sold out' }, ifNull: 'None' },
        },
      }).attributes,
    ).toHaveLength(1);
  });

  it('with words for an attribute that is no closed set', () => {
    // @ts-expect-error -- nobody can list the titles of all books
    expose(bookResource, { type: 'books', attributes: { fullTitle: { words: { Emma: 'Emma' } } } });
    // @ts-expect-error -- a flag has no words
    expose(bookResource, { type: 'books', attributes: { signed: { words: { t: 'yes', f: 'no' } } } });
    expect.assertions(0);
  });

  it('with the codec of another kind', () => {
    // @ts-expect-error -- a title is not a flag
    const { attributes } = expose(bookResource, { type: 'books', attributes: { fullTitle: { codec: quotedFlag } } });
    expect(attributes).toHaveLength(1);
  });

  it('with an option or a linkage policy that does not exist', () => {
    // @ts-expect-error -- a slip of the pen would leave the name to the dialect
    expose(bookResource, { type: 'books', attributes: { fullTitle: { nmae: 'title' } } });
    // @ts-expect-error -- and here the linkage to the default
    expose(bookResource, { type: 'books', attributes: {}, relationships: { readers: { linkge: 'always' } } });
    // @ts-expect-error -- there are three policies
    expose(bookResource, { type: 'books', attributes: {}, relationships: { readers: { linkage: 'never' } } });
    expect.assertions(0);
  });
});
