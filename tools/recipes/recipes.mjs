/** Recipes of CONTRIBUTING as generators follow them, with the number of files that each may ask for by hand. */
export const recipes = [
  {
    name: 'an action of the reseller API',
    atMost: 4,
    args: 'action confirm-correction --api reseller --context subscription-billing --resource resellerCorrection --right decide-correction --topic charge',
  },
  {
    name: 'an action of the admin API',
    atMost: 4,
    args: 'action archive-network --api admin --context catalog --resource adminNetwork',
  },
  { name: 'a resource of the admin API', atMost: 8, args: 'resource price-list --context catalog' },
  {
    name: 'a resource of the reseller API',
    atMost: 8,
    args: 'resource rate-card --context subscription-billing --api reseller',
  },
];

/** The tests that hold what no compiler sees, by project: of tables and rows, of the documents, and of the demo. */
export const holding = [
  ['libs/invoice-domain', 'ledger/manager-rights|postgres/(entities|migrations|references|schema-rules)'],
  ['apps/api', 'contract/generated-files|src/routes'],
  ['tools', 'demo/load-demo-data'],
];

/** The tests that a recipe must leave green besides: the tests of who sees what. */
export const tenants = [['apps/api', 'test/tenants']];

export const isGenerated = (path) => /\.generated\.ts$|^openapi\//.test(path);

export const isTest = (path) => /spec\.ts$|^apps\/[\w-]+\/test\//.test(path);
