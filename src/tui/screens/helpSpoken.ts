/** The help for a screen reader: a sentence for each key, those that work now in front. */
import { unavailable } from '../../tutor/commands.ts';
import type { Help, Tutor } from '../../tutor/state.ts';
import { bindingsOf, CONTEXT_TITLES, keyWord, signWord, textKeysOf, type Binding } from '../keymap.ts';
import { ended, listed } from '../../words/sentence.ts';
import { isScrolling } from '../scroll.ts';

/** The keys of what lies under the help. */
export function helpSpoken(tutor: Tutor, { context }: Help): readonly string[] {
  // Scrolling moves nothing here: the whole is read.
  const bindings = bindingsOf(context).filter(({ command }) => !isScrolling(command));
  const entries = bindings.map((binding) => ({
    binding,
    reason: binding.command === 'help' ? null : unavailable(tutor, binding.command),
  }));
  return [
    `Help. ${CONTEXT_TITLES[context]}: these keys work now.`,
    ...entries.flatMap(({ binding, reason }) => (reason === null ? [keySentence(binding)] : [])),
    ...textKeysOf(context).map(([keys, description]) => sentence(keys.map(signWord), description)),
    ...(context === 'lesson' ? ['A number and then capital G: go to that step.'] : []),
    ...(entries.some(({ reason }) => reason !== null) ? ['These do nothing now.'] : []),
    ...entries.flatMap(({ binding, reason }) =>
      reason === null ? [] : [`${keySentence(binding)} ${ended(reason)}`],
    ),
  ];
}

function keySentence({ keys, description }: Binding): string {
  return sentence(keys.map(keyWord), description);
}

/** `Key r: run what is written and check it.`; `Keys e or i: write here.` */
function sentence(keys: readonly string[], description: string): string {
  return `${keys.length < 2 ? 'Key' : 'Keys'} ${listed(keys, 'or')}: ${ended(description)}`;
}
