import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../ensure-installed.mjs';
import { withRelease } from '../release/changelog.mjs';

const release = { version: '0.2.0', day: '2026-03-01' };

const changeset = (type, summary) => ({ summary, releases: [{ name: '@org/api', type }] });

const changelog = `# Changelog

Words.

## [Unreleased]

### Added

- Invoices.

## [0.1.0] – 2026-01-01

### Added

- Accounts.
`;

describe('the changelog of a release', () => {
  it('has what was unreleased and what changesets say, under the headings of their kinds', () => {
    const changesets = [
      changeset('minor', 'Payments,\nby file, too.'),
      changeset('patch', 'A sum was wrong.'),
      changeset('major', 'No more cheques.'),
    ];

    expect(withRelease(changelog, changesets, release)).toBe(`# Changelog

Words.

## [Unreleased]

## [0.2.0] – 2026-03-01

### Added

- Invoices.
- Payments,
  by file, too.

### Breaking

- No more cheques.

### Fixed

- A sum was wrong.

## [0.1.0] – 2026-01-01

### Added

- Accounts.
`);
  });

  it('lists a change once, by the package that it changes most', () => {
    const both = {
      summary: 'A method.',
      releases: [
        { name: '@org/api', type: 'patch' },
        { name: '@org/sdk', type: 'minor' },
      ],
    };
    const text = withRelease(changelog, [both], release);

    expect(text.match(/A method/g)).toHaveLength(1);
    expect(text).toContain('- Invoices.\n- A method.');
    expect(text).not.toContain('### Fixed');
  });

  it('is not made of a file without the heading that it begins at', () => {
    expect(() => withRelease('# Changelog\n', [], release)).toThrow('[Unreleased]');
  });
});

describe('the versions of the packages', () => {
  const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

  it('are one: what is built from one commit fits together', () => {
    const files = ['apps', 'libs'].flatMap((folder) =>
      readdirSync(join(root, folder)).map((name) => `${folder}/${name}/package.json`),
    );
    const versions = [...files, 'tools/package.json'].map((file) => read(file).version);

    expect(new Set(versions).size).toBe(1);
    expect(read('.changeset/config.json').fixed).toEqual([['@org/*']]);
  });

  it('begin at [Unreleased] in the changelog, where the next release is put together', () => {
    expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain('\n## [Unreleased]\n');
  });
});
