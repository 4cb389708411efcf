/** Folders of the domain that each folder may use, as in docs/adr/0028-contexts.md. */
const mayUse = {
  dialects: ['model'],
  schema: ['model'],
  reading: ['model', 'dialects', 'schema'],
  writing: ['model', 'dialects', 'schema', 'reading'],
  importing: ['model', 'dialects', 'schema', 'reading', 'writing'],
  parties: ['ground'],
  catalog: ['ground'],
  journal: ['parties'],
  usage: ['parties', 'catalog', 'journal'],
  invoices: ['parties', 'catalog'],
  payments: ['parties', 'invoices', 'journal'],
  'usage-billing': ['usage', 'invoices'],
  'subscription-billing': ['invoices', 'payments'],
  'credit-notes': ['subscription-billing'],
  ledger: ['usage-billing', 'credit-notes'],
};

const ground = ['model', 'dialects', 'schema', 'reading', 'writing', 'importing'];
const folders = ['model', ...Object.keys(mayUse), 'testing'];

/** Folders that a folder uses, and those that these use in turn. */
const allowedFor = (folder) => [
  folder,
  ...(folder === 'ground' ? ground : (mayUse[folder] ?? []).flatMap((used) => allowedFor(used))),
];

/** Every folder that has a line above, with the folders that it must not import. */
export const contexts = Object.keys(mayUse).map((folder) => {
  const allowed = new Set(allowedFor(folder));
  return { folder, forbidden: folders.filter((other) => !allowed.has(other)) };
});
