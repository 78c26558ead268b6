/** What a label may hold, and what its settings accept. */
import type { Problem } from '../../faults.ts';
import { MIGRATION_NAME, PHASE } from '../../names.ts';

/** A label as read: what stands behind its kind. */
export interface LabelParts {
  readonly words: readonly string[];
  /** Words with a meaning of their own, such as `twice`; each once. */
  readonly flags: readonly string[];
  readonly text: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly fails: string | null;
}

/** What may stand in a label of this kind. */
export interface LabelRule {
  /** As the author writes it, for the mend. */
  readonly usage: string;
  /** How many bare words may follow the kind. */
  readonly words: readonly [least: number, most: number];
  /** What the first of them is: a migration's name, or a version of the application. */
  readonly named: 'a name' | 'a version';
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
export type SettingRule = (key: string, value: string) => Problem | null;

/** A label of nothing but its kind, to build others on. */
export const BARE_LABEL = {
  words: [0, 0],
  named: 'a name',
  flags: [],
  choice: false,
  text: 'never',
  settings: {},
  fails: false,
} as const satisfies Omit<LabelRule, 'usage'>;

export function oneOf(...values: readonly string[]): SettingRule {
  return (key, value) =>
    values.includes(value)
      ? null
      : cannotBe(
          key,
          value,
          `Write ${values.map((each) => `\`${key}=${each}\``).join(' or ')}, or leave it out.`,
        );
}

export function phase(key: string, value: string): Problem | null {
  if (PHASE.test(value)) return null;
  return cannotBe(key, value, `Write a short name, for instance \`${key}=S1\`, or leave it out.`);
}

export function wholeNumber(most: number): SettingRule {
  return (key, value) => {
    if (/^(?:0|[1-9]\d{0,8})$/.test(value) && Number(value) <= most) return null;
    return cannotBe(key, value, `Write a whole number up to ${most}, for instance \`${key}=3\`.`);
  };
}

export function points(key: string, value: string): Problem | null {
  if (/^[1-9]\d{0,3}$/.test(value)) return null;
  return cannotBe(key, value, `Write a whole number above 0, for instance \`${key}=2\`, or leave it out.`);
}

export function after(key: string, value: string): Problem | null {
  if (MIGRATION_NAME.test(value)) return null;
  return cannotBe(key, value, 'Name a part of the exercise, or leave it out.');
}

export function cannotBe(key: string, value: string, mend: string): Problem {
  return { message: `"${key}" cannot be "${value}".`, mend };
}
