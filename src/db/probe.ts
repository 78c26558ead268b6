/** Asks every version of the application what it can do with the database as it stands, and leaves no trace. */
import type { App, AppWrite } from '../content/model.ts';
import type { ProbeRequest } from '../engine/database.ts';
import type { Probe, VersionProbe, Verdict } from '../engine/fleet/model.ts';
import { evidenceFor, judgeWrite, worstOf, type Judgement } from '../engine/fleet/verdict.ts';
import { applicationOn, type Application } from './application.ts';
import { connect, type Connection } from './connection.ts';
import { LIMITS, type Limits } from './limits.ts';
import { frozen, type Sqlite } from './sqlite.ts';

/** Probes a snapshot. Throws only when SQLite breaks down. */
export function probeSnapshot(engine: Sqlite, request: ProbeRequest, limits: Limits = LIMITS): Probe {
  const { from, apps, now } = request;
  return frozen(now, () => probeVersions(connect(engine, { ...from, seed: ['probe'] }, limits), apps));
}

/** Probes an open database, outside a transaction; afterwards it is as it was, byte by byte. */
export function probeVersions(connection: Connection, apps: readonly App[]): Probe {
  const application = applicationOn(connection);
  const asItStands = readAll(application, apps);
  const versions: Record<string, VersionProbe> = {};
  for (const app of apps) {
    const writes = app.writes.map((write) =>
      probeWrite(connection, application, { app, apps, write, asItStands }),
    );
    versions[app.version] = versionProbe(app, apps, asItStands, writes);
  }
  return { versions };
}

/** By version, how each of its reads goes. */
type Reading = ReadonlyMap<string, readonly Judgement[]>;

function readAll(application: Application, apps: readonly App[]): Reading {
  return new Map(
    apps.map(({ version, reads }) => [version, reads.map((read) => application.read(read).judgement)]),
  );
}

interface WriteProbe {
  readonly judgement: Judgement;
  readonly afterwards: Reading;
}

function probeWrite(
  connection: Connection,
  application: Application,
  at: {
    readonly app: App;
    readonly apps: readonly App[];
    readonly write: AppWrite;
    readonly asItStands: Reading;
  },
): WriteProbe {
  const { app, apps, write, asItStands } = at;
  const { sqlite } = connection;
  sqlite.run('BEGIN');
  try {
    const { error } = application.write(write.sql);
    if (error !== null) {
      return { judgement: { verdict: 'fails', error, wrong: new Map() }, afterwards: asItStands };
    }
    const afterwards = readAll(application, apps);
    const own = (reading: Reading): readonly Judgement[] => reading.get(app.version) ?? [];
    return { judgement: judgeWrite(own(asItStands), own(afterwards)), afterwards };
  } finally {
    try {
      sqlite.run('ROLLBACK');
    } catch {
      // A write that failed with RAISE(ROLLBACK) has taken the transaction back already.
    }
    application.changed();
  }
}

function versionProbe(
  { version }: App,
  apps: readonly App[],
  asItStands: Reading,
  writes: readonly WriteProbe[],
): VersionProbe {
  const reads = asItStands.get(version) ?? [];
  const written = writes.map(({ judgement }) => judgement);
  const afterwards = apps.map((other): [string, Verdict] => {
    const all = writes.map((write) => verdictOf(write.afterwards.get(other.version) ?? []));
    return [other.version, worstOf(all.length > 0 ? all : [verdictOf(asItStands.get(other.version) ?? [])])];
  });
  return {
    write: verdictOf(written),
    read: verdictOf(reads),
    afterwards: Object.fromEntries(afterwards),
    error: [...written, ...reads].find(({ error }) => error !== null)?.error ?? null,
    evidence: evidenceFor(verdictOf(reads) === 'ok' ? written : reads),
  };
}

function verdictOf(judgements: readonly Judgement[]): Verdict {
  return worstOf(judgements.map(({ verdict }) => verdict));
}
