/** The heading of CHANGELOG.md under which a change is listed, by how much it raises the version. */
const headings = { major: 'Breaking', minor: 'Added', patch: 'Fixed' };

const order = Object.keys(headings);

/** The greatest of the bumps that a changeset asks for. */
const bumpOf = ({ releases }) => order.find((bump) => releases.some(({ type }) => type === bump));

/** A Markdown list item, whose further lines are indented. */
const itemOf = ({ summary }) => `- ${summary.trim().replaceAll(/\n(?=.)/g, '\n  ')}`;

const unreleased = '## [Unreleased]\n';

/** The sections of a release, by heading. */
function sectionsOf(body) {
  const [, ...parts] = body.split(/^### /m);
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n');
      return [part.slice(0, end), part.slice(end).trim()];
    }),
  );
}

/**
 * CHANGELOG.md after a release: what was unreleased, and the changesets with it, stand under the version and its day.
 * @throws Error for a changelog without an [Unreleased] heading
 */
export function withRelease(changelog, changesets, { version, day }) {
  const start = changelog.indexOf(unreleased);
  if (start === -1) throw new Error('CHANGELOG.md has no heading [Unreleased]');
  const before = changelog.slice(0, start);
  const [body, ...older] = changelog.slice(start + unreleased.length).split(/^(?=## \[)/m);
  const sections = sectionsOf(body);
  for (const bump of order) {
    const items = changesets.filter((one) => bumpOf(one) === bump).map(itemOf);
    if (items.length === 0) continue;
    const present = sections.get(headings[bump]);
    sections.set(headings[bump], [...(present === undefined ? [] : [present]), ...items].join('\n'));
  }
  const texts = [...sections].map(([heading, text]) => `### ${heading}\n\n${text}\n`);
  return [`${before}${unreleased}`, `## [${version}] – ${day}\n`, ...texts, ...older].join('\n');
}
