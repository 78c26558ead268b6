/** How meanings look. Only the terminal's own sixteen colours, so that dark and light terminals both read well. */
import { Chalk, type ChalkInstance } from 'chalk';
import type { Line, Style } from '../render/spans/line.ts';

export type Theme = (line: Line) => string;

/** `color`: with colours; `plain`: bold, dim and inverse only (NO_COLOR); `none`: no escape sequences at all. */
export type ThemeKind = 'color' | 'plain' | 'none';

/** What the environment asks for; `colorFlag` is false after --no-color. */
export function themeKind(env: NodeJS.ProcessEnv, colorFlag: boolean): ThemeKind {
  if (env['TERM'] === 'dumb') return 'none';
  // https://no-color.org: set and not empty, whatever the value.
  return colorFlag && !env['NO_COLOR'] ? 'color' : 'plain';
}

/** A function that turns a line into text with escape sequences. */
export function createTheme(kind: ThemeKind): Theme {
  if (kind === 'none') return (line) => line.map((span) => span.text).join('');
  const chalk = new Chalk({ level: 1 });
  const styles = stylesOf(chalk, kind === 'color');
  return (line) =>
    line.map((span) => (span.style === undefined ? span.text : styles[span.style](span.text))).join('');
}

function stylesOf(chalk: ChalkInstance, color: boolean): Record<Style, (text: string) => string> {
  const tint = (
    name: 'green' | 'red' | 'magenta' | 'cyan' | 'blue',
    base: ChalkInstance = chalk,
  ): ChalkInstance => (color ? base[name] : base);
  return {
    title: chalk.bold,
    heading: chalk.bold,
    strong: chalk.bold,
    emphasis: chalk.italic,
    code: tint('cyan'),
    link: chalk.underline,
    quiet: chalk.dim,
    null: chalk.dim.italic,
    added: tint('green', chalk.bold),
    removed: tint('red'),
    changed: tint('magenta', chalk.bold),
    renamed: tint('cyan', chalk.bold),
    error: tint('red', chalk.bold),
    warning: tint('red', chalk.bold),
    insight: tint('cyan', chalk.bold),
    success: tint('green', chalk.bold),
    keyword: chalk.bold,
    string: tint('cyan'),
    number: tint('cyan'),
    comment: chalk.dim,
    current: chalk.bold,
    selected: chalk.inverse,
    key: chalk.bold,
  };
}
