/** A fence `lab`: its YAML, compared with the migrations and versions of the lesson. */
import type { Code } from 'mdast';
import { appProblem } from './appFence.ts';
import type { Application } from '../yaml/frontMatter.ts';
import { labForm, type LabValues } from './labForm.ts';
import { lineOf } from '../markdown.ts';
import type { Lab, LabChallenge, LabMove, Step } from '../../model.ts';
import { isBlankSql } from '../../../sql/problems.ts';
import type { ParseContext } from '../normalize.ts';
import type { Problem } from '../../faults.ts';
import { unknownVersion } from '../versions.ts';
import { readYaml, type YamlResult } from '../yaml/yamlForm.ts';
import { didYouMean } from '../../../words/nearest.ts';

/** What the lab takes from its lesson; null where that is at fault, and then nothing is compared with it. */
export interface LabLesson {
  readonly steps: readonly Step[] | null;
  readonly application: Application | null;
}

type Fault = YamlResult<LabValues>['fault'];

/** What the fence says; null when anything in it is at fault; its faults are added then. */
export function readLabFence(
  node: Code,
  { steps, application }: LabLesson,
  { faults }: ParseContext,
): Omit<Lab, 'title' | 'line' | 'task'> | null {
  const line = lineOf(node);
  const faultsBefore = faults.found.length;
  if (node.meta)
    faults.add({ line, message: 'Behind `lab` stands more.', mend: 'Write it into the YAML below.' });
  const place = { line: line + 1, whole: { line } };
  const { values, fault } = readYaml(node.value, labForm, place, faults);
  if (values === null) return null;

  const versions = application?.versions.map(({ version }) => version) ?? null;
  const after = steps === null ? 0 : stepOf(values.after, steps, fault);
  for (const [index, version] of values.fleet.entries()) {
    const problem = versions && unknownVersion(version, versions);
    if (problem !== null) fault(['fleet', index], problem);
  }
  const fleet = (versions ?? []).filter((version) => values.fleet.includes(version));
  const migrations = steps && { known: migrationsOf(steps), applied: appliedAfter(steps.slice(0, after)) };
  const moves = values.moves.flatMap((move, index) => {
    const above = values.moves.slice(0, index).some(({ id }) => id === move.id);
    if (above)
      fault(['moves', index, 'id'], {
        message: `There is a move "${move.id}" above.`,
        mend: 'Give this one another id.',
      });
    return toMove(move, index, { versions, migrations }, fault);
  });
  const ids = values.moves.map(({ id }) => id);
  const challenges = values.challenges.map((challenge, index) => {
    const above = values.challenges.slice(0, index).some(({ title }) => title === challenge.title);
    if (above) {
      const message = `There is a challenge "${challenge.title}" above.`;
      fault(['challenges', index, 'title'], { message, mend: 'Give this one another title.' });
    }
    return toChallenge(challenge, index, ids, fault);
  });
  return faults.found.length > faultsBefore ? null : { after, fleet, moves, challenges };
}

/** The step after which the lab begins; a migration stands for the step that first runs it. */
function stepOf(after: LabValues['after'], steps: readonly Step[], fault: Fault): number {
  if (typeof after === 'number') {
    if (after <= steps.length) return after;
    const mend = `Write a number up to ${steps.length}; 0 is the start of the lesson.`;
    fault(['after'], { message: `There is no step ${after}.`, mend });
    return 0;
  }
  const step = steps.find((each) => migrationsOf([each]).includes(after));
  if (step !== undefined) return step.number;
  fault(['after'], unknownMigration(after, migrationsOf(steps)));
  return 0;
}

interface LessonNames {
  /** Null where the front matter is at fault. */
  readonly versions: readonly string[] | null;
  /** Null where the steps are at fault. */
  readonly migrations: { readonly known: readonly string[]; readonly applied: ReadonlySet<string> } | null;
}

function toMove(
  { id, label, migration, deploy, check }: LabValues['moves'][number],
  index: number,
  { versions, migrations }: LessonNames,
  fault: Fault,
): readonly LabMove[] {
  const number = [migration, deploy, check].filter((one) => one !== undefined).length;
  const tell = (key: string, problem: Problem | null) => {
    if (problem !== null) fault(['moves', index, key], problem);
  };
  if (number !== 1) {
    const message = number === 0 ? `The move "${id}" does nothing.` : `The move "${id}" does several things.`;
    fault(['moves', index], { message, mend: 'Give a move one of `migration`, `deploy` and `check`.' });
  } else if (migration !== undefined) {
    if (migrations?.known.includes(migration) === false)
      tell('migration', unknownMigration(migration, migrations.known));
    else if (migrations?.applied.has(migration) === true) {
      const message = `The migration "${migration}" has run already when the lab begins.`;
      tell('migration', { message, mend: 'Let the lab begin earlier, or remove the move.' });
    }
    return [{ id, label, type: 'migration', migration }];
  } else if (deploy !== undefined) {
    tell('deploy', versions && unknownVersion(deploy, versions));
    return [{ id, label, type: 'deploy', version: deploy }];
  } else if (check !== undefined) {
    const empty = { message: 'The check holds no SQL.', mend: 'Write a SELECT that returns what is wrong.' };
    tell('check', isBlankSql(check) ? empty : appProblem(check, 'expect'));
    return [{ id, label, type: 'check', sql: check }];
  }
  return [];
}

function toChallenge(
  challenge: LabValues['challenges'][number],
  index: number,
  ids: readonly string[],
  fault: Fault,
): LabChallenge {
  const { title, goal, traffic, needs, most, back_after: backAfter } = challenge;
  const checkId = (id: string, path: readonly PropertyKey[]) => {
    if (ids.includes(id)) return;
    const mend = didYouMean(id, ids, `Write one of ${ids.join(', ')}.`);
    fault(['challenges', index, ...path], { message: `There is no move "${id}".`, mend });
  };
  for (const [at, id] of needs.entries()) checkId(id, ['needs', at]);
  if (backAfter !== null) checkId(backAfter, ['back_after']);
  if (most !== null && most < needs.length) {
    const message = `The challenge needs ${needs.length} moves and allows ${most}.`;
    fault(['challenges', index, 'most'], {
      message,
      mend: `Write \`most: ${needs.length}\`, or a higher number.`,
    });
  }
  return { title, goal, traffic, needs, most, backAfter };
}

function unknownMigration(name: string, known: readonly string[]): Problem {
  const list = known.length === 0 ? 'The lesson has none.' : `Write one of ${known.join(', ')}.`;
  return { message: `There is no migration "${name}".`, mend: didYouMean(name, known, list) };
}

/** Names in the order of the lesson, each once. */
function migrationsOf(steps: readonly Step[]): readonly string[] {
  const names = steps.flatMap(({ parts }) =>
    parts.flatMap((part) =>
      part.type === 'action' && part.action.type === 'migration' ? [part.action.name] : [],
    ),
  );
  return [...new Set(names)];
}

/** The migrations that the ledger holds after these steps. */
function appliedAfter(steps: readonly Step[]): ReadonlySet<string> {
  const applied = new Set<string>();
  for (const part of steps.flatMap(({ parts }) => parts)) {
    if (part.type !== 'action' || part.action.fails !== null) continue;
    const { action } = part;
    if (action.type === 'migration') applied.add(action.name);
    else if (action.type === 'rollback' && !action.atHand) applied.delete(action.name);
  }
  return applied;
}
