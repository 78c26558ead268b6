/** All keys of the screen that is open, each with the reason where it does nothing now. */
import { unavailable } from '../../tutor/commands.ts';
import type { KeyContext } from '../../tutor/command.ts';
import type { Help, Tutor } from '../../tutor/state.ts';
import { frame, type Frame, type Surface } from '../frame.ts';
import { scrolled } from '../../render/terminal/scroll.ts';
import { bindingsOf, CONTEXT_TITLES, keySign, textKeysOf, type Binding } from '../keymap.ts';
import type { Line, Span } from '../../render/spans/line.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';
import { statusLine } from './status.ts';
import { pad, widthOf } from '../../words/width.ts';

/** The help over whatever is open. */
export function helpFrame(tutor: Tutor, help: Help, size: Surface): Frame {
  const { context } = help;
  return frame(tutor, size, {
    title: [{ text: 'Keys', style: 'title' }],
    place: [{ text: CONTEXT_TITLES[context], style: 'quiet' }],
    share: 0,
    body: ({ columns, rows }, scrolling) => {
      const region = scrolling.region('rows', 'help', [help]);
      return [[], ...scrolled(helpLines(tutor, context, columns), region, rows - 1, '↑ ↓')];
    },
    status: statusLine(tutor),
  });
}

/** Every key of a context in lines of at most `columns`. */
function helpLines(tutor: Tutor, context: KeyContext, columns: number): readonly Line[] {
  const entries = bindingsOf(context).map((binding) => ({ binding, keys: signs(binding) }));
  const writing = textKeysOf(context).map(([keys, description]) => ({ keys: keys.join(' '), description }));
  const keyWidth = Math.max(...[...entries, ...writing].map(({ keys }) => widthOf(keys))) + 2;
  const lines = entries.flatMap(({ binding, keys }) =>
    entryLines(tutor, binding, pad(keys, keyWidth), columns),
  );
  const numbers =
    context === 'lesson'
      ? wrapLine([{ text: 'A number before G goes to that step: 7 G.', style: 'quiet' }], columns)
      : [];
  const inText = writing.flatMap(({ keys, description }) =>
    wrapLine([{ text: description }], columns, {
      first: [{ text: pad(keys, keyWidth), style: 'key' }],
      rest: [{ text: ' '.repeat(keyWidth) }],
    }),
  );
  return [...lines, ...inText, ...numbers];
}

function signs(binding: Binding): string {
  return binding.keys.map(keySign).join(' ');
}

function entryLines(tutor: Tutor, binding: Binding, keys: string, columns: number): readonly Line[] {
  const reason = binding.command === 'help' ? null : unavailable(tutor, binding.command);
  const text: Span[] = [
    { text: binding.description, ...(reason === null ? {} : { style: 'quiet' as const }) },
    ...(reason === null ? [] : [{ text: ` — ${reason}`, style: 'quiet' as const }]),
  ];
  return wrapLine(text, columns, {
    first: [{ text: keys, style: 'key' }],
    rest: [{ text: ' '.repeat(keys.length) }],
  });
}
