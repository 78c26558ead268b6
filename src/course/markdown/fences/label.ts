/** The label of a fence: the words after `sql` on its first line. */
import type { Problem } from '../../faults.ts';
import type { LabelParts, LabelRule } from './labelRule.ts';
import { labelRules, type LabelKind, type LabelPlace } from './labelRules.ts';
import { didYouMean } from '../../../words/nearest.ts';

export interface Label<Place extends LabelPlace = LabelPlace> extends LabelParts {
  readonly kind: LabelKind<Place>;
}

type Token = { readonly type: 'word' | 'text'; readonly value: string };

/** Whether the word begins a label, wherever that may stand. */
export function isLabelWord(word: string): boolean {
  return [...kindsOf('step'), ...kindsOf('exercise')].includes(word);
}

/** Reads a label; `source` is what follows the language, as written in the file. */
export function parseLabel<Place extends LabelPlace>(source: string, place: Place): Label<Place> | Problem {
  const tokens = tokenize(source);
  if (tokens === null) {
    return {
      message: 'A quotation mark in the label is not closed.',
      mend: 'Put a `"` at both ends; inside, write `\\"`.',
    };
  }
  const kind = tokens[0]?.value ?? '';
  const rules: Readonly<Record<string, LabelRule>> = labelRules[place];
  const rule = Object.hasOwn(rules, kind) ? rules[kind] : undefined;
  if (rule === undefined) return unknownKind(kind, place);
  const usage = `Write \`${rule.usage}\`.`;

  const words: string[] = [];
  const flags: string[] = [];
  const settings: Record<string, string> = {};
  let text: string | null = null;
  let fails: string | null = null;
  for (let index = 1; index < tokens.length; index += 1) {
    const { type, value } = tokens[index] as Token;
    const next = tokens[index + 1];
    if (type === 'text') {
      if (rule.text === 'never' || text !== null)
        return { message: `The text "${value}" has no place here.`, mend: usage };
      if (value.trim() === '') return { message: 'The text in quotation marks is empty.', mend: usage };
      text = value;
    } else if (value === 'fails' && rule.fails) {
      if (next?.type !== 'text' || next.value.trim() === '' || fails !== null) {
        return { message: '"fails" needs part of the error in quotation marks, once.', mend: usage };
      }
      fails = next.value;
      index += 1;
    } else if (rule.flags.includes(value)) {
      if (flags.includes(value)) return { message: `"${value}" is given twice.`, mend: usage };
      flags.push(value);
    } else if (value.includes('=')) {
      // A value with blanks in it stands in quotation marks: `strict="type names"`.
      const quoted = value.endsWith('=') && next?.type === 'text' ? next.value : null;
      if (quoted !== null) index += 1;
      const fault = readSetting(value + (quoted ?? ''), rule, settings);
      if (fault !== null) return fault;
    } else {
      words.push(value);
    }
  }
  if (words.length < rule.words[0]) return { message: `"${kind}" needs ${rule.named}.`, mend: usage };
  const extra = words[rule.words[1]];
  if (extra !== undefined) {
    const settingNames = Object.keys(rule.settings).map((key) => `${key}=`);
    const options = [...rule.flags, ...settingNames, ...(rule.fails ? ['fails'] : [])];
    return { message: `The word "${extra}" has no place here.`, mend: didYouMean(extra, options, usage) };
  }
  if (rule.choice && flags.length !== 1) {
    const number = flags.length === 0 ? 'one' : 'just one';
    return { message: `"${kind}" needs ${number} of ${rule.flags.join(', ')}.`, mend: usage };
  }
  if (typeof rule.text === 'object' && text === null) {
    return { message: `"${kind}" needs a text in quotation marks: ${rule.text.tells}.`, mend: usage };
  }
  return { kind: kind as LabelKind<Place>, words, flags, text, settings, fails };
}

function kindsOf(place: LabelPlace): readonly string[] {
  return Object.keys(labelRules[place]);
}

function unknownKind(kind: string, place: LabelPlace): Problem {
  const list = kindsOf(place)
    .map((known) => `\`sql ${known}\``)
    .join(', ');
  const usage = `Write ${list}, or plain \`sql\` for SQL that is not run.`;
  if (kind === 'fleet' || kind === 'lab') {
    return {
      message: `There is no label "${kind}".`,
      mend: `Begin the fence with \`${kind}\`, without \`sql\`.`,
    };
  }
  if (kindsOf(place === 'step' ? 'exercise' : 'step').includes(kind)) {
    return place === 'step'
      ? {
          message: `"sql ${kind}" has no place outside an exercise.`,
          mend: 'Move it below a `## Exercise: …` heading, or remove it.',
        }
      : { message: `"sql ${kind}" has no place in an exercise.`, mend: usage };
  }
  return {
    message: `There is no label "${kind}".`,
    mend: didYouMean(kind, [...kindsOf('step'), ...kindsOf('exercise')], usage),
  };
}

/** Adds `key=value` to the settings; a fault when the rule does not know it. */
function readSetting(word: string, rule: LabelRule, settings: Record<string, string>): Problem | null {
  const [key = '', ...rest] = word.split('=');
  const value = rest.join('=');
  const accepts = Object.hasOwn(rule.settings, key) ? rule.settings[key] : undefined;
  const usage = `Write \`${rule.usage}\`.`;
  if (accepts === undefined) {
    return {
      message: `There is no setting "${key}" here.`,
      mend: didYouMean(key, Object.keys(rule.settings), usage),
    };
  }
  const fault = accepts(key, value);
  if (fault !== null) return fault;
  if (Object.hasOwn(settings, key)) return { message: `"${key}" is given twice.`, mend: usage };
  settings[key] = value;
  return null;
}

/** Words, and texts in quotation marks with `\"` and `\\` inside; null when a quotation mark stands alone. */
function tokenize(source: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let rest = source.trim();
  while (rest !== '') {
    const match = /^(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))\s*/.exec(rest);
    if (match === null) return null;
    const [all, text, word] = match;
    tokens.push(
      text === undefined
        ? { type: 'word', value: word ?? '' }
        : { type: 'text', value: text.replace(/\\(["\\])/g, '$1') },
    );
    rest = rest.slice(all.length);
  }
  return tokens;
}
