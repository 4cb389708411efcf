import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Checkout } from './checkout.js';

describe('a commit beside the present one', () => {
  let repository: string;

  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: repository,
      encoding: 'utf8',
    }).trim();

  const commit = (text: string): string => {
    writeFileSync(join(repository, 'file'), text);
    git('add', 'file');
    git('commit', '-q', '-m', text);
    return git('rev-parse', 'HEAD');
  };

  beforeEach(() => {
    repository = mkdtempSync(join(tmpdir(), 'checkout-spec-'));
    git('init', '-q');
  });

  afterEach(() => {
    rmSync(repository, { recursive: true });
  });

  it('is checked out elsewhere, and nothing of it stays', async () => {
    const old = commit('old');
    commit('new');
    const checkout = await Checkout.of(repository, 'HEAD~1');

    expect(checkout.commit).toBe(old);
    expect(readFileSync(join(checkout.directory, 'file'), 'utf8')).toBe('old');
    expect(readFileSync(join(repository, 'file'), 'utf8')).toBe('new');

    await checkout.remove();
    expect(existsSync(checkout.directory)).toBe(false);
    expect(git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('is removed while it is being built', async () => {
    commit('no package');
    const checkout = await Checkout.of(repository, 'HEAD');
    const failure = checkout.build(() => undefined).catch((error: unknown) => String(error));

    await checkout.remove();
    expect(await failure).toContain('npm ci');
    expect(existsSync(checkout.directory)).toBe(false);
  });

  it('has to exist', async () => {
    commit('only');

    await expect(Checkout.of(repository, 'no-such-commit')).rejects.toThrow('there is no commit no-such-commit');
    await expect(Checkout.of(repository, '--help')).rejects.toThrow('there is no commit --help');
  });
});
