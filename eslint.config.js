import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Folders of src/ from the bottom up: none may import from a group that comes later. */
const LAYERS = [
  ['sql'],
  ['words'],
  ['course'],
  ['database'],
  ['diff'],
  ['migrate'],
  ['rollout', 'lesson'],
  ['grading'],
  ['worker'],
  ['tutor'],
  ['view'],
  ['render'],
  ['app'],
  ['tui'],
  ['cli'],
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked, reactHooks.configs.flat.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  ...LAYERS.map((group, index) => ({
    files: group.map((layer) => `src/${layer}/**/*.{ts,tsx}`),
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: LAYERS.slice(index + 1)
            .flat()
            // Of this folder's own siblings alone: a layer may have a folder inside that is named like another layer.
            .map((later) => ({
              group: [`../${later}/**`, `../../${later}/**`, `../../../${later}/**`],
              message: `${group.join(', ')} stand below ${later}.`,
            })),
        },
      ],
    },
  })),
  {
    files: ['src/{view,render}/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?:\\.\\./)+tutor/',
              message: 'A view is made from lesson data and explicit arguments.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.{ts,tsx}', 'src/tools/**/*.ts'],
    rules: {
      // node:test collects its promises itself; tools and benches print.
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
    },
  },
);
