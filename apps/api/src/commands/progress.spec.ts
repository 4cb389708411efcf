import { describe, expect, it } from '@jest/globals';
import { Progress, progressBar, progressText } from './progress.js';

describe('the progress of a command', () => {
  it('is rows, speed, share and what is left', () => {
    expect(progressText({ count: 1_200_000, bytes: { read: 60, of: 100 }, seconds: 6 }, 'rows')).toBe(
      '1,200,000 rows, 200,000 rows/s, 60 %, 0:04 left',
    );
    expect(progressBar({ count: 1, bytes: { read: 50, of: 100 }, seconds: 1 })).toBe(
      `[${'█'.repeat(12)}${'░'.repeat(12)}] `,
    );
  });

  it('has no share where nobody knows how much will come', () => {
    const position = { count: 1_000, seconds: 2 };
    expect(progressText(position, 'rows')).toBe('1,000 rows, 500 rows/s');
    expect(progressBar(position)).toBe('');
  });

  it('is one line on a terminal, and taken away at the end', () => {
    const written: string[] = [];
    const progress = new Progress({ isTTY: true, columns: 40, write: (text) => written.push(text) }, 'rows');
    progress.show({ count: 1_000, bytes: { read: 5, of: 10 }, seconds: 1 });
    progress.show({ count: 1_001, bytes: { read: 5, of: 10 }, seconds: 1.05 });
    progress.end();
    expect(written).toEqual([`\r\u001b[K[${'█'.repeat(12)}${'░'.repeat(12)}] 1,000 rows, `, '\r\u001b[K']);
  });

  it('is a line every five seconds elsewhere', () => {
    const written: string[] = [];
    const progress = new Progress({ write: (text) => written.push(text) }, 'rows');
    for (let seconds = 1; seconds <= 11; seconds += 1) progress.show({ count: seconds, seconds });
    progress.end();
    expect(written).toEqual(['5 rows, 1 rows/s\n', '10 rows, 1 rows/s\n']);
  });
});
