import { formatResultsErrors } from 'jest-message-util';
import * as modules from 'node:module';
import { pathToFileURL } from 'node:url';
import { restoreMocks, setGlobals } from './globals.mjs';
import * as typescript from './typescript.mjs';

// Node 20 has no hooks but those of a thread of their own.
if (modules.registerHooks) modules.registerHooks(typescript);
else modules.register('./typescript.mjs', import.meta.url);

const require = modules.createRequire(import.meta.url);
const { default: runByCircus } = require('jest-circus/runner');

/** State that Jest's test framework keeps outside of its module: the listeners of a file, and the time limit of its tests. */
const kept = [Symbol.for('EVENT_HANDLERS'), Symbol.for('TEST_TIMEOUT_SYMBOL')];

/** The framework is made for one file. */
function loadFramework(module) {
  for (const symbol of kept) delete globalThis[symbol];
  delete require.cache[module];
  return require(module);
}

/** Jest's registry of modules as far as the framework asks for it, done by Node's own. */
const runtime = {
  requireInternalModule: loadFramework,
  requireModule: require,
  setGlobalsForRuntime: setGlobals,
  unstable_shouldLoadAsEsm: () => true,
  unstable_importModule: (file) => import(pathToFileURL(file)),
  enterTestCode: () => undefined,
  leaveTestCode: () => undefined,
};

function restoreVariables(variables) {
  for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
  Object.assign(process.env, variables);
}

/** Jest shows paths, not URLs; no functions without a name, which are most of a test file; and this one, if it stayed. */
const readable = ({ failureMessages, ...result }) => ({
  ...result,
  failureMessages: failureMessages.map((message) =>
    message
      .replaceAll('file:///', '/')
      .replaceAll('at <anonymous> (/', 'at test file (/')
      .replaceAll(/\n.* runTestFile .*/g, ''),
  ),
});

/**
 * Runs a test file by Jest's own framework, but as a module of this process instead of in a context of its own: what test files
 * import is loaded once for all that a process runs. Each of them finds the environment variables as the first one did, and no spies.
 */
export default async function runTestFile(globalConfig, config, environment, _runtime, file, send) {
  const variables = { ...process.env };
  // Node finds the lines of the sources by itself.
  process.setSourceMapsEnabled(true);
  delete Error.prepareStackTrace;
  try {
    const outcome = await runByCircus(globalConfig, config, environment, runtime, file, send);
    const testResults = outcome.testResults.map(readable);
    const failureMessage = outcome.testExecError
      ? outcome.failureMessage
      : formatResultsErrors(testResults, config, globalConfig, file);
    return { ...outcome, testResults, failureMessage };
  } finally {
    restoreVariables(variables);
    restoreMocks();
  }
}
