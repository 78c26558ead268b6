/** The keys as a Markdown table, for the README: made from the bindings, so that it cannot say something else. */
import type { Context } from '../tutor/commands.ts';
import { bindingsOf, CONTEXT_TITLES, keySign, textKeysOf, type Binding } from './keymap.ts';

const CONTEXTS: readonly Context[] = [
  'home',
  'lesson',
  'predict',
  'prompt',
  'exercise',
  'editor',
  'inspect',
  'tools',
  'matrix',
  'drawing',
  'lab',
];
/** Worth saying once, not in every part. */
const EVERYWHERE = ['help', 'quit', 'interrupt'];

/** A heading row for each context, then its keys. */
export function keysMarkdown(): string {
  const everywhere = bindingsOf('lesson').filter((binding) => EVERYWHERE.includes(binding.command));
  const parts = CONTEXTS.flatMap((context) => [
    `| **${CONTEXT_TITLES[context]}** | |`,
    ...bindingsOf(context)
      .filter((binding) => !EVERYWHERE.includes(binding.command))
      .map(row),
    ...textKeysOf(context).map(([keys, description]) => `| ${signs(keys)} | ${description} |`),
  ]);
  return [
    '| key | what it does |',
    '|---|---|',
    '| **Everywhere** | |',
    ...everywhere.map(row),
    ...parts,
  ].join('\n');
}

function row(binding: Binding): string {
  return `| ${signs(binding.keys.map(keySign))} | ${binding.description} |`;
}

function signs(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(' ');
}
