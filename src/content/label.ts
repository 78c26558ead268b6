/** The label of a fence: the words after `sql` on its first line. */
import { didYouMean } from './nearest.ts';

/** What may stand in a label of this kind. */
interface LabelRule {
  /** As the author writes it, for the mend. */
  readonly usage: string;
  /** How many bare words may follow the kind. */
  readonly words: readonly [least: number, most: number];
  /** Whether a text in quotation marks may follow. */
  readonly text: boolean;
  /** The values of each `key=value`. */
  readonly settings: Readonly<Record<string, readonly string[]>>;
  /** Whether it may be expected to fail. */
  readonly fails: boolean;
}

const transaction = { transaction: ['none'] };

/** Every label that is understood. A new kind of fence begins with a line here. */
const rules = {
  migration: {
    usage: 'sql migration <name> [transaction=none] [fails "…"]',
    words: [1, 1],
    text: false,
    settings: transaction,
    fails: true,
  },
  rollback: {
    usage: 'sql rollback [<name>] [transaction=none] [fails "…"]',
    words: [0, 1],
    text: false,
    settings: transaction,
    fails: true,
  },
  query: {
    usage: 'sql query ["title"] [fails "…"]',
    words: [0, 0],
    text: true,
    settings: {},
    fails: true,
  },
} as const satisfies Record<string, LabelRule>;

type LabelKind = keyof typeof rules;

/** Labels of the format that this version does not read yet. */
const later: readonly string[] = ['app', 'traffic', 'starter', 'solution', 'wrong', 'check'];

const kinds = Object.keys(rules) as readonly LabelKind[];

export interface Label {
  readonly kind: LabelKind;
  readonly words: readonly string[];
  readonly text: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly fails: string | null;
}

/** What is wrong with a label, and the mend. */
export interface LabelFault {
  readonly message: string;
  readonly mend: string;
}

type Token = { readonly type: 'word' | 'text'; readonly value: string };

/** Whether the word begins a label, understood or not yet. */
export function isLabelWord(word: string): boolean {
  return [...kinds, ...later].includes(word);
}

/** Reads a label; `source` is what follows the language, as written in the file. */
export function parseLabel(source: string): Label | LabelFault {
  const tokens = tokenize(source);
  if (tokens === null) {
    return {
      message: 'A quotation mark in the label is not closed.',
      mend: 'Put a `"` at both ends; inside, write `\\"`.',
    };
  }
  const kind = tokens[0]?.value ?? '';
  const known = kinds.find((candidate) => candidate === kind);
  if (known === undefined) return unknownKind(kind);
  const rule: LabelRule = rules[known];
  const usage = `Write \`${rule.usage}\`.`;

  const words: string[] = [];
  const settings: Record<string, string> = {};
  let text: string | null = null;
  let fails: string | null = null;
  for (let index = 1; index < tokens.length; index += 1) {
    const { type, value } = tokens[index] as Token;
    const next = tokens[index + 1];
    if (type === 'text') {
      if (!rule.text || text !== null)
        return { message: `The text "${value}" has no place here.`, mend: usage };
      if (value.trim() === '') return { message: 'The text in quotation marks is empty.', mend: usage };
      text = value;
    } else if (value === 'fails' && rule.fails) {
      if (next?.type !== 'text' || next.value.trim() === '' || fails !== null) {
        return { message: '"fails" needs part of the error in quotation marks, once.', mend: usage };
      }
      fails = next.value;
      index += 1;
    } else if (value.includes('=')) {
      const fault = readSetting(value, rule, settings);
      if (fault !== null) return fault;
    } else {
      words.push(value);
    }
  }
  if (words.length < rule.words[0]) return { message: `"${kind}" needs a name.`, mend: usage };
  const extra = words[rule.words[1]];
  if (extra !== undefined) {
    const options = [...Object.keys(rule.settings).map((key) => `${key}=`), ...(rule.fails ? ['fails'] : [])];
    return { message: `The word "${extra}" has no place here.`, mend: didYouMean(extra, options, usage) };
  }
  return { kind: known, words, text, settings, fails };
}

function unknownKind(kind: string): LabelFault {
  if (later.includes(kind)) {
    return {
      message: `"sql ${kind}" is not supported yet outside an exercise.`,
      mend: 'Move it below a `## Exercise: …` heading, or remove it.',
    };
  }
  return {
    message: `There is no label "${kind}".`,
    mend: didYouMean(
      kind,
      [...kinds, ...later],
      `Write ${kinds.map((known) => `\`sql ${known}\``).join(', ')}, or plain \`sql\` for SQL that is not run.`,
    ),
  };
}

/** Adds `key=value` to the settings; a fault when the rule does not know it. */
function readSetting(word: string, rule: LabelRule, settings: Record<string, string>): LabelFault | null {
  const [key = '', ...rest] = word.split('=');
  const value = rest.join('=');
  const values = Object.hasOwn(rule.settings, key) ? rule.settings[key] : undefined;
  const usage = `Write \`${rule.usage}\`.`;
  if (values === undefined) {
    return {
      message: `There is no setting "${key}" here.`,
      mend: didYouMean(key, Object.keys(rule.settings), usage),
    };
  }
  if (!values.includes(value)) {
    return {
      message: `"${key}" cannot be "${value}".`,
      mend: `Write ${values.map((each) => `\`${key}=${each}\``).join(' or ')}, or leave it out.`,
    };
  }
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
