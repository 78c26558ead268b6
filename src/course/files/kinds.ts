/** Kinds of rows of a fixture: how to speak of a row without showing it. */
import type { RowKind } from '../model.ts';
import type { Script } from './script.ts';
import { isBlankSql, queryProblem } from '../../sql/problems.ts';
import { cutSql } from '../../sql/sections.ts';

type Marker = { readonly table: string; readonly name: string } | 'fault';

/**
 * Reads `kinds.sql`: lines `-- kind <table>: <name>`, each with its query
 * below. Whether there is such a table is seen when the query runs.
 */
export function readKinds({ sql, faults }: Script): readonly RowKind[] {
  return cutSql(sql, readMarker).flatMap((section): readonly RowKind[] => {
    const { marker, markerLine } = section;
    const fault = (at: number, message: string, mend: string): readonly RowKind[] => {
      faults.add({ line: at, message, mend });
      return [];
    };
    if (marker === null) {
      if (isBlankSql(section.sql)) return [];
      const mend = 'Put a line such as `-- kind patients: a patient without an mrn` above it.';
      return fault(section.line, 'This SQL belongs to no kind of row.', mend);
    }
    if (marker === 'fault') {
      const mend = 'Write it like `-- kind patients: a patient without an mrn`.';
      return fault(markerLine, 'The line does not give a table and a kind of row.', mend);
    }
    const { table, name } = marker;
    if (isBlankSql(section.sql)) {
      const mend = `Write a SELECT below it that gives the primary keys of such rows in ${table}.`;
      return fault(markerLine, `The kind "${name}" has no query.`, mend);
    }
    const problem = queryProblem(section.sql);
    if (problem !== null) return fault(section.line, problem.message, problem.mend);
    return [{ table, name, query: { sql: section.sql, line: section.line } }];
  });
}

/** A comment that begins with `kind` is meant as one, or it would be lost without a word. */
function readMarker(comment: string): Marker | null {
  if (!/^kind\b/i.test(comment)) return null;
  const [, table, name] = /^kind\s+([^\s:]+)\s*:(\P{Cc}+)$/iu.exec(comment) ?? [];
  return table === undefined || name === undefined ? 'fault' : { table, name: name.trim() };
}
