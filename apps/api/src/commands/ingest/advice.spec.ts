import { describe, expect, it } from '@jest/globals';
import { BrokenGzip } from '@org/invoice-domain/persistence';
import { FileChanged } from './file-content.js';
import { adviceOn } from './import-file.js';

const refused = (code: string): Error => Object.assign(new Error('refused'), { code });

describe('the advice on a file that broke off', () => {
  it.each([
    ['to get a damaged file anew', new BrokenGzip('damaged'), /^Get the file anew/],
    ['to wait for a file that is being written', new FileChanged('grows'), /^Send it again once it is written/],
    ['not to send again what the database refuses: a value', refused('22003'), /would not the next time/],
    ['not to send again what the database refuses: a constraint', refused('23514'), /would not the next time/],
    ['to send the same again after a lost connection', refused('08006'), /^Send the same again/],
    ['to send the same again when the disk is full', refused('53100'), /^Send the same again/],
    ['to send the same again after anything else', 'nobody knows', /^Send the same again/],
  ])('is %s', (_, cause, advice) => {
    expect(adviceOn(cause)).toMatch(advice);
  });
});
