import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { GeneratedFile } from './generated-file.js';

/** The workspace's root: sources and their build lie equally deep in it. */
const root = new URL('../../../../', import.meta.url);

export const pathOf = ({ path }: GeneratedFile): string => fileURLToPath(new URL(path, root));

/** The text that stands in the workspace, empty where the file is missing. */
export const committedText = (file: GeneratedFile): Promise<string> =>
  readFile(pathOf(file), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });

/** The text that the declarations give, as `npm run format` would leave it. */
export const generatedText = async (file: GeneratedFile, committed: string): Promise<string> => {
  const filepath = pathOf(file);
  return format(file.content(committed), { ...(await resolveConfig(filepath)), filepath });
};

/** Whether the committed text is what the declarations give. Formatting a large document takes seconds, so it is the last resort. */
export const isCurrent = async (file: GeneratedFile, committed: string): Promise<boolean> => {
  if (committed === '') return false;
  const content = file.content(committed);
  if (content === committed) return true;
  return file.path.endsWith('.json')
    ? JSON.stringify(JSON.parse(committed)) === content
    : (await generatedText(file, committed)) === committed;
};
