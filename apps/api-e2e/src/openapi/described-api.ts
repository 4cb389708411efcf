import type { OpenApiDocument, Operation, Parameter } from '@org/json-api';
import { sendTo, type Answer } from '@org/tools/testing';

/** One API as its description tells of it, asked by somebody who may see everything. */
export class DescribedApi {
  private readonly base: string;

  private constructor(
    private readonly origin: string,
    readonly text: string,
    readonly document: OpenApiDocument,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly known: Readonly<Record<string, string>>,
  ) {
    this.base = document.servers[0]?.url ?? '';
  }

  /** @param known values of path parameters, and of query parameters that are required */
  static async read(
    origin: string,
    name: string,
    headers: Readonly<Record<string, string>>,
    known: Readonly<Record<string, string>> = {},
  ): Promise<DescribedApi> {
    const { body } = await sendTo(origin, `/openapi/${name}`);
    return new DescribedApi(origin, body, JSON.parse(body) as OpenApiDocument, headers, known);
  }

  /** The paths that answer with documents. */
  get readingPaths(): readonly string[] {
    return Object.entries(this.document.paths).flatMap(([path, { get }]) =>
      get === undefined || schemaNameOf(get) === '' ? [] : path,
    );
  }

  /** The paths that need no id of a record. */
  get listPaths(): readonly string[] {
    return this.readingPaths.filter((path) => schemaNameOf(this.reading(path)).endsWith('.list') && this.isKnown(path));
  }

  /** The name of the schema that a path's documents follow. */
  schemaOf(path: string): string {
    return schemaNameOf(this.reading(path));
  }

  /** Whether a path's requests take a query parameter. */
  takes(path: string, parameter: string): boolean {
    return this.parameter(path, parameter) !== undefined;
  }

  /** The members that `fields` may name of a path's records. */
  fieldsOf(path: string, type: string): readonly string[] {
    return (this.parameter(path, `fields[${type}]`)?.schema.items?.enum ?? []).filter((name) => name !== null);
  }

  /** The relationships that `include` may begin with. */
  includesOf(path: string): readonly string[] {
    const pattern = this.parameter(path, 'include')?.schema.items?.pattern ?? '';
    return /^\^\(([^)]*)\)/.exec(pattern)?.[1]?.split('|') ?? [];
  }

  get(path: string, query = ''): Promise<Answer> {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => this.known[name] ?? '');
    return sendTo(this.origin, `${this.base}${filled}${query}`, { headers: this.headers });
  }

  /** The query without which a path does not answer. */
  queryOf(path: string): string {
    const required = this.parametersOf(path).filter(
      ({ in: place, required }) => place === 'query' && required === true,
    );
    const query = new URLSearchParams(required.map(({ name }): [string, string] => [name, this.known[name] ?? '']));
    return required.length === 0 ? '' : `?${String(query)}`;
  }

  /** A path with an id of a record that exists. @returns undefined when its list is empty */
  async withId(path: string): Promise<string | undefined> {
    const [, list = '', name = ''] = /^(.*?)\/\{(\w+)\}(?!.*\{)/.exec(path) ?? [];
    if (name === '' || name in this.known) return path;
    if (this.document.paths[list]?.get === undefined) return path.replace(`{${name}}`, await this.createParent(list));
    const { data } = (await this.get(list)).json() as {
      readonly data: readonly { readonly id: string }[];
    };
    const [first] = data;
    return first && path.replace(`{${name}}`, encodeURIComponent(first.id));
  }

  /** Makes a record of what is not listed: an empty batch. */
  private async createParent(path: string): Promise<string> {
    const id = 'described';
    const own = { 'content-type': 'application/x-ndjson', 'idempotency-key': id };
    await sendTo(this.origin, `${this.base}${path}`, { method: 'POST', headers: { ...this.headers, ...own } });
    return id;
  }

  private parameter(path: string, name: string): Parameter | undefined {
    return this.parametersOf(path).find((one) => one.name === name);
  }

  private parametersOf(path: string): readonly Parameter[] {
    return (this.reading(path).parameters ?? []).flatMap((one) => {
      if (!('$ref' in one)) return one;
      return this.document.components.parameters[one.$ref.replace('#/components/parameters/', '')] ?? [];
    });
  }

  private isKnown(path: string): boolean {
    return [...path.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => name in this.known);
  }

  private reading(path: string): Operation {
    const operation = this.document.paths[path]?.get;
    if (operation === undefined) throw new Error(`${path} cannot be read`);
    return operation;
  }
}

const schemaNameOf = ({ responses }: Operation): string => {
  const response = responses['200'];
  if (response === undefined || '$ref' in response) throw new Error('an operation answers nothing of its own');
  const [content] = Object.values(response.content ?? {});
  return content?.schema.$ref?.replace('#/components/schemas/', '') ?? '';
};
