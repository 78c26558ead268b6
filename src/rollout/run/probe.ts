/** Asks every version of the application what it can do with the database as it stands, and leaves no trace. */
import type { App, AppWrite } from '../../course/model.ts';
import type { ProbeRequest } from '../database.ts';
import type { Probe, VersionProbe, Verdict, WriteEffect } from '../model.ts';
import { effectsOf, judgeReader, type Reader, type ReadSide } from '../effects.ts';
import { evidenceFor, failedRead, worstOf, type Judgement } from '../verdict.ts';
import { applicationOn, sidesOf, type Application } from './application.ts';
import { connect, type Connection } from '../../database/sqlite/connection.ts';
import { LIMITS, type Limits } from '../../database/limits.ts';
import { frozen, type Sqlite } from '../../database/sqlite/sqlite.ts';

/** Probes a checkpoint. Throws only when SQLite breaks down. */
export function probeCheckpoint(engine: Sqlite, request: ProbeRequest, limits: Limits = LIMITS): Probe {
  const { from, apps, now } = request;
  return frozen(now, () =>
    probeVersions(connect(engine, { from, foreignKeys: false, seed: ['probe'] }, limits), apps),
  );
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
type Reading = ReadonlyMap<string, readonly ReadSide[]>;

function readAll(application: Application, apps: readonly App[]): Reading {
  return new Map(apps.map(({ version, reads }) => [version, sidesOf(application, reads)]));
}

interface WriteProbe {
  readonly judgement: Judgement;
  readonly afterwards: Reading;
  readonly effects: readonly WriteEffect[];
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
      return { judgement: failedRead(error), afterwards: asItStands, effects: [] };
    }
    const afterwards = readAll(application, apps);
    const readerOf = ({ version }: App): Reader => ({
      version,
      before: asItStands.get(version) ?? [],
      after: afterwards.get(version) ?? [],
    });
    const effects = effectsOf(app.version, write.name, apps.map(readerOf));
    return { judgement: judgeReader(readerOf(app)), afterwards, effects };
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
  const reads = judgementsOf(asItStands, version);
  const written = writes.map(({ judgement }) => judgement);
  const afterwards = apps.map((other): [string, Verdict] => {
    const all = writes.map((write) => verdictOf(judgementsOf(write.afterwards, other.version)));
    return [
      other.version,
      worstOf(all.length > 0 ? all : [verdictOf(judgementsOf(asItStands, other.version))]),
    ];
  });
  return {
    write: verdictOf(written),
    read: verdictOf(reads),
    afterwards: Object.fromEntries(afterwards),
    error: [...written, ...reads].find(({ error }) => error !== null)?.error ?? null,
    evidence: evidenceFor(verdictOf(reads) === 'ok' ? written : reads),
    effects: writes.flatMap(({ effects }) => effects),
  };
}

function judgementsOf(reading: Reading, version: string): readonly Judgement[] {
  return (reading.get(version) ?? []).map(({ judgement }) => judgement);
}

function verdictOf(judgements: readonly Judgement[]): Verdict {
  return worstOf(judgements.map(({ verdict }) => verdict));
}
