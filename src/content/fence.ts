/** Fences: which of them act, which show another tool, and which are just code in the prose. */
import type { Code } from 'mdast';
import { checksum } from './checksum.ts';
import type { Report } from './faults.ts';
import type { RollbackDraft } from './history.ts';
import { isLabelWord, parseLabel, type Label } from './label.ts';
import { fenceInfo, lineOf, type Source } from './markdown.ts';
import type { MigrationAction, QueryAction, ToolExample } from './model.ts';
import { MIGRATION_NAME } from './names.ts';

/** An action before its rollbacks know their migrations. */
export type ActionDraft = MigrationAction | QueryAction | RollbackDraft;

export type ReadFence =
  | { readonly type: 'code' }
  | { readonly type: 'action'; readonly action: ActionDraft }
  | { readonly type: 'tool'; readonly example: ToolExample }
  /** Already in the report. */
  | { readonly type: 'fault' };

const FAULT: ReadFence = { type: 'fault' };

/** Reads a fence of the top level by its first line. */
export function readFence(node: Code, source: Source, report: Report): ReadFence {
  const info = fenceInfo(node, source);
  const [language = ''] = info.split(/\s/, 1);
  const rest = info.slice(language.length).trim();
  const [word = ''] = rest.split(/[\s"]/, 1);
  const line = lineOf(node);
  const fault = (message: string, mend: string): ReadFence => {
    report.add(line, info, message, mend);
    return FAULT;
  };

  if (word === 'tool') return readTool(node, language, rest, fault);
  if (language.toLowerCase() !== 'sql') {
    const first = isLabelWord(language) ? language : isLabelWord(word) ? word : null;
    if (first === null) return { type: 'code' };
    return fault(
      `"${first}" is a label, and only a fence that begins with \`sql\` is run.`,
      'Write `sql` in front.',
    );
  }
  if (rest === '') return { type: 'code' };

  const label = parseLabel(rest);
  if ('message' in label) return fault(label.message, label.mend);
  const name = label.words[0];
  if (name !== undefined && !MIGRATION_NAME.test(name)) {
    const mend = 'Use letters, digits, `_`, `-` and `.`, a letter or digit first.';
    return fault(`"${name}" cannot be the name of a migration.`, mend);
  }
  if (isBlankSql(node.value)) return fault('The fence holds no SQL.', 'Write the SQL, or remove the fence.');
  return { type: 'action', action: toAction(label, node.value, line + 1) };
}

function toAction(label: Label, sql: string, line: number): ActionDraft {
  const { kind, fails, settings } = label;
  const fence = { sql, line, fails };
  const [name = null] = label.words;
  const transaction = settings['transaction'] !== 'none';
  switch (kind) {
    case 'migration':
      return { type: kind, ...fence, name: name ?? '', checksum: checksum(sql), transaction };
    case 'rollback':
      return { type: kind, ...fence, name, checksum: checksum(sql), transaction };
    case 'query':
      return { type: kind, ...fence, title: label.text };
  }
}

function readTool(
  node: Code,
  language: string,
  rest: string,
  fault: (message: string, mend: string) => ReadFence,
): ReadFence {
  const usage = `Write \`${language} tool "Alembic 1.8.1"\`, with the version it was checked on.`;
  const tool = /^tool\s+"([^"\\]+)"$/.exec(rest)?.[1]?.trim();
  if (tool === undefined || !/^\S.*\s.*\d/.test(tool)) {
    return fault('"tool" needs a name with a version in quotation marks.', usage);
  }
  if (node.value.trim() === '')
    return fault('The fence holds no code.', 'Write the code, or remove the fence.');
  return { type: 'tool', example: { tool, language, code: node.value } };
}

/** Whether nothing is left of the SQL without comments and semicolons. */
export function isBlankSql(sql: string): boolean {
  return /^[\s;]*$/.test(sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ''));
}
