/** Callouts: quotations that begin with a code host's alert marker. */
import type { BlockContent, Blockquote } from 'mdast';
import type { FaultList } from '../faults.ts';
import { lineOf, withoutPosition } from './markdown.ts';
import type { CalloutKind, Part } from '../model.ts';
import { didYouMean } from '../../words/nearest.ts';

type Callout = Extract<Part, { readonly type: 'callout' }>;

const HINT = 'TIP';

const kinds: Readonly<Record<string, CalloutKind>> = {
  IMPORTANT: 'insight',
  WARNING: 'trap',
  CAUTION: 'trap',
  NOTE: 'aside',
  // Inside an exercise a tip is a hint; a walkthrough has none to give out.
  [HINT]: 'aside',
};

/** Whether the quotation begins like a callout, a known one or not. */
export function isCallout(node: Blockquote): boolean {
  return marker(node) !== null;
}

/** Whether the quotation is a callout that gives a hint, inside an exercise. */
export function isHint(node: Blockquote): boolean {
  return marker(node)?.name.toUpperCase() === HINT;
}

/** The callout without its marker; null when it is at fault; its faults are added then. */
export function readCallout(node: Blockquote, faults: FaultList): Callout | null {
  const found = marker(node);
  const line = lineOf(node);
  const fault = (message: string, mend: string): null => {
    faults.add({ line, message, mend });
    return null;
  };
  if (found === null) return null;
  const name = found.name.toUpperCase();
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) {
    const names = Object.keys(kinds);
    return fault(
      `There is no callout "${found.name}".`,
      didYouMean(name, names, `Write one of ${names.join(', ')}.`),
    );
  }
  if (found.sameLine) {
    return fault(
      'The text of a callout begins on the line below its marker.',
      'Break the line behind the `]`.',
    );
  }
  if (found.content.length === 0) return fault('The callout is empty.', 'Write its text on the lines below.');
  return { type: 'callout', kind, content: found.content.map(withoutPosition) };
}

interface Marker {
  readonly name: string;
  /** Whether text follows the marker on its own line, which a code host shows as a plain quotation. */
  readonly sameLine: boolean;
  readonly content: readonly BlockContent[];
}

function marker(node: Blockquote): Marker | null {
  const [paragraph, ...others] = node.children;
  const content = others as BlockContent[];
  if (paragraph?.type !== 'paragraph') return null;
  const [text, ...inline] = paragraph.children;
  if (text?.type !== 'text') return null;
  const match = /^\[!([^\]\n]*)\]([^\n]*)(\n|$)/.exec(text.value);
  if (match === null) return null;
  const rest = text.value.slice(match[0].length);
  const [next, ...behind] = inline;
  const broken = next?.type === 'break';
  const atEnd = match[3] === '';
  const sameLine = (match[2] ?? '').trim() !== '' || (atEnd && next !== undefined && !broken);
  const children = [
    ...(rest === '' ? [] : [{ ...text, value: rest }]),
    ...(atEnd && broken ? behind : inline),
  ];
  return {
    name: match[1] ?? '',
    sameLine,
    content: children.length === 0 ? content : [{ ...paragraph, children }, ...content],
  };
}
