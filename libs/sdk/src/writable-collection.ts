import { Collection, written } from './collection.js';
import { documentOf, resourceObjectOf } from './document/writer.js';
import type { Api } from './types/api.js';
import type { Loaded } from './types/record.js';
import type { Changes, NewRecord, WriteOptions } from './types/write.js';

/** The records of one sort on an API that takes documents in. */
export class WritableCollection<A extends Api, Name extends keyof A> extends Collection<A, Name> {
  /** Adds a record. @throws ValidationError, ConflictError and the others */
  async create(values: NewRecord<A, Name>, options: WriteOptions = {}): Promise<Loaded<A, Name>> {
    const { catalog, exposure, path } = this.settings;
    const body = documentOf(resourceObjectOf(catalog, exposure, values));
    const [record] = await written(this.settings, { method: 'POST', url: path, body }, options);
    return record as Loaded<A, Name>;
  }

  /** Changes a record, and no more of it than is given. @throws PreconditionFailedError when it is another version by now */
  async update(id: string | number, changes: Changes<A, Name>, options: WriteOptions = {}): Promise<Loaded<A, Name>> {
    const { catalog, exposure, path } = this.settings;
    const body = documentOf(resourceObjectOf(catalog, exposure, changes, String(id)));
    const url = `${path}/${encodeURIComponent(id)}`;
    const [record] = await written(this.settings, { method: 'PATCH', url, body }, options);
    return record as Loaded<A, Name>;
  }
}
