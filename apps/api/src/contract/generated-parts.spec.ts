import { describe, expect, it } from '@jest/globals';
import { withParts } from './generated-parts.js';

const place = (names: string, text: string): string => `<!-- generated: ${names} -->\n${text}\n<!-- end -->`;

describe('a text with generated parts', () => {
  it('keeps what is written by hand, and has each part in its place', () => {
    const text = `# Books\n\n${place('books', '\nstale\n')}\n\nBy hand.\n\n${place('readers', '')}\n`;
    expect(withParts(text, { readers: 'Ada', books: '| Emma |' })).toBe(
      `# Books\n\n${place('books', '\n| Emma |\n')}\n\nBy hand.\n\n${place('readers', '\nAda\n')}\n`,
    );
  });

  it('stays as it is when it is filled once more', () => {
    const once = withParts(place('books', ''), { books: 'Emma' });
    expect(withParts(once, { books: 'Emma' })).toBe(once);
  });

  it('may have one place for parts that are alike', () => {
    const filled = withParts(place('drafts, prints', ''), { drafts: 'Emma', prints: 'Emma' });
    expect(filled).toBe(place('drafts, prints', '\nEmma\n'));
  });

  it('has no common place for parts that differ', () => {
    expect(() => withParts(place('drafts, prints', ''), { drafts: 'Emma', prints: 'Persuasion' })).toThrow(
      'drafts and prints differ: each needs its own place',
    );
  });

  it('has no place for what is not declared', () => {
    expect(() => withParts(place('maps', ''), {})).toThrow('no declaration gives "maps", which a marker names');
  });

  it.each([
    ['no place', ''],
    ['two places', `${place('books', '')}\n${place('books', '')}`],
  ])('is refused when a part has %s', (_, text) => {
    expect(() => withParts(text, { books: 'Emma' })).toThrow(
      '"books" must have exactly one place: <!-- generated: books -->',
    );
  });
});
