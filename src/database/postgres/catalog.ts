/** What PostgreSQL's catalogue says of a database, asked in one query; introspect.ts makes it a state's schemas. */
import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Session } from './session.ts';

export interface CatalogRelation {
  readonly oid: number;
  readonly name: string;
  /** Quoted, with its schema. */
  readonly quoted: string;
  /** `r` table, `p` partitioned table, `v` view, `m` materialized view. */
  readonly kind: 'r' | 'p' | 'v' | 'm';
  readonly partition: string | null;
  readonly partitionKey: string | null;
  readonly parents: readonly string[];
  readonly rowSecurity: boolean;
  /** The query of a view. */
  readonly view: string | null;
}

export interface CatalogColumn {
  readonly table: number;
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  /** Of the default, or of a generated column. */
  readonly expression: string | null;
  readonly generated: '' | 's' | 'v';
  readonly identity: '' | 'a' | 'd';
  readonly collation: string | null;
  readonly sequence: string | null;
  /** The last number its sequence gave out. */
  readonly last: string | null;
}

export interface CatalogConstraint {
  readonly table: number;
  readonly name: string;
  /** `p` primary key, `u` unique, `f` foreign key, `c` check, `x` exclusion. */
  readonly type: 'p' | 'u' | 'f' | 'c' | 'x';
  readonly index: number;
  readonly columns: readonly string[];
  readonly target: string | null;
  readonly targetColumns: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
  readonly match: string;
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly validated: boolean;
  readonly enforced: boolean;
  readonly expression: string | null;
  readonly definition: string;
}

export interface CatalogIndex {
  readonly oid: number;
  readonly table: number;
  readonly name: string;
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  readonly valid: boolean;
  readonly method: string;
  readonly where: string | null;
  readonly definition: string;
  readonly terms: readonly {
    readonly column: string | null;
    readonly text: string;
    readonly collation: string | null;
    readonly descending: boolean;
  }[];
  readonly included: readonly string[];
}

export interface CatalogTrigger {
  readonly table: number;
  readonly name: string;
  /** Bits: 1 for each row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate, 64 instead of. */
  readonly bits: number;
  /** Those of UPDATE OF. */
  readonly columns: readonly string[];
  readonly definition: string;
  /** The source of the function that it runs. */
  readonly source: string;
}

export interface Catalog {
  readonly relations: readonly CatalogRelation[];
  readonly columns: readonly CatalogColumn[];
  readonly constraints: readonly CatalogConstraint[];
  readonly indexes: readonly CatalogIndex[];
  readonly triggers: readonly CatalogTrigger[];
  /** Types, functions and sequences that stand by themselves, by kind and name. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Columns of a relation by their numbers, in the order of the numbers. */
const named = (relation: string, numbers: string) =>
  sql.raw(
    `coalesce((SELECT json_agg(a.attname ORDER BY listed.place) FROM unnest(${numbers}) WITH ORDINALITY listed(number, place)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = listed.number), '[]')`,
  );

const QUERY = new PgDialect().sqlToQuery(sql`
WITH own AS MATERIALIZED (
  SELECT oid, nspname FROM pg_namespace
  WHERE nspname <> 'information_schema' AND nspname !~ '^pg_'
), relation AS MATERIALIZED (
  SELECT c.*, CASE own.nspname WHEN 'public' THEN '' ELSE own.nspname || '.' END || c.relname AS name,
    format('%I.%I', own.nspname, c.relname) AS quoted
  FROM pg_class c JOIN own ON own.oid = c.relnamespace
)
SELECT json_build_object(
  'relations', (SELECT coalesce(json_agg(json_build_object(
      'oid', r.oid::bigint, 'name', r.name, 'quoted', r.quoted, 'kind', r.relkind,
      'partition', pg_get_expr(r.relpartbound, r.oid),
      'partitionKey', CASE r.relkind WHEN 'p' THEN pg_get_partkeydef(r.oid) END,
      'parents', (SELECT coalesce(json_agg(p.name ORDER BY i.inhseqno), '[]')
        FROM pg_inherits i JOIN relation p ON p.oid = i.inhparent WHERE i.inhrelid = r.oid),
      'rowSecurity', r.relrowsecurity,
      'view', CASE WHEN r.relkind IN ('v', 'm') THEN pg_get_viewdef(r.oid, true) END
    ) ORDER BY r.oid), '[]') FROM relation r WHERE r.relkind IN ('r', 'p', 'v', 'm')),
  'columns', (SELECT coalesce(json_agg(json_build_object(
      'table', a.attrelid::bigint, 'number', a.attnum, 'name', a.attname,
      'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
      'expression', pg_get_expr(d.adbin, d.adrelid), 'generated', a.attgenerated, 'identity', a.attidentity,
      'collation', CASE WHEN a.attcollation <> t.typcollation THEN
        (SELECT quote_ident(collname) FROM pg_collation WHERE oid = a.attcollation) END,
      'sequence', s.name, 'last', pg_sequence_last_value(s.oid)::text
    ) ORDER BY a.attrelid, a.attnum), '[]')
    FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_depend o ON o.refclassid = 'pg_class'::regclass AND o.refobjid = a.attrelid
      AND o.refobjsubid = a.attnum AND o.classid = 'pg_class'::regclass AND o.deptype IN ('a', 'i')
      AND EXISTS (SELECT FROM pg_class q WHERE q.oid = o.objid AND q.relkind = 'S')
    LEFT JOIN relation s ON s.oid = o.objid
    WHERE r.relkind IN ('r', 'p')),
  'constraints', (SELECT coalesce(json_agg(json_build_object(
      'table', k.conrelid::bigint, 'name', k.conname, 'type', k.contype, 'index', k.conindid::bigint,
      'columns', ${named('k.conrelid', 'k.conkey')}, 'target', f.name,
      'targetColumns', ${named('k.confrelid', 'k.confkey')},
      'onDelete', k.confdeltype, 'onUpdate', k.confupdtype, 'match', k.confmatchtype,
      'deferrable', k.condeferrable, 'deferred', k.condeferred, 'validated', k.convalidated,
      'enforced', k.conenforced, 'expression', pg_get_expr(k.conbin, k.conrelid, true),
      'definition', pg_get_constraintdef(k.oid, true)
    ) ORDER BY k.oid), '[]')
    FROM pg_constraint k JOIN relation r ON r.oid = k.conrelid LEFT JOIN relation f ON f.oid = k.confrelid
    WHERE k.contype IN ('p', 'u', 'f', 'c', 'x')),
  'indexes', (SELECT coalesce(json_agg(json_build_object(
      'oid', i.indexrelid::bigint, 'table', i.indrelid::bigint, 'name', c.relname, 'unique', i.indisunique,
      'nullsNotDistinct', i.indnullsnotdistinct, 'valid', i.indisvalid, 'method', m.amname,
      'where', pg_get_expr(i.indpred, i.indrelid, true), 'definition', pg_get_indexdef(i.indexrelid),
      'terms', (SELECT json_agg(json_build_object(
          'column', a.attname, 'text', pg_get_indexdef(i.indexrelid, n, true),
          'collation', CASE WHEN a.attcollation <> i.indcollation[n - 1] THEN
            (SELECT quote_ident(collname) FROM pg_collation WHERE oid = i.indcollation[n - 1]) END,
          'descending', i.indoption[n - 1] & 1 = 1) ORDER BY n)
        FROM generate_series(1, i.indnkeyatts) n
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n - 1] AND a.attnum > 0),
      'included', (SELECT coalesce(json_agg(pg_get_indexdef(i.indexrelid, n, true) ORDER BY n), '[]')
        FROM generate_series(i.indnkeyatts + 1, i.indnatts) n)
    ) ORDER BY i.indexrelid), '[]')
    FROM pg_index i JOIN relation r ON r.oid = i.indrelid JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_am m ON m.oid = c.relam),
  'triggers', (SELECT coalesce(json_agg(json_build_object(
      'table', g.tgrelid::bigint, 'name', g.tgname, 'bits', g.tgtype,
      'columns', ${named('g.tgrelid', 'g.tgattr::int2[]')},
      'definition', pg_get_triggerdef(g.oid, true), 'source', p.prosrc
    ) ORDER BY g.oid), '[]')
    FROM pg_trigger g JOIN relation r ON r.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid
    WHERE NOT g.tgisinternal),
  'settings', (SELECT coalesce(json_object_agg(key, value ORDER BY key), '{}') FROM (
    SELECT 'type ' || format_type(t.oid, NULL) AS key,
      (SELECT 'enum (' || string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) || ')'
        FROM pg_enum e WHERE e.enumtypid = t.oid) AS value
    FROM pg_type t JOIN own ON own.oid = t.typnamespace WHERE t.typtype = 'e'
    UNION ALL
    SELECT 'domain ' || format_type(t.oid, NULL), concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
      CASE WHEN t.typnotnull THEN 'NOT NULL' END, 'DEFAULT ' || t.typdefault,
      (SELECT string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY k.oid) FROM pg_constraint k
        WHERE k.contypid = t.oid AND k.contype = 'c'))
    FROM pg_type t JOIN own ON own.oid = t.typnamespace WHERE t.typtype = 'd'
    UNION ALL
    SELECT 'function ' || p.oid::regprocedure, pg_get_functiondef(p.oid)
    FROM pg_proc p JOIN own ON own.oid = p.pronamespace WHERE p.prokind IN ('f', 'p')
    UNION ALL
    SELECT 'sequence ' || r.name, coalesce(pg_sequence_last_value(r.oid)::text, '')
    FROM relation r WHERE r.relkind = 'S' AND NOT EXISTS (
      SELECT FROM pg_depend o WHERE o.classid = 'pg_class'::regclass AND o.objid = r.oid
        AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0 AND o.deptype IN ('a', 'i'))
  ) one)
) AS catalog`).sql;

/** Everything but PostgreSQL's own schemas and temporary ones. */
export async function readCatalog(session: Session): Promise<Catalog> {
  const { rows } = await session.askAgain(QUERY);
  return JSON.parse(rows[0]?.[0] ?? '') as Catalog;
}
