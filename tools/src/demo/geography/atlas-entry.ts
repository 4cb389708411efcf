/** Operators of a country and, separated by blanks, dial prefixes that lead to them. */
export interface AtlasEntry {
  readonly iso2: string;
  readonly name: string;
  readonly mobile: Readonly<Record<string, string>>;
  readonly fixed: Readonly<Record<string, string>>;
}
