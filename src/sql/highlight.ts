/** SQL cut into pieces by what is shown in one colour. */
import type { Dialect } from './dialect.ts';
import { DIALECTS } from './dialects.ts';
import { tokensFrom, type Token } from './lexer.ts';

export interface Piece {
  readonly text: string;
  readonly role: 'keyword' | 'string' | 'number' | 'comment' | 'plain';
}

/** The SQL in pieces, neighbours of one role joined. Together they give the SQL exactly. */
export function highlight(sql: string, dialect: Dialect = DIALECTS.sqlite): readonly Piece[] {
  const pieces: { role: Piece['role']; start: number; end: number }[] = [];
  for (const token of tokensFrom(sql, 0, dialect)) {
    const role = roleOf(token, dialect);
    const last = pieces.at(-1);
    if (last?.role === role) last.end = token.end;
    else pieces.push({ role, start: token.start, end: token.end });
  }
  return pieces.map(({ role, start, end }) => ({ role, text: sql.slice(start, end) }));
}

function roleOf(token: Token, dialect: Dialect): Piece['role'] {
  switch (token.kind) {
    case 'word':
      return dialect.keywords.has(token.text.toUpperCase()) ? 'keyword' : 'plain';
    case 'string':
    case 'blob':
      return 'string';
    case 'number':
    case 'comment':
      return token.kind;
    case 'space':
    case 'name':
    case 'variable':
    case 'end':
    case 'symbol':
      return 'plain';
  }
}
