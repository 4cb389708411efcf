import { builtInMappings, ingestTables, parseMapping } from '@org/invoice-domain/persistence';
import { aligned } from '../aligned.js';
import { print } from '../command.js';
import { builtInMapping } from './read-mapping.js';

export interface MapOptions {
  readonly printMap?: string;
  readonly json?: boolean;
}

/** Prints one built-in mapping, or which there are. */
export const showMappings = ({ printMap, json = false }: MapOptions): void => {
  if (printMap !== undefined) {
    print(builtInMapping(printMap).trimEnd());
    return;
  }
  const maps = [...builtInMappings].map(([name, text]) => ({
    name,
    description: parseMapping(text, ingestTables.cdrs).description,
  }));
  if (json) print(JSON.stringify({ maps }));
  else
    print(
      aligned(
        [{ head: 'mapping' }, { head: 'of' }],
        maps.map(({ name, description }) => [name, description]),
      ),
    );
};
