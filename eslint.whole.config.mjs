import rules from './eslint.config.mjs';

/** The same rules for the whole workspace at once: all projects are one program, whose types are worked out once. */
export default [
  ...rules,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: false, project: './tsconfig.lint.json' } },
  },
];
