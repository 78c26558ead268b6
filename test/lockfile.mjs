// Says in one sentence each what package-lock.json (or the file named) lacks, before `npm ci` says it in its own
// words: npm 11 refuses a file without the packages of other platforms, which npm 10 leaves out at times. Plain
// JavaScript without imports of packages, because nothing is installed yet when it runs.
import { readFileSync } from 'node:fs';

const file = process.argv[2] ?? 'package-lock.json';
const { packages } = JSON.parse(readFileSync(file, 'utf8'));

/** Whether a package finds another as Node does: in its own node_modules, or in one further out. */
function isThere(place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === '') return false;
  }
}

function namesOf({ dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta = {} }) {
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  return [...new Set([...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers])];
}

const faults = Object.entries(packages).flatMap(([place, locked]) => [
  ...namesOf(locked)
    .filter((name) => !isThere(place, name))
    .map((name) => `${place || 'The project'} needs ${name}, which ${file} does not hold.`),
  ...(locked.resolved === undefined ? [] : [`${place} comes from a registry that ${file} names.`]),
]);
for (const fault of faults) console.error(fault);
if (faults.length > 0) {
  console.error('Run npm install with the .npmrc of this folder, or pin a version whose packages all exist.');
  process.exitCode = 1;
}
