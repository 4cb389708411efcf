import { describe, expect, it } from '@jest/globals';
import { Progress, progressBar, progressText } from './progress.js';

describe('the progress of a file', () => {
  it('is rows, speed, share and what is left', () => {
    expect(progressText({ rows: 1_200_000, bytes: 60, ofBytes: 100, seconds: 6 })).toBe(
      '1,200,000 rows, 200,000 rows/s, 60 %, 0:04 left',
    );
    expect(progressBar({ rows: 1, bytes: 50, ofBytes: 100, seconds: 1 })).toBe(`[${'█'.repeat(12)}${'░'.repeat(12)}] `);
  });

  it('has no share where nobody knows how much will come', () => {
    const position = { rows: 1_000, bytes: 60, ofBytes: undefined, seconds: 2 };
    expect(progressText(position)).toBe('1,000 rows, 500 rows/s');
    expect(progressBar(position)).toBe('');
  });

  it('is one line on a terminal, and taken away at the end', () => {
    const written: string[] = [];
    const progress = new Progress({ isTTY: true, columns: 40, write: (text) => written.push(text) });
    progress.show({ rows: 1_000, bytes: 5, ofBytes: 10, seconds: 1 });
    progress.show({ rows: 1_001, bytes: 5, ofBytes: 10, seconds: 1.05 });
    progress.end();
    expect(written).toEqual([`\r\u001b[K[${'█'.repeat(12)}${'░'.repeat(12)}] 1,000 rows, `, '\r\u001b[K']);
  });

  it('is a line every five seconds elsewhere', () => {
    const written: string[] = [];
    const progress = new Progress({ write: (text) => written.push(text) });
    for (let seconds = 1; seconds <= 11; seconds += 1)
      progress.show({ rows: seconds, bytes: 1, ofBytes: undefined, seconds });
    progress.end();
    expect(written).toEqual(['5 rows, 1 rows/s\n', '10 rows, 1 rows/s\n']);
  });
});
