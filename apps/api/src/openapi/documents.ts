import { adminDocument } from './admin-document.js';
import { publicFile, type PublicFile } from './public-file.js';
import { resellerDocument } from './reseller-document.js';

/** Where each description is served, and what makes it. */
const descriptions = { 'admin.json': adminDocument, 'reseller.json': resellerDocument } as const;

export type DocumentName = keyof typeof descriptions;

/** A description as the page lists it. */
export interface Listed {
  readonly name: string;
  readonly url: string;
}

/** The OpenAPI descriptions of both APIs: they follow from declarations, so they are made once. */
export class Documents {
  readonly listed: readonly Listed[];
  private readonly files: ReadonlyMap<DocumentName, PublicFile>;

  constructor() {
    const made = Object.entries(descriptions).map(([name, describe]) => [name as DocumentName, describe()] as const);
    this.listed = made.map(([name, { info }]) => ({ name: info.title, url: `/openapi/${name}` }));
    this.files = new Map(
      made.map(([name, document]) => [name, publicFile('application/json', JSON.stringify(document))]),
    );
  }

  file(name: DocumentName): PublicFile {
    const file = this.files.get(name);
    if (file === undefined) throw new Error(`there is no description ${name}`);
    return file;
  }
}
