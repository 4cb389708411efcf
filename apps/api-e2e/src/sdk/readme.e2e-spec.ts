import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runScript } from '../openapi/programs.js';
import { DemoWorld } from '../support/demo-world.js';
import { demoEnvironment } from './demo-environment.js';

const readme = readFileSync(new URL('../../../../libs/sdk/README.md', import.meta.url), 'utf8');

const chapters = readme.split(/^## /m).flatMap((chapter) => {
  const title = chapter.split('\n', 1)[0] ?? '';
  return [...chapter.matchAll(/^```js\n(.*?)^```/gms)].map(([, program = '']) => [title, program] as const);
});

/** Output of a program according to its comments. */
const promisedBy = (program: string): string =>
  [...program.matchAll(/\/\/ → (.*)$/gm)].map(([, line = '']) => `${line}\n`).join('');

let world: DemoWorld;
let directory: string;

beforeAll(async () => {
  world = await DemoWorld.start();
  // Below this project, or nothing would lead to the packages of the workspace.
  const parent = fileURLToPath(new URL('../../tmp/', import.meta.url));
  await mkdir(parent, { recursive: true });
  directory = await mkdtemp(join(parent, 'readme-'));
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
  await world.stop();
});

describe('what the README of the SDK shows', () => {
  it('is a program in most of its chapters', () => {
    expect(chapters.length).toBeGreaterThanOrEqual(7);
  });

  it.each(chapters)('under “%s” runs, and prints what it says', async (_, program) => {
    const file = join(directory, 'program.mjs');
    await writeFile(file, program);

    expect(await runScript(file, [], demoEnvironment(world))).toEqual({ succeeded: true, output: promisedBy(program) });
    expect(promisedBy(program)).not.toBe('');
  });
});
