import { describe, expect, it } from '@jest/globals';
import { importKinds, importStates } from './import.js';
import { isToBeUndone, undoRefusals } from './undo-import.js';

describe('an import', () => {
  it.each([
    ['finished', true],
    ['brokenOff', true],
    ['undoing', false],
    ['undone', false],
  ] as const)('that is %s is to be undone: %s', (state, expected) => {
    expect(isToBeUndone({ kind: 'cdrs', state })).toBe(expected);
  });

  it('is not undone while it is running', () => {
    expect(importStates).toContain('running');
    expect(() => isToBeUndone({ kind: 'transactions', state: 'running' })).toThrow(undoRefusals.running);
  });

  it.each(importKinds.filter((kind) => kind !== 'cdrs' && kind !== 'transactions'))(
    'of %s cannot be undone',
    (kind) => {
      expect(() => isToBeUndone({ kind, state: 'finished' })).toThrow(undoRefusals.kind);
    },
  );
});
