import { ModuleMocker } from 'jest-mock';

// What `@jest/globals` stands for in test files: the functions of the framework that runs the current one. They are live
// bindings, so a module that several files import sees those of the file that runs.

export let describe, it, expect, beforeAll, beforeEach, afterEach, afterAll;

export const setGlobals = (globals) => {
  ({ describe, it, expect, beforeAll, beforeEach, afterEach, afterAll } = globals);
};

const mocker = new ModuleMocker(globalThis);

export const jest = {
  spyOn: mocker.spyOn.bind(mocker),
  /** Milliseconds for each test of the file. */
  setTimeout(milliseconds) {
    globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = milliseconds;
  },
};

/** Takes the spies of a file away. */
export const restoreMocks = () => mocker.restoreAllMocks();
