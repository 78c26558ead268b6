/**
 * `npm run bench`: how fast and how large the program is, mostly as ratios of two things measured in one run, so that
 * they mean the same on every machine. It informs and never fails. Words pick parts: `npm run bench -- diff key`.
 */
import { spawnSync } from 'node:child_process';
import { diff } from './diff.bench.ts';
import { information, tableOf, type Figure, type Part } from './figure.ts';
import { fleet } from './fleet.bench.ts';
import { frame } from './frame.bench.ts';
import { grade } from './grade.bench.ts';
import { key } from './key.bench.ts';
import { list } from './list.bench.ts';
import { memory } from './memory.bench.ts';
import { ROOT } from './processes.ts';

const PARTS: readonly Part[] = [list, frame, key, diff, memory, grade, fleet];

/** True when dist/ was made anew from the source as it is. */
function built(): boolean {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'src/tools/build.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0;
}

async function figuresOf(part: Part): Promise<readonly Figure[]> {
  const start = performance.now();
  process.stderr.write(`${part.name} … `);
  try {
    return await part.measure();
  } catch (error) {
    return [
      information(part.name, `not measured: ${error instanceof Error ? error.message : String(error)}`),
    ];
  } finally {
    process.stderr.write(`${((performance.now() - start) / 1000).toFixed(0)} s\n`);
  }
}

const words = process.argv.slice(2);
const unknown = words.filter((word) => !PARTS.some((part) => part.name === word));
const picked = words.length === 0 ? PARTS : PARTS.filter((part) => words.includes(part.name));
if (unknown.length > 0) {
  console.log(
    `No part is called ${unknown.join(', ')}. There are: ${PARTS.map((part) => part.name).join(', ')}.`,
  );
} else if (picked.some((part) => part.needsBuild) && !built()) {
  console.log('The build failed, so there is nothing to measure.');
} else {
  const figures: Figure[] = [];
  for (const part of picked) figures.push(...(await figuresOf(part)));
  console.log(`Node ${process.versions.node}, ${process.platform} ${process.arch}\n\n${tableOf(figures)}`);
}
