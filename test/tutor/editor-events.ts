/** Arbitrary events and texts for the editor's properties. */
import fc from 'fast-check';
import type { EditorEvent, Move } from '../../src/tutor/editor/event.ts';

/** Pieces that grow together, are wide, have no width, or must not get in. */
export const pieces = fc.constantFrom(
  ...['a', 'Z', '_', ' ', '\n', '\t', ';', 'e', '\u0301', '漢', '👩', '\u200d', '👧', '🇩', '🇪', '\r\n', '\0'],
  ...['\u001b[31m', '\u202e', '\u00a0', '\u1100', '\u1161', '\ud800', '\u200b', '\u3000', 'ﷺ', '\u0903'],
);

export const texts = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));

const moves: fc.Arbitrary<Move> = fc.record({
  type: fc.constantFrom<Move['type']>(
    ...([
      'left',
      'right',
      'up',
      'down',
      'wordLeft',
      'wordRight',
      'home',
      'end',
      'docStart',
      'docEnd',
    ] as const),
  ),
  extend: fc.boolean(),
  lines: fc.integer({ min: 1, max: 4 }),
});

/** Every event but undo and redo. */
export const edits: fc.Arbitrary<EditorEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('insert' as const), text: texts }) },
  { weight: 4, arbitrary: pieces.map((text) => ({ type: 'insert' as const, text })) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('paste' as const), text: texts }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('replaceAll' as const), text: texts }) },
  { weight: 4, arbitrary: moves },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constantFrom(
        ...(['newline', 'backspace', 'delete', 'deleteWordLeft', 'deleteWordRight'] as const),
        ...(['killToEnd', 'killToStart', 'selectAll'] as const),
      ),
    }),
  },
);

/** Every event. */
export const events: fc.Arbitrary<EditorEvent> = fc.oneof(
  { weight: 5, arbitrary: edits },
  { weight: 1, arbitrary: fc.constantFrom<EditorEvent>({ type: 'undo' }, { type: 'redo' }) },
);
