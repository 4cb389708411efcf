import { adminDocument } from './admin-document.js';
import { publicFile, type PublicFile } from './public-file.js';
import { resellerDocument } from './reseller-document.js';

/** OpenAPI documents by file name. */
const descriptions = { 'admin.json': adminDocument, 'reseller.json': resellerDocument } as const;

export type DocumentName = keyof typeof descriptions;

/** A description as the page lists it. */
export interface Listed {
  readonly name: string;
  readonly url: string;
}

interface Made {
  readonly listed: readonly Listed[];
  readonly files: ReadonlyMap<DocumentName, PublicFile>;
}

/**
 * The OpenAPI descriptions of both APIs: they follow from declarations, so they are made once. When somebody asks: most servers
 * are never asked, and all of them should start fast.
 */
export class Documents {
  private made?: Made;

  get listed(): readonly Listed[] {
    return this.all().listed;
  }

  file(name: DocumentName): PublicFile {
    const file = this.all().files.get(name);
    if (file === undefined) throw new Error(`there is no description ${name}`);
    return file;
  }

  private all(): Made {
    return (this.made ??= makeAll());
  }
}

const makeAll = (): Made => {
  const made = Object.entries(descriptions).map(([name, describe]) => [name as DocumentName, describe()] as const);
  return {
    listed: made.map(([name, { info }]) => ({ name: info.title, url: `/openapi/${name}` })),
    files: new Map(made.map(([name, document]) => [name, publicFile('application/json', JSON.stringify(document))])),
  };
};
