// Builds dist/ where it is not what the sources make. Plain JavaScript, as `npm start` and `npm test` come through here:
// when nothing has changed, starting a compiler would take most of the time. `--always` builds in any case.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the build reads; the last one says which packages are installed. */
const SOURCES = ['src', 'lessons', 'fixtures', 'package.json', 'node_modules/.package-lock.json'];

/**
 * A digest of the names, sizes and times of all files that the build reads.
 * @param {string} project the project's folder
 */
export function fingerprint(project) {
  const digest = createHash('sha256');
  const add = (path) => {
    const { mtimeMs, size } = statSync(join(project, path));
    digest.update(`${path}\0${size}\0${mtimeMs}\0`);
  };
  for (const source of SOURCES.filter((path) => existsSync(join(project, path)))) {
    if (!statSync(join(project, source)).isDirectory()) add(source);
    else {
      const entries = readdirSync(join(project, source), { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile());
      for (const path of files
        .map(({ parentPath, name }) => join(parentPath, name).slice(project.length + 1))
        .sort())
        add(path);
    }
  }
  return digest.digest('hex');
}

/** Exit status of the build, or 0 where there was nothing to do. */
function ensureBuild(project, always) {
  const stamp = join(project, 'node_modules', '.cache', 'built');
  const wanted = fingerprint(project);
  const there = existsSync(stamp) && existsSync(join(project, 'dist', 'bin.js'));
  if (!always && there && readFileSync(stamp, 'utf8') === wanted) return 0;
  rmSync(stamp, { force: true });
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'src/tools/build.ts'], {
    cwd: project,
    stdio: 'inherit',
  });
  if (status !== 0) return status ?? 1;
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = ensureBuild(resolve('.'), process.argv.includes('--always'));
}
