import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Injectable } from '@nestjs/common';
import { Documents, type Listed } from './documents.js';
import { publicFile, type PublicFile } from './public-file.js';

/** Files of the package that the page loads; no others are served. */
const assets = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'index.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui-standalone-preset.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;

/** Content security policy of the page: this server only, no inline scripts. Swagger UI styles its logo inline, and has `data:` icons. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Org Invoices: APIs</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="stylesheet" href="/docs/index.css">
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/swagger-ui-standalone-preset.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** Without `validatorUrl`, the page would ask a public service for its opinion of the document. */
const startScript = (documents: readonly Listed[]): string => `SwaggerUIBundle({
  urls: ${JSON.stringify(documents)},
  dom_id: '#swagger-ui',
  layout: 'StandaloneLayout',
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  validatorUrl: null,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  deepLinking: true,
});
`;

type Files = ReadonlyMap<string, PublicFile>;

/** The page for people, and the files it loads: read when the page is opened for the first time. */
@Injectable()
export class DocsPage {
  readonly page = publicFile('text/html; charset=utf-8', html);
  private files?: Promise<Files>;

  constructor(private readonly documents: Documents) {}

  async file(name: string): Promise<PublicFile | undefined> {
    this.files ??= readFiles(this.documents.listed);
    return (await this.files).get(name);
  }
}

const readFiles = async (documents: readonly Listed[]): Promise<Files> => {
  const { resolve } = createRequire(import.meta.url);
  const read = Object.entries(assets).map(
    async ([name, type]) => [name, publicFile(type, await readFile(resolve(`swagger-ui-dist/${name}`)))] as const,
  );
  const start = publicFile('text/javascript; charset=utf-8', startScript(documents));
  return new Map([...(await Promise.all(read)), ['start.js', start]]);
};
