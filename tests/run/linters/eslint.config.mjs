// What ESLint looks for beside what the compiler, svelte-check and Prettier find already. A rule that
// does not pay is off here, with the reason; no source switches one off.
import process from 'node:process';
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import typescript from 'typescript-eslint';

/** Each file is read with the types of its nearest project, as an editor reads it. */
const types = {
  projectService: true,
  tsconfigRootDir: process.cwd(),
  extraFileExtensions: ['.svelte'],
};

/** @type {import("eslint").Linter.RulesRecord} */
const always = {
  eqeqeq: 'error',
  // The compiler knows them better, in .mjs too.
  'no-undef': 'off',
  'no-unused-vars': 'off',
  // Names in other people's files are searched for exactly these.
  'no-control-regex': 'off',
  // An error is a sentence for people, which the cause becomes a part of.
  'preserve-caught-error': 'off',
};

/** @type {import("eslint").Linter.RulesRecord} */
const withTypes = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-unnecessary-template-expression': 'error',
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
  // What was caught is passed on as it is.
  '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
  // As above: the compiler knows.
  '@typescript-eslint/no-unused-vars': 'off',
  // What answers with a promise is async, so that it fails with one, never by throwing.
  '@typescript-eslint/require-await': 'off',
  // What has no words of its own is found by no-base-to-string; numbers and lists have.
  '@typescript-eslint/restrict-template-expressions': 'off',
  // Objects made of functions are taken apart all over; only classes here have a `this`.
  '@typescript-eslint/unbound-method': 'off',
};

/**
 * Habits of the project that no other tool knows: what is never used where.
 * @type {Record<string, import("eslint").Linter.RuleEntry>}
 */
const never = {
  enum: [
    'error',
    { selector: 'TSEnumDeclaration', message: 'A union of texts says the same and is no code.' },
  ],
  inTests: [
    'error',
    { property: 'waitForTimeout', message: 'Wait for what shall be seen, not for a time.' },
    ...['it', 'test', 'describe'].map((object) => ({
      object,
      property: 'only',
      message: 'All tests are run.',
    })),
  ],
  beforeTheEngine: [
    'error',
    {
      object: 'Math',
      property: 'random',
      message: "Everything random comes from the engine's seeded generator.",
    },
  ],
};

export default defineConfig(
  globalIgnores(['**/*.d.ts', '**/*.generated.ts']),
  {
    files: ['**/*.{js,mjs,ts,svelte}'],
    extends: [js.configs.recommended],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: always,
  },
  {
    files: ['**/*.{ts,svelte}'],
    extends: [typescript.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: types },
    rules: { ...withTypes, 'no-restricted-syntax': never.enum },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [svelte.configs.recommended],
    languageOptions: { parserOptions: { ...types, parser: typescript.parser } },
    rules: {
      // What a component hands to a snippet or takes from another is any to this parser, which sees
      // one file at a time; svelte-check has the true types.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // What is shown is replaced as a whole ($state.raw); what is not shown needs no signals.
      'svelte/prefer-svelte-reactivity': 'off',
      // At the end of a block Svelte keeps a space only so.
      'svelte/no-useless-mustaches': 'off',
    },
  },
  {
    files: ['web/**', 'wasm/**'],
    ignores: ['**/*.mjs', '**/*.svelte'],
    rules: { 'no-console': 'error' },
  },
  {
    // The page calculates nothing: the engine is the worker's.
    files: ['client', 'protocol', 'instruments'].map((folder) => `web/${folder}/**/*.{ts,svelte}`),
    ignores: ['web/instruments/*/worker/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'receptive', allowTypeImports: true, message: 'Only the worker does.' }],
        },
      ],
    },
  },
  {
    files: ['web/worker/**', 'web/instruments/*/worker/**', 'wasm/**'],
    rules: { 'no-restricted-properties': never.beforeTheEngine },
  },
  // Who measures, waits.
  {
    files: ['tests/**'],
    ignores: ['tests/bench/**', 'tests/long/**'],
    rules: { 'no-restricted-properties': never.inTests },
  },
  {
    files: ['tests/**'],
    rules: {
      // Vitest's matchers are any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      // A fixture names what it needs, be it nothing.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    },
  },
);
