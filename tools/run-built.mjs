import { ensureInstalled } from './ensure-installed.mjs';

/**
 * Installs and transpiles what is missing and runs a program in this process: standard input, the terminal and its signals belong to the
 * program itself.
 * @param program relative to this folder
 */
export async function runBuilt(program) {
  try {
    ensureInstalled();
    const { transpile } = await import('./transpile.mjs');
    await transpile();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  await import(program);
}
