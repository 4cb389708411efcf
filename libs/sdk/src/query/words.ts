import type { ExposedAttribute } from '@org/json-api';

/** The wire's word for one of a closed set. */
export const wireWord = ({ declared, words }: ExposedAttribute, word: string): string => {
  // Where domain and storage say it differently, the wire's words hang on the stored ones.
  const stored = 'words' in declared ? Object.entries(declared.words).find(([, domain]) => domain === word)?.[0] : word;
  return words?.[stored ?? word] ?? word;
};
