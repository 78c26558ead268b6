/** Every label that is understood, and what may stand in it. A new kind of fence begins with a line here. */
import type { Problem } from '../../faults.ts';
import type { Strictness } from '../../model.ts';
import { MIGRATION_NAME, PHASE } from '../../names.ts';
import { didYouMean } from '../../../words/nearest.ts';

/** What may stand in a label of this kind. */
export interface LabelRule {
  /** As the author writes it, for the mend. */
  readonly usage: string;
  /** How many bare words may follow the kind. */
  readonly words: readonly [least: number, most: number];
  /** What the first of them is: `a name`. */
  readonly named: string;
  /** Bare words with a meaning of their own. */
  readonly flags: readonly string[];
  /** Whether exactly one of the flags must be there. */
  readonly choice: boolean;
  /** Whether a text in quotation marks may follow; where it must, what it tells. */
  readonly text: 'never' | 'optional' | { readonly tells: string };
  /** What each `key=value` accepts. */
  readonly settings: Readonly<Record<string, SettingRule>>;
  /** Whether it may be expected to fail. */
  readonly fails: boolean;
}

/** The fault in a value, or null. */
type SettingRule = (key: string, value: string) => Problem | null;

/** Everything that an exercise can be strict about. */
const STRICTNESS: readonly Strictness[] = ['column order', 'index names', 'type names', 'triggers'];

const none = {
  words: [0, 0],
  named: 'a name',
  flags: [],
  choice: false,
  text: 'never',
  settings: {},
  fails: false,
} as const;
const runs = { phase, transaction: oneOf('none') };

const step = {
  migration: {
    ...none,
    usage: 'sql migration <name> [phase=S1] [transaction=none] [batches requests=3 seed=7] [fails "…"]',
    words: [1, 1],
    flags: ['batches'],
    settings: { ...runs, requests: wholeNumber(1000), seed: wholeNumber(999_999_999) },
    fails: true,
  },
  rollback: {
    ...none,
    usage: 'sql rollback [<name>] [phase=S0] [transaction=none] [fails "…"]',
    words: [0, 1],
    settings: runs,
    fails: true,
  },
  query: { ...none, usage: 'sql query ["title"] [fails "…"]', text: 'optional', fails: true },
  app: {
    ...none,
    usage: 'sql app <version> read|write|expect ["name"]',
    words: [1, 1],
    named: 'a version',
    flags: ['read', 'write', 'expect'],
    choice: true,
    text: 'optional',
  },
  traffic: {
    ...none,
    usage: 'sql traffic <version> ["what it writes"] [fails "…"]',
    words: [1, 1],
    named: 'a version',
    text: 'optional',
    fails: true,
  },
} as const satisfies Record<string, LabelRule>;

const exercise = {
  starter: { ...none, usage: 'sql starter [<part>]', words: [0, 1] },
  solution: {
    ...none,
    usage: 'sql solution [rollback] [<part>] [twice] [strict="…"]',
    words: [0, 1],
    flags: ['rollback', 'twice'],
    settings: { strict },
  },
  wrong: {
    ...none,
    usage: 'sql wrong "what to tell"',
    text: { tells: 'what to tell a learner who answers so' },
  },
  check: {
    ...none,
    usage: 'sql check "what holds" [points=2] [after=<part>]',
    text: { tells: 'what holds when it passes' },
    settings: { points, after },
  },
} as const satisfies Record<string, LabelRule>;

/** By the place in which a label may stand. */
export const labelRules = { step, exercise };

export type LabelPlace = keyof typeof labelRules;

export type LabelKind<Place extends LabelPlace = LabelPlace> = Place extends LabelPlace
  ? keyof (typeof labelRules)[Place]
  : never;

function oneOf(...values: readonly string[]): SettingRule {
  return (key, value) =>
    values.includes(value)
      ? null
      : cannotBe(
          key,
          value,
          `Write ${values.map((each) => `\`${key}=${each}\``).join(' or ')}, or leave it out.`,
        );
}

function phase(key: string, value: string): Problem | null {
  if (PHASE.test(value)) return null;
  return cannotBe(key, value, `Write a short name, for instance \`${key}=S1\`, or leave it out.`);
}

function wholeNumber(most: number): SettingRule {
  return (key, value) => {
    if (/^(?:0|[1-9]\d{0,8})$/.test(value) && Number(value) <= most) return null;
    return cannotBe(key, value, `Write a whole number up to ${most}, for instance \`${key}=3\`.`);
  };
}

function points(key: string, value: string): Problem | null {
  if (/^[1-9]\d{0,3}$/.test(value)) return null;
  return cannotBe(key, value, `Write a whole number above 0, for instance \`${key}=2\`, or leave it out.`);
}

function after(key: string, value: string): Problem | null {
  if (MIGRATION_NAME.test(value)) return null;
  return cannotBe(key, value, 'Name a part of the exercise, or leave it out.');
}

function strict(key: string, value: string): Problem | null {
  const known: readonly string[] = STRICTNESS;
  const names = known.map((name) => `"${name}"`).join(', ');
  const wrong = entriesOf(value).find((word) => !known.includes(word));
  if (wrong === undefined) return null;
  return cannotBe(
    key,
    wrong,
    didYouMean(wrong, known, `Write one of ${names}, or several with commas between.`),
  );
}

/** The entries of `strict="column order, triggers"`, each once; sound only where the label had no fault. */
export function strictnessIn(value: string | null): readonly Strictness[] {
  const words = value === null ? [] : entriesOf(value);
  return STRICTNESS.filter((name) => words.includes(name));
}

function entriesOf(value: string): readonly string[] {
  return value.split(',').map((entry) => entry.trim().replace(/\s+/g, ' '));
}

function cannotBe(key: string, value: string, mend: string): Problem {
  return { message: `"${key}" cannot be "${value}".`, mend };
}
