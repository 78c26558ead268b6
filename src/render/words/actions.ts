/** What is called how: fences, kinds of migrations, versions and their deploys. Safe to print. */
import type { Action, FleetMove } from '../../course/model.ts';
import type { TextPart } from '../../lesson/moments.ts';
import type { MigrationKind } from '../../migrate/kind.ts';
import type { SqlBlock } from '../../view/blocks.ts';
import { printable } from '../spans/visible.ts';

/** What a fence is: `migration 0003_add_dx_icd10`. */
export function actionName(action: Action): string {
  switch (action.type) {
    case 'migration':
      return printable(`migration ${action.name}`);
    case 'rollback':
      return printable(`rollback of ${action.name}`);
    case 'traffic':
      return printable(
        action.name === null ? `${action.version} writes` : `${action.version}: ${action.name}`,
      );
    case 'query':
      return printable(action.title === null ? 'query' : `query: ${action.title}`);
  }
}

const KIND_WORDS: Readonly<Record<MigrationKind, string>> = {
  schema: 'schema',
  data: 'data',
  both: 'schema and data',
};

/**
 * What there is to say of the SQL beside its name: `schema`, `meant to fail`,
 * `statement 2 of 3`. `place` stands in front of the statement's number.
 */
export function actionDetails(
  { action, kind, ran, current, statements }: SqlBlock,
  place = 'statement ',
): readonly string[] {
  const batched = action.type === 'migration' && action.batches !== null;
  const bare = 'transaction' in action && !action.transaction;
  return [
    kind === null ? '' : `${KIND_WORDS[kind]}${bare ? ' · no transaction' : ''}`,
    action.fails !== null && ran ? 'meant to fail' : '',
    batched && !ran ? 'in batches' : '',
    current !== null && statements.length > 1 && !batched
      ? `${place}${current + 1} of ${statements.length}`
      : '',
  ].filter((detail) => detail !== '');
}

/** `A0 writes: books a visit`. */
export function appWords(part: Extract<TextPart, { type: 'app' }>): string {
  const does = part.does === 'read' ? 'reads' : 'writes';
  return printable(part.name === null ? `${part.version} ${does}` : `${part.version} ${does}: ${part.name}`);
}

/** `A1 is deployed`. */
export function moveWords(move: FleetMove): string {
  return printable(move.type === 'deploy' ? `${move.version} is deployed` : `${move.version} is retired`);
}
