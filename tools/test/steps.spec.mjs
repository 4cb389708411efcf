import { describe, expect, it } from '@jest/globals';
import { Steps } from '../steps.mjs';

/** Output of a start with two steps, one of which has progress and a note. */
const shownOn = (screen) => {
  const written = [];
  const steps = new Steps({ ...screen, write: (text) => written.push(text) });
  steps.step('Filling');
  steps.progress('1 of 2');
  steps.progress('2 of 2');
  steps.note('that was all');
  steps.step('Starting');
  steps.ready('http://localhost');
  return written.join('').replaceAll(/\d+\.\d s/g, 'N s');
};

describe('the steps of a start', () => {
  it('are lines with the time that each took, and lines below for what happens meanwhile', () => {
    expect(shownOn({})).toBe(
      'Filling … \n  1 of 2\n  2 of 2\n  that was all\n  done in N s\nStarting … N s\nReady after N s\n\nhttp://localhost\n',
    );
  });

  it('show progress in their own line on a terminal', () => {
    expect(shownOn({ isTTY: true })).toBe(
      'Filling … \r\u001B[KFilling … 1 of 2 \r\u001B[KFilling … 2 of 2 \n  that was all\n  done in N s\n' +
        'Starting … \r\u001B[KStarting … N s\nReady after N s\n\nhttp://localhost\n',
    );
  });

  it('are broken off by what failed, on standard error', () => {
    const [out, err] = [[], []];
    const steps = new Steps({ write: (text) => out.push(text) }, { write: (text) => err.push(text) });
    steps.step('Starting');
    steps.failed('It did not start.');

    expect([out.join(''), err.join('')]).toEqual(['Starting … \n', 'It did not start.\n']);
  });

  it('let a note stand by itself where no step is under way', () => {
    const written = [];
    new Steps({ write: (text) => written.push(text) }).note('Stopping');

    expect(written.join('')).toBe('Stopping\n');
  });
});
