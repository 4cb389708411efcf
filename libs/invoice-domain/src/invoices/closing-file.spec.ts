import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closingFileTypes, type ClosingFileType } from './external-invoice.js';
import { aDoc, anXlsx, aPdf, compoundFileOf, dataUrlOf, zipOf } from '../testing/sample-files.js';
import { closingFileIn, formatOf } from './closing-file.js';

const samples = { pdf: aPdf(), doc: aDoc(), xlsx: anXlsx() } as const satisfies Record<ClosingFileType, Buffer>;
const formats = Object.entries(samples) as readonly (readonly [ClosingFileType, Buffer])[];

describe('the format of a file', () => {
  it.each(formats)('is %s by its content', (format, content) => {
    expect(formatOf(content)).toBe(format);
  });

  it('is found in a part of a larger buffer too', () => {
    for (const [format, content] of formats) {
      const buffer = Buffer.concat([Buffer.alloc(7, 1), content, Buffer.alloc(7, 1)]);
      expect(formatOf(buffer.subarray(7, 7 + content.length))).toBe(format);
    }
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('an act')],
    ['a page of HTML', Buffer.from('<html><script>alert(1)</script>')],
    ['a program', Buffer.from('MZ\x90\0')],
    ['a PDF that begins later', Buffer.from(' %PDF-1.7')],
    ['a PDF of no version', Buffer.from('%PDF-x.y')],
    ['an archive without a workbook', zipOf({ '[Content_Types].xml': '', 'word/document.xml': '' })],
    ['a workbook without types', zipOf({ 'xl/workbook.xml': '' })],
    ['a workbook with macros', anXlsx({ 'xl/vbaProject.bin': '' })],
    ['an empty archive', zipOf({})],
    ['an archive behind something else', Buffer.concat([Buffer.from('#!/bin/sh\n'), anXlsx()])],
    ['an archive before something else', Buffer.concat([anXlsx(), Buffer.from('and more')])],
    ['a table of the older office', compoundFileOf(['Workbook'])],
    ['a document within a name', compoundFileOf(['WordDocumentX', 'AWordDocument', 'worddocument'])],
    ['a compound file without anything', compoundFileOf([])],
  ])('is none of them for %s', (_, content) => {
    expect(formatOf(content)).toBeUndefined();
  });

  it('is that of a workbook with a comment behind it, and of a document with a long directory', () => {
    const entries = { '[Content_Types].xml': 'x'.repeat(1_000), 'xl/workbook.xml': '' };
    expect(formatOf(zipOf(entries, 'PK\x05\x06 a comment'))).toBe('xlsx');
    const names = Array.from({ length: 300 }, (_, index) => `stream ${index}`);
    expect(formatOf(compoundFileOf([...names.slice(0, 100), 'WordDocument']))).toBe('doc');
    expect(formatOf(compoundFileOf(names.slice(0, 100)))).toBeUndefined();
  });

  it('is found soon, however large an archive says that it will become, and however often a chain goes round', () => {
    const bomb = anXlsx();
    // Uncompressed sizes of 4 GiB in all headers.
    for (let at = 0; at < bomb.length - 4; at += 1) {
      if (bomb.readUInt32LE(at) === 0x02014b50) bomb.writeUInt32LE(0xffffffff, at + 24);
    }
    expect(formatOf(bomb)).toBe('xlsx');
    const circle = Buffer.concat([compoundFileOf(['a', 'b', 'c']), Buffer.alloc(4_000_000)]);
    circle.writeUInt32LE(1, 512 + 4);
    circle.writeUInt32LE(0, 68);
    expect(formatOf(circle)).toBeUndefined();
  });

  it('is none for random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (bytes) => {
        expect(formatOf(bytes)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('is none for random bytes behind the first ones of an archive or a compound file', () => {
    const fronts = fc.constantFrom(samples.doc.subarray(0, 80), samples.xlsx.subarray(0, 30));
    fc.assert(
      fc.property(fronts, fc.uint8Array({ maxLength: 5_000 }), (front, bytes) => {
        expect(formatOf(Buffer.concat([front, bytes]))).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it.each(formats)(
    'is %s or nothing when bytes are changed or cut off, and never another or an error',
    (format, content) => {
      const change = fc.tuple(fc.nat(content.length - 1), fc.nat(255));
      fc.assert(
        fc.property(fc.array(change, { maxLength: 8 }), fc.nat(content.length), (changes, length) => {
          const changed = Buffer.from(content);
          for (const [at, byte] of changes) changed[at] = byte;
          expect([format, undefined]).toContain(formatOf(changed.subarray(0, length)));
        }),
        { numRuns: 1_000 },
      );
    },
  );

  it.each([
    ['doc', 8],
    ['xlsx', 4],
    ['pdf', 5],
  ] as const)('is no longer %s when any of its first %i bytes is another', (format, length) => {
    fc.assert(
      fc.property(fc.nat(length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(samples[format]);
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(formatOf(changed)).toBeUndefined();
      }),
    );
  });
});

describe('a file that is sent', () => {
  it.each(formats)('is taken as %s when it is what it says', (type, content) => {
    const file = closingFileIn(dataUrlOf(closingFileTypes[type], content));
    expect(file?.type).toBe(type);
    expect(Buffer.compare(Buffer.from(file?.content ?? []), content)).toBe(0);
  });

  it('may say its media type in capitals', () => {
    expect(closingFileIn(dataUrlOf('APPLICATION/PDF', samples.pdf))?.type).toBe('pdf');
  });

  it.each(formats)('is refused as %s when it is another format', (type) => {
    for (const [other, content] of formats) {
      const taken = closingFileIn(dataUrlOf(closingFileTypes[type], content));
      expect(taken?.type).toBe(other === type ? type : undefined);
    }
  });

  const base64 = samples.pdf.toString('base64');

  it.each([
    ['without a media type', base64],
    ['with an empty one', `data:;base64,${base64}`],
    ['with an unknown one', `data:text/html;base64,${base64}`],
    ['with one that objects have', `data:constructor;base64,${base64}`],
    ['not in base64', `data:application/pdf,${samples.pdf.toString('latin1')}`],
    ['in base64url', `data:application/pdf;base64,${Buffer.from('%PDF-1.7\xff\xfe', 'latin1').toString('base64url')}`],
    ['with blanks', `data:application/pdf;base64,${base64.slice(0, 8)} ${base64.slice(8)}`],
    ['with line ends', `data:application/pdf;base64,${base64.slice(0, 8)}\r\n${base64.slice(8)}`],
    ['without its padding', `data:application/pdf;base64,${Buffer.from('%PDF-1.7').toString('base64').slice(0, -1)}`],
    ['with something behind it', `data:application/pdf;base64,${base64}!`],
    ['empty', 'data:application/pdf;base64,'],
  ])('is refused %s', (_, sent) => {
    expect(closingFileIn(sent)).toBeUndefined();
  });

  it('comes back byte for byte, whatever follows its front', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const content = Buffer.concat([samples.pdf, bytes]);
        const file = closingFileIn(dataUrlOf('application/pdf', content));
        expect(Buffer.from(file?.content ?? []).equals(content)).toBe(true);
      }),
    );
  });

  it('is never taken when it is random', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(closingFileTypes)),
        fc.uint8Array(),
        fc.string(),
        (type, bytes, text) => {
          expect(closingFileIn(dataUrlOf(type, bytes))).toBeUndefined();
          expect(closingFileIn(`data:${type};base64,${text}`)).toBeUndefined();
          expect(closingFileIn(text)).toBeUndefined();
        },
      ),
    );
  });
});
