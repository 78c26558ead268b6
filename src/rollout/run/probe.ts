/** Asks every version of the application what it can do with the database as it stands, and leaves no trace. */
import type { App, AppWrite } from '../../course/model.ts';
import type { ProbeRequest } from '../database.ts';
import type { Probe, VersionProbe, Verdict, WriteEffect } from '../model.ts';
import { effectsOf, judgeReader, type Reader, type ReadSide } from '../effects.ts';
import { evidenceFor, failedRead, worstOf, type Judgement } from '../verdict.ts';
import { applicationOn, sidesOf, type Application } from './application.ts';
import type { Connection, Engine } from '../../database/port.ts';
import { LIMITS, type Limits } from '../../database/limits.ts';

/** Probes a checkpoint. Rejects only when the engine breaks down. */
export async function probeCheckpoint(
  engine: Engine,
  { from, apps, now }: ProbeRequest,
  limits: Limits = LIMITS,
): Promise<Probe> {
  const connection = await engine.open({ from, foreignKeys: false, now, seed: ['probe'], limits });
  return probeVersions(connection, apps);
}

/** Probes an open database, outside a transaction; afterwards it is as it was, byte by byte. */
export async function probeVersions(connection: Connection, apps: readonly App[]): Promise<Probe> {
  const application = applicationOn(connection);
  const asItStands = await readAll(application, apps);
  const versions: Record<string, VersionProbe> = {};
  for (const app of apps) {
    const writes: WriteProbe[] = [];
    for (const write of app.writes) {
      writes.push(await probeWrite(connection, application, { app, apps, write, asItStands }));
    }
    versions[app.version] = versionProbe(app, apps, asItStands, writes);
  }
  return { versions };
}

/** By version, how each of its reads goes. */
type Reading = ReadonlyMap<string, readonly ReadSide[]>;

async function readAll(application: Application, apps: readonly App[]): Promise<Reading> {
  const reading = new Map<string, readonly ReadSide[]>();
  for (const { version, reads } of apps) reading.set(version, await sidesOf(application, reads));
  return reading;
}

interface WriteProbe {
  readonly judgement: Judgement;
  readonly afterwards: Reading;
  readonly effects: readonly WriteEffect[];
}

async function probeWrite(
  connection: Connection,
  application: Application,
  at: {
    readonly app: App;
    readonly apps: readonly App[];
    readonly write: AppWrite;
    readonly asItStands: Reading;
  },
): Promise<WriteProbe> {
  const { app, apps, write, asItStands } = at;
  await connection.begin();
  try {
    const { error } = await application.write(write.sql);
    if (error !== null) {
      return { judgement: failedRead(error), afterwards: asItStands, effects: [] };
    }
    const afterwards = await readAll(application, apps);
    const readerOf = ({ version }: App): Reader => ({
      version,
      before: asItStands.get(version) ?? [],
      after: afterwards.get(version) ?? [],
    });
    const effects = effectsOf(app.version, write.name, apps.map(readerOf));
    return { judgement: judgeReader(readerOf(app)), afterwards, effects };
  } finally {
    // A write that failed with RAISE(ROLLBACK) has taken the transaction back already.
    await connection.rollback();
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
